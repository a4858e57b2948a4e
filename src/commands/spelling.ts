import { fold } from '../text/fold.ts';
import { simplify } from '../text/simplify.ts';

/** How names and what people type are compared: folded, command words in simplified characters. */
export const comparable = (text: string): string => simplify(fold(text));

/** Matches one spelling of a command at the beginning of comparable text. */
export interface Spelling {
  readonly text: string;
  /** First character, by which the registry files it. */
  readonly first: string;
  /** How many characters of `typed` it takes; undefined when `typed` does not begin with it. */
  readonly headLength: (typed: string) => number | undefined;
}

const HAN = /\p{Script=Han}/u;
/** What may follow a name without a space: never a letter or `/`, so that 打卡机坏了 and 打卡/补卡 are not 打卡. */
const AFTER_HAN = String.raw`(?=$|[\s\d,.!?;:。、…~～·@#+*×|()"'“”‘’「」【】《》<>=_-]|—|\p{Extended_Pictographic})`;
const AFTER_LATIN = String.raw`(?![\p{L}\p{M}\p{N}_/-])`;
/** After a slash nobody is just talking: `/绑定newbie-01` is clear enough. */
const AFTER_HAN_SLASH = String.raw`(?![\p{Script=Han}\p{M}/])`;
const AFTER_LATIN_SLASH = String.raw`(?![a-z\d_/-])`;

/** Compiles a name or alias. People put spaces between Chinese characters and after the slash, and leave them out. */
export function compileSpelling(name: string): Spelling {
  const text = comparable(name);
  const characters = [...text.replaceAll(' ', '')];
  const slash = text.startsWith('/');
  const body = characters
    .map((character, n) => {
      const before = characters[n - 1];
      const loose = before !== undefined && (before === '/' || HAN.test(before) || HAN.test(character));
      const escaped = /[\p{L}\p{N}]/u.test(character) ? character : `\\u{${hex(character)}}`;
      return loose ? ` ?${escaped}` : escaped;
    })
    .join('');
  const last = characters.at(-1) ?? '';
  const boundary = HAN.test(last)
    ? slash
      ? AFTER_HAN_SLASH
      : AFTER_HAN
    : slash
      ? AFTER_LATIN_SLASH
      : AFTER_LATIN;
  const pattern = new RegExp(`^${body}${boundary}`, 'u');
  return {
    text,
    first: characters[0] ?? '',
    headLength: (typed) => pattern.exec(typed)?.[0].length,
  };
}
const hex = (character: string) => (character.codePointAt(0) ?? 0).toString(16);
