import { z } from 'zod';
import { type Message, type Part, say } from '../domain/message.ts';

/** Texts of a feature that operators may replace in `texts.yaml`: the key, and what may stand in it as `{{ name }}`. */
export type TextKeys = Readonly<Record<string, readonly string[]>>;
/** What operators wrote, by key. */
export type Overrides = Readonly<Record<string, string>>;
/** What stands in for a `{{ name }}`: our own plain text, or parts. */
export type Filling = string | Part | readonly (Part | string)[];
/** The replaced text with its values filled in; undefined where the standard text holds. */
export type Word<Keys extends TextKeys> = <Key extends keyof Keys & string>(
  key: Key,
  values: Readonly<Record<Keys[Key][number], Filling>>,
) => Message | undefined;

const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Every text is taken apart once, when the configuration is read. */
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

/** `texts.yaml`, of the features that have texts to replace. */
export const createTextsFileSchema = (features: Readonly<Record<string, TextKeys>>) =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(features).map(([feature, keys]) => [
        feature,
        z
          .strictObject(
            Object.fromEntries(
              Object.entries(keys).map(([key, names]) => [key, textSchema(names).optional()]),
            ),
          )
          .optional(),
      ]),
    ),
  );

const textSchema = (names: readonly string[]) =>
  z
    .string()
    .min(1)
    .max(1000)
    .check(({ value, issues }) => {
      const complain = (message: string) => issues.push({ code: 'custom', input: value, message });
      const used = Array.from(value.matchAll(placeholder), ([, name = '']) => name);
      const allowed = names.map((name) => `{{ ${name} }}`).join('、');
      for (const name of used)
        if (!names.includes(name))
          complain(
            `没有「{{ ${name} }}」${allowed === '' ? ',这句话里没有可以填的内容' : `,可以用 ${allowed}`}。`,
          );
      if (/\{\{|\}\}|\{%|%\}/.test(value.replace(placeholder, '')))
        complain('这里只能写 {{ 名字 }},不能写别的模板语法。');
    });

/** What one feature's texts are replaced by, from a file that has passed its schema. */
export const overridesOf = (file: unknown, feature: string): Overrides => {
  const parsed = z.record(z.string(), z.record(z.string(), z.string())).safeParse(file);
  return (parsed.success ? parsed.data[feature] : undefined) ?? {};
};
