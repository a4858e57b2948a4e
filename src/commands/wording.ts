import { type Message, type Part, say } from '../domain/message.ts';

/** Texts of a feature that operators may replace in `texts.yaml`: the key, and what may stand in it as `{{ name }}`. */
export type TextKeys = Readonly<Record<string, readonly string[]>>;
/** What operators wrote, by key. */
export type Overrides = Readonly<Record<string, string>>;
/** The same of every feature, by its id. */
export type AllOverrides = Readonly<Record<string, Overrides>>;
/** What stands in for a `{{ name }}`: our own plain text, or parts. */
export type Filling = string | Part | readonly (Part | string)[];
/** The replaced text with its values filled in; undefined where the standard text holds. */
export type Word<Keys extends TextKeys> = <Key extends keyof Keys & string>(
  key: Key,
  values: Readonly<Record<Keys[Key][number], Filling>>,
) => Message | undefined;

/** A name to be filled in. */
export const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Every text is taken apart here, so that saying it is no more than filling it in. */
export function createWord<Keys extends TextKeys>(keys: Keys, overrides: Overrides = {}): Word<Keys> {
  const own = Object.entries(overrides).filter(([key]) => Object.hasOwn(keys, key));
  const texts = new Map(own.map(([key, written]) => [key, written.trim().split(placeholder)]));
  return (key, values) => {
    const pieces = texts.get(key);
    if (!pieces) return undefined;
    const filled = new Map<string, Filling>(Object.entries(values));
    // `split` puts the names at the odd places.
    return say(
      ...pieces
        .flatMap((piece, n): readonly (Part | string)[] =>
          n % 2 === 0 ? [piece] : partsOf(filled.get(piece)),
        )
        .filter((part) => part !== '' && (typeof part === 'string' || !('text' in part) || part.text !== '')),
    );
  };
}

const partsOf = (filling: Filling = []): readonly (Part | string)[] =>
  typeof filling === 'string' || 'type' in filling ? [filling] : filling;
