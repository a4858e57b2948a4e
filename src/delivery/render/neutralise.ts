import { startsWithPingAll } from './pings-all.ts';

/** How the text around it is read: plain text content, or one of WeCom's markdown dialects. */
export type Syntax = 'plain' | 'markdown';

/** The usual name: nothing below applies to it. */
const harmless = /^[A-Za-z0-9\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff-]*$/;

/** Emoji keep their variation selector; everything else invisible goes, ZWJ and the marks of annotations included. */
const invisible =
  /(?<![\p{Extended_Pictographic}0-9])\ufe0f|(?!\ufe0f)\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb]/gu;
/** U+2800 is a braille cell without dots: blank, though not a space. */
const blank = /[\s\p{Z}\u0085\u2800]+/gu;

/** Look-alikes that no markdown dialect reads. Brackets and quotes that come in pairs stay pairs. */
const markdownLookAlikes: Readonly<Record<string, string>> = {
  '*': '＊',
  _: '＿',
  '`': '｀',
  '[': '［',
  ']': '］',
  '#': '＃',
  '~': '～',
  '|': '｜',
  '\\': '＼',
  '&': '＆',
  $: '＄',
};

/**
 * Shows what a member wrote literally: afterwards it holds no mention, link, format or line break and cannot become
 * one next to other text of ours. Look-alike characters are used instead of escapes because WeCom's dialects do not
 * document escaping. Applying it twice changes nothing.
 */
export function neutralise(data: string, syntax: Syntax): string {
  if (harmless.test(data)) return data;
  const shown = data
    .replace(/\p{Cs}/gu, '\ufffd') // half a surrogate pair
    .replace(invisible, '')
    .replace(blank, ' ')
    .replace(/\p{Cc}/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  const plain = withoutPingAll(withoutLinks(withoutTags(shown)));
  return syntax === 'plain' ? plain : withoutMarkdown(plain);
}

/** `<@userid>`, `<font>`, `<think>` and entities; `<@…>` is read in plain text content too (outbound.md §2.1). */
const withoutTags = (text: string) =>
  text
    .replace(/[<＜﹤]/g, '‹')
    .replace(/[>＞﹥]/g, '›')
    // At its end too: what comes next may begin with `;`.
    .replace(/&(?=#?[a-z0-9]{0,31}(?:;|$))/gi, '＆');

/** Clients turn URLs and bare domains into links by themselves; what comes before may be how one begins. */
const withoutLinks = (text: string) =>
  text
    .replace(/^[/／\\＼](?=\s?[/／\\＼])/, '∕')
    .replace(/^[.．․。｡](?=[A-Za-zＡ-Ｚａ-ｚ]{2})/, '·')
    .replace(/[:：﹕](?=\s?[/／\\＼]\s?[/／\\＼])/g, '∶')
    .replace(/(?<=www)[.．․。｡]|(?<=[\p{L}\p{N}_-])[.．․](?=\p{L}\p{M}*\p{L}|xn--)/giu, '·')
    .replace(/(?<=[A-Za-z0-9Ａ-Ｚａ-ｚ０-９-])[。｡](?=[A-Za-zＡ-Ｚａ-ｚ]{2})/g, '·')
    .replace(/\d+(?:\.\d+){3,}/g, (address) => address.replaceAll('.', '·'));

const withoutPingAll = (text: string) =>
  text.replace(/[@＠﹫]/g, (_, at: number) => (startsWithPingAll(text.slice(at)) ? '＠·' : '＠'));

/** Inline syntax anywhere; list, rule and heading markers only where a line may begin, which is the start. */
const withoutMarkdown = (text: string) =>
  text
    .replace(/[*_`[\]#~|\\&$]/g, (char) => markdownLookAlikes[char] ?? char)
    .replace(/^[-+=]/, (char) => (char === '-' ? '－' : char === '+' ? '＋' : '＝'))
    .replace(
      /^(\d{1,9})([.)])(?=\s|$)/,
      (_, number: string, mark: string) => number + (mark === '.' ? '．' : '）'),
    );
