import { graphemes } from './graphemes.ts';

/** What a member wrote as one line: no line breaks, control or invisible characters, single spaces. The joiner of emoji stays. */
export const cleanLine = (text: string): string =>
  text
    .replace(/(?!\u200d)[\p{Cf}\p{Co}\p{Cs}]/gu, '')
    // Letters that show as nothing: the Hangul fillers and the empty Braille cell.
    .replace(/[\u115f\u1160\u3164\uffa0\u2800]/g, '')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();

/** The same, at most `max` of what a reader counts. */
export function cleanUpTo(text: string, max: number): string {
  // Longer text is cut before it is segmented: nobody may make that slow.
  const line = cleanLine(text.slice(0, max * 20));
  return line.length <= max ? line : graphemes(line).slice(0, max).join('').trim();
}
