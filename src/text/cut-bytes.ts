import { graphemes } from './graphemes.ts';

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');

/**
 * The longest beginning that fits into `max` bytes of UTF-8 together with `mark`, never splitting what a reader sees
 * as one character. Text that fits is returned as it is. `mark` is left out where even it does not fit.
 */
export function cutBytes(text: string, max: number, mark = '…'): string {
  // A code unit is at most three bytes.
  if (text.length * 3 <= max || bytes(text) <= max) return text;
  const end = bytes(mark) <= max ? mark : '';
  let room = max - bytes(end);
  let kept = '';
  // No more code units than bytes can fit; the grapheme on the edge is cut off by the count itself.
  for (const grapheme of graphemes(text.slice(0, max + 1))) {
    room -= bytes(grapheme);
    if (room < 0) break;
    kept += grapheme;
  }
  return kept + end;
}
