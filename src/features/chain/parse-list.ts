import { cleanLine, cleanUpTo } from '../../text/clean-line.ts';
import { isPersonName } from '../../text/person-name.ts';
import { type Line, readPrinted, readWritten } from './list-line.ts';
import { NOTE_MAX, TITLE_MAX } from './schema.ts';

/** A whole list as somebody pasted it: ours, or WeChat's own 接龙. */
export interface PastedList {
  readonly from: 'us' | 'wechat' | 'nowhere';
  readonly title: string | undefined;
  readonly note: string | undefined;
  readonly lines: readonly PastedLine[];
  /** Only its beginning was shown when it was copied. */
  readonly folded: boolean;
}
export interface PastedLine {
  readonly number: number;
  readonly waiting: boolean;
  /** As it reads if it was printed by us, and as people write such lines. */
  readonly printed: Line;
  readonly written: Line;
}

const NUMBERED = /^\s*[(（]?\s*([\d０-９]{1,4})\s*[.、．)）:：]\s*(\S.*)$/su;
/** Without a sign only where it is the next number: a note may begin with any other. */
const SPACED = /^\s*([\d０-９]{1,4})\s+(\S.*)$/su;
const CIRCLED = /^\s*([①-⑳])\s*[.、．]?\s*(\S.*)$/su;
const HEADING = /【(.+)】报名 \d/su;
const WECHAT = /^\s*[#＃]\s*接[龙龍]\s*(.*)$/su;
const WAITING = /^\s*候补\s*$/u;
const FOLDED = /^\s*…等 \d+ 位/u;
/** WeChat's own line that shows how to fill in. */
const SAMPLE = /^\s*例\s/u;
export const LINES_MAX = 500;

/** Undefined for text that is no list. */
export function parseList(typed: string, options: readonly (string | undefined)[]): PastedList | undefined {
  const lines: PastedLine[] = [];
  const before: string[] = [];
  let from: PastedList['from'] = 'nowhere';
  let title: string | undefined;
  let waiting = false;
  let folded = false;
  for (const written of typed.split(/\r\n|[\n\r\u2028\u2029]/u)) {
    const ours = HEADING.exec(written)?.[1];
    const theirs = WECHAT.exec(written)?.[1];
    const numbered = numberedLine(written, lines.length + 1);
    if (from === 'nowhere' && lines.length === 0 && (ours !== undefined || theirs !== undefined)) {
      from = ours === undefined ? 'wechat' : 'us';
      title = cleanUpTo(ours ?? theirs ?? '', TITLE_MAX) || undefined;
    } else if (WAITING.test(written)) waiting = true;
    else if (FOLDED.test(written)) folded = true;
    else if (numbered && lines.length < LINES_MAX) {
      const { number, text } = numbered;
      lines.push({
        number,
        waiting,
        printed: readPrinted(text),
        written: readWritten(text, options),
      });
    } else if (from === 'us' && lines.length > 0 && !waiting && isPersonName(cleanLine(written)))
      // Their name added under the list, without a number.
      lines.push({
        number: lines.length + 1,
        waiting,
        printed: readPrinted(cleanLine(written)),
        written: readWritten(cleanLine(written), options),
      });
    else if (lines.length === 0 && !SAMPLE.test(written) && cleanLine(written) !== '')
      before.push(cleanLine(written));
  }
  if (from === 'nowhere' && /^接[龙龍]/u.test(before[0] ?? '') && lines.length > 0) {
    from = 'wechat';
    title = cleanUpTo(before.shift()?.replace(/^接[龙龍]\s*/u, '') ?? '', TITLE_MAX) || undefined;
  }
  // The lines of WeChat's 接龙 before the first name: what it is about, then details.
  if (from === 'wechat' && title === undefined)
    title = cleanUpTo(before.shift() ?? '', TITLE_MAX) || undefined;
  const note = from === 'wechat' ? cleanUpTo(before.join(' '), NOTE_MAX) || undefined : undefined;
  return lines.length > 0 || from !== 'nowhere' ? { from, title, note, lines, folded } : undefined;
}

const numberedLine = (written: string, next: number) => {
  const signed = NUMBERED.exec(written) ?? CIRCLED.exec(written);
  const found = signed ?? SPACED.exec(written);
  if (!found) return undefined;
  const number = Number((found[1] ?? '').normalize('NFKC'));
  return signed || number === next ? { number, text: found[2] ?? '' } : undefined;
};

/** Whether text that was folded to one line may be such a list. */
export const looksPasted = (folded: string): boolean =>
  (folded.includes('#') && /^(?:\S{0,12} ?)?# ?接龙/.test(folded)) ||
  (folded.includes('】') && /【.+】报名 \d/.test(folded)) ||
  (folded.includes(' 2') && /^(?:接龙\s?[^。?!]{0,60}? ?)?1 ?[.、)] ?\S.* 2 ?[.、)]/.test(folded));
