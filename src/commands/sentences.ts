import { Fault } from '../domain/fault.ts';

/** Whether any of the patterns may match: one look instead of one for each, which nearly all talk needs no more than. */
export const anyOf = (patterns: readonly RegExp[]): RegExp =>
  new RegExp(
    patterns.map(({ source }) => `(?:${source.replace(/\(\?<\w+>/g, '(?:')})`).join('|'),
    patterns.some(({ ignoreCase }) => ignoreCase) ? 'isu' : 'su',
  );

/**
 * Whether a text has no Chinese characters but those that the patterns name. Where they leave nothing open (no `.`, no
 * class of all letters), text with any other cannot be one of them, and the first such character tells.
 */
export function lettersOf(patterns: readonly RegExp[]): (text: string) => boolean {
  const named = new Uint8Array(0x1_00_00);
  for (const { source } of patterns) {
    const open = /(?<!\\)\.|\\[pPwWSD]|\[\^/u.exec(source);
    if (open) throw new Fault('open-pattern', `a closed vocabulary cannot be read from ${source}`);
    for (let at = 0; at < source.length; at += 1) named[source.charCodeAt(at)] = 1;
  }
  return (text) => {
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code >= FIRST_HAN && code <= LAST_HAN && named[code] === 0) return false;
    }
    return true;
  };
}
const FIRST_HAN = 0x4e00;
const LAST_HAN = 0x9fff;

/**
 * Whole sentences that say the same as a command: what stands in the group `args` (and then in `rest`) is what
 * would follow its name. Written for `Command.also`; a pattern begins with `^` and ends with `$`, so that nothing that
 * only contains it is taken for it.
 */
export const sentences = (...patterns: readonly RegExp[]): SentenceReader => {
  const mayBe = anyOf(patterns);
  const read = (folded: string): string | undefined => {
    // A request in so many words is talk.
    if (folded.length > LONGEST || !mayBe.test(folded)) return undefined;
    for (const pattern of patterns) {
      const found = pattern.exec(folded);
      if (!found) continue;
      const { args = '', rest = '' } = found.groups ?? {};
      return `${args} ${rest}`.trim();
    }
    return undefined;
  };
  return Object.assign(read, { mayBe });
};

/** Reads a sentence; undefined for anything else. */
export interface SentenceReader {
  (folded: string): string | undefined;
  /** Matches at least all that it reads, so that many readers can be asked in one look. */
  readonly mayBe: RegExp;
}
const LONGEST = 60;
