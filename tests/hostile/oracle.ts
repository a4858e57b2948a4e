import type { Sent } from './channels.ts';

/**
 * What a client, or a generous reading of one, would act on. Written from what WeCom documents and not from how we
 * neutralise: nothing of `src` is used here.
 */
const acted: readonly (readonly [string, RegExp])[] = [
  ['mention tag', /[<＜﹤]\s*[@＠﹫]/g],
  ['tag', /[<>＜＞﹤﹥]/g],
  ['@', /[@]/g],
  ['entity', /&#?[a-z0-9]{1,31};/gi],
  ['url', /[:：﹕]\s?[/／\\＼]\s?[/／\\＼]/g],
  ['www', /www[.．。｡]/gi],
  ['domain', /[a-z0-9][.．。｡][a-z]{2}/gi],
  ['address', /\d{1,3}(?:\.\d{1,3}){3}/g],
  ['line', /[\n\r\u2028\u2029\u0085\v\f]/g],
];
const marks: readonly (readonly [string, RegExp])[] = [
  ...'*_`[]#~|\\$&'.split('').map((mark) => [mark, new RegExp(`\\${mark}`, 'g')] as const),
  ['list, rule or heading', /^[ \t]*(?:[-+=*>#]|\d{1,9}[.)](?=\s|$))/gm],
];
const everybody = /@(?:all|everyone|所有人|全体成员|全员)/g;
/** Format characters that show: signs put before numbers in Arabic and Syriac. */
const visible = /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2]/g;
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;
const emojiLook = /(?<=[\p{Extended_Pictographic}0-9])\ufe0f/gu;

/** As somebody determined to ping everybody would have it read. */
const folded = (text: string) => text.normalize('NFKC').toLowerCase().replace(unseen, '').replace(/\s/g, '');
const times = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** How often each thing stands in what was sent. */
function structureOf(pieces: readonly string[], markdown: boolean): Map<string, number> {
  const found = new Map<string, number>();
  const add = (name: string, count: number) => found.set(name, (found.get(name) ?? 0) + count);
  for (const piece of pieces) {
    for (const [name, pattern] of markdown ? [...acted, ...marks] : acted) add(name, times(piece, pattern));
    add('ping to everybody', times(folded(piece), everybody));
    add('invisible', times(piece.replace(emojiLook, '').replace(visible, '').replaceAll('\n', ''), unseen));
  }
  return found;
}

/** What the bot itself puts below a message that does not fit: it stands in no harmless one. */
const withoutOwnMarks = (content: string, n: number, count: number) =>
  content.replace(count > 1 ? `\n(${n + 1}/${count})` : '\n…（内容太长，后面的没能放下）', '');
/** A piece that begins in the middle of a name says so. */
const goesOn = (body: string, whole: string, from: number) =>
  body.startsWith('…') && !whole.includes(body.slice(0, 40), from) ? body.slice(1) : body;

export interface Judged {
  readonly hostile: readonly Sent[];
  readonly harmless: readonly Sent[];
  /** Whether half a character was among what was written: it may be shown as �. */
  readonly halves: boolean;
}

/** What is wrong with a message that holds something hostile, compared with the same one that does not. */
export function judge({ hostile, harmless, halves }: Judged): readonly string[] {
  const wrong: string[] = [];
  const bodies = hostile.map(({ content }, n) => withoutOwnMarks(content, n, hostile.length));
  const markdown = hostile.some(({ syntax }) => syntax === 'markdown');
  const allowed = structureOf(
    harmless.map(({ content }) => content),
    markdown,
  );
  for (const [name, count] of structureOf(bodies, markdown))
    if (count > (allowed.get(name) ?? 0))
      wrong.push(`${name}: ${count} instead of ${allowed.get(name) ?? 0}`);
  for (const { content, bytes } of hostile) {
    const size = Buffer.byteLength(content);
    if (size > bytes) wrong.push(`${size} bytes of ${bytes}`);
    if (/\p{Cs}/u.test(content)) wrong.push('half a character');
    if (!halves && content.includes('\ufffd')) wrong.push('a character that was cut in two');
  }
  const pinged = new Set(harmless.flatMap(({ mentions }) => mentions));
  for (const one of hostile.flatMap(({ mentions }) => mentions))
    if (!pinged.has(one)) wrong.push(`pings ${one}`);
  if (hostile.some(({ mentionAll }) => mentionAll) && !harmless.some(({ mentionAll }) => mentionAll))
    wrong.push('pings everybody');
  return wrong;
}

/** A character may be longer than a whole message: then it falls apart into code points. */
const LONGEST = 1_800;

/** Whether pieces break what a reader sees as one character. `whole` is the same message without a limit. */
export function splitIn(sent: readonly Sent[], whole: string): readonly string[] {
  const wrong: string[] = [];
  const characters = new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(whole);
  let from = 0;
  for (const [n, { content }] of sent.entries()) {
    const body = goesOn(withoutOwnMarks(content, n, sent.length), whole, from);
    const begin = whole.indexOf(body, from);
    if (begin < 0) {
      wrong.push(`piece ${n + 1} is no part of the message`);
      continue;
    }
    from = begin + body.length;
    for (const at of [begin, from]) {
      const around = at > 0 && at < whole.length ? characters.containing(at) : undefined;
      if (around && around.index !== at && Buffer.byteLength(around.segment) <= LONGEST)
        wrong.push(`piece ${n + 1} breaks ${JSON.stringify(around.segment.slice(0, 20))}`);
    }
  }
  return wrong;
}
