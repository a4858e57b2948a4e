import { Fault } from '../domain/fault.ts';
import { nearest } from '../text/nearest.ts';
import { stripEnd } from '../text/strip-end.ts';
import type { Command } from './command.ts';
import { rawArgs, withoutSeparators } from './raw-args.ts';
import { anyOf } from './sentences.ts';
import { comparable, compileSpelling, type Spelling } from './spelling.ts';
import { type CommandTexts, commandTextKeys, createTexts } from './texts.ts';
import { type AllOverrides, createWord } from './wording.ts';

export type Place = Command['places'][number];

export type Found =
  /** `args` without punctuation at its end, comparable; `rawArgs` as typed. */
  | {
      readonly type: 'call';
      readonly command: Command;
      readonly args: string;
      readonly rawArgs: string;
    }
  /** A command that does not work in this kind of chat. */
  | { readonly type: 'elsewhere'; readonly command: Command }
  /** Begins with a slash and a word that is no command. */
  | { readonly type: 'slash-unknown'; readonly typed: string }
  | { readonly type: 'none' };

export interface Registry {
  readonly all: readonly Command[];
  /** What is said around the commands, as operators want it said. */
  readonly texts: CommandTexts;
  /** What operators wrote in `texts.yaml`. */
  readonly overrides: AllOverrides;
  /** `again`: without the polite words around it. Phrases (`Command.match`) see past those themselves and are not asked twice. */
  readonly find: (text: string, place: Place, again?: boolean) => Found;
  /** The nearest spelling of an allowed command to what was typed, or undefined when nothing is near. */
  readonly suggest: (typed: string, allowed: (command: Command) => boolean) => string | undefined;
}

interface Phrase {
  readonly command: Command;
  readonly read: (folded: string) => string | undefined;
}
interface Entry {
  readonly spelling: Spelling;
  readonly command: Command;
}
const NONE: Found = { type: 'none' };
/** Longer talk is not a mistyped command. */
const SUGGEST_MAX = 24;

/** Compiles commands once per configuration version. Two commands of one place with the same spelling are a Fault. */
export function createRegistry(commands: readonly Command[], overrides: AllOverrides = {}): Registry {
  const named = commands.filter(({ match }) => match === undefined);
  const sentences = commands.flatMap((command) => (command.also ? [{ command, read: command.also }] : []));
  const mayBeSentence = anyOf(sentences.map(({ read }) => read.mayBe));
  const phrases = commands.flatMap((command) => (command.match ? [{ command, read: command.match }] : []));
  const entries = named.flatMap((command) =>
    [command.name, ...command.aliases].map((name): Entry => ({ command, spelling: compileSpelling(name) })),
  );
  refuseDuplicates(entries);
  const byFirst = new Map<string, Entry[]>();
  for (const entry of entries.toSorted((a, b) => b.spelling.text.length - a.spelling.text.length)) {
    const filed = byFirst.get(entry.spelling.first) ?? [];
    filed.push(entry);
    byFirst.set(entry.spelling.first, filed);
  }
  const suggestible = commands.map((command) => ({
    command,
    spellings: [command.name, ...command.aliases]
      .map((written) => ({ written, compared: comparable(written) }))
      .filter(({ compared }) => /\p{L}.*\p{L}/u.test(compared)),
  }));

  const worksIn = ({ places }: Command, place: Place) => places.includes(place);

  const readPhrase = (
    phrases: readonly Phrase[],
    text: string,
    typed: string,
    place: Place,
  ): Found | undefined => {
    let elsewhere: Command | undefined;
    for (const { command, read } of phrases) {
      const args = read(typed);
      if (args === undefined) continue;
      if (!worksIn(command, place)) {
        elsewhere ??= command;
        continue;
      }
      // What the phrase took out of the middle cannot be found in the text as typed.
      const raw =
        args !== '' && typed.endsWith(args) ? rawArgs(text, typed.slice(0, typed.length - args.length)) : '';
      return { type: 'call', command, args, rawArgs: raw === '' ? args : raw };
    }
    return elsewhere && { type: 'elsewhere', command: elsewhere };
  };
  /** What was typed as a call of a command that works here, else of one that works elsewhere. */
  const lookUp = (
    text: string,
    typed: string,
    whole: string,
    place: Place,
    again: boolean,
  ): Found | undefined => {
    // An overview (`/接龙`) takes in all that follows it: what is a sentence of another command comes first.
    const mayBe = sentences.length > 0 && mayBeSentence.test(typed);
    const sentence = mayBe ? readPhrase(sentences, text, typed, place) : undefined;
    if (sentence && typed.startsWith('/')) return sentence;
    let elsewhere: Command | undefined;
    for (const { spelling, command } of byFirst.get(String.fromCodePoint(typed.codePointAt(0) ?? 0)) ?? []) {
      // Names that are punctuation themselves, such as `?`.
      const head = spelling.text === whole ? whole.length : spelling.headLength(typed);
      if (head === undefined) continue;
      if (!worksIn(command, place)) {
        elsewhere ??= command;
        continue;
      }
      const args = withoutSeparators(typed.slice(head)).trim();
      return { type: 'call', command, args, rawArgs: args === '' ? '' : rawArgs(text, typed.slice(0, head)) };
    }
    // Sentences first: each is one thing whole, while a phrase may take in anything that looks like it.
    if (sentence?.type === 'call') return sentence;
    const phrase = again ? undefined : readPhrase(phrases, text, typed, place);
    if (phrase?.type === 'call') return phrase;
    const other = elsewhere;
    return other ? { type: 'elsewhere', command: other } : (sentence ?? phrase);
  };

  return {
    all: commands,
    texts: createTexts(createWord(commandTextKeys, overrides.commands)),
    overrides,
    find: (text, place, again = false) => {
      const whole = comparable(text);
      if (whole === '') return NONE;
      const typed = stripEnd(whole);
      const found = lookUp(text, typed, whole, place, again);
      if (found) return found;
      const unknown = /^\/ ?(\p{L}[^\s/]*)(?![^\s])/u.exec(typed)?.[1];
      return unknown === undefined ? NONE : { type: 'slash-unknown', typed: unknown };
    },
    suggest: (typed, allowed) => {
      const text = stripEnd(comparable(typed));
      if (text.length > SUGGEST_MAX) return undefined;
      const written = new Map<string, string>();
      for (const { command, spellings } of suggestible) {
        if (!allowed(command)) continue;
        for (const { written: name, compared } of spellings)
          if (!written.has(compared)) written.set(compared, name);
      }
      const head = text.split(' ', 1)[0] ?? text;
      const hit = nearest(text, written.keys()) ?? nearest(head, written.keys());
      return hit === undefined ? undefined : written.get(hit);
    },
  };
}

function refuseDuplicates(entries: readonly Entry[]): void {
  const taken = new Map<string, string>();
  for (const { command, spelling } of entries)
    for (const place of command.places) {
      const key = `${place} ${spelling.text}`;
      const other = taken.get(key);
      if (other !== undefined && other !== command.power)
        throw new Fault('duplicate-command', `「${spelling.text}」 is both ${other} and ${command.power}`, {
          remedy: 'give one of them another name',
        });
      taken.set(key, command.power);
    }
}
