import { comparable } from '../../commands/spelling.ts';
import { cleanLine, cleanUpTo } from '../../text/clean-line.ts';
import { parseNumber } from '../../text/numbers.ts';

/** One kind of place and how many of it, as far as it was said. */
export interface Part {
  readonly quantity: number | undefined;
  /** Place of the option in the list that was given. */
  readonly option: number | undefined;
}
/** What follows a verb such as 接龙, read as far as it can be read without knowing who is in. */
export interface Phrase {
  readonly chain: number | undefined;
  readonly parts: readonly Part[];
  /** Names or words of a title, each with the part said after it. */
  readonly words: readonly { readonly text: string; readonly part: Part | undefined }[];
  /** Empty: the remark is to go. */
  readonly remark: string | undefined;
  readonly partial: boolean;
  /** The remark stood in brackets. */
  readonly bracketed?: boolean;
}

export const REMARK_MAX = 40;
const CHINESE = '零〇一壹二贰两兩俩三叁仨四五六七八九十百廿';
const MEASURE = '(?:个人|个名额|个位|份|个|個|位|人|张|張|名|票|口|盒|箱|斤|本|杯|套|件|条|瓶|袋)';
const LOOSE_MEASURE = new RegExp(`(\\d|[${CHINESE}]) +(${MEASURE})(?=\\s|$|\\p{Script=Han})`, 'gu');
const REMARK = /(?:备注|備註|(?:^|[\s,，;；、。])(?:附言|留言))(?:为|成|是)?\s*[:：]?\s*(.*)$/su;
const BRACKETS = /\s*[(（](?=[^()（）]*[\p{L}\p{N}])([^()（）]{1,60})[)）]\s*$/u;
/** Faces and other signs that say nothing by themselves. */
const SIGNS = /\s*[(（][^()（）\p{L}\p{N}]{1,12}[)）]/gu;
const PARTIAL =
  /有几个(?:就)?(?:算|要)几个|能(?:上|进|要)几个(?:就)?(?:算|要)?几个|部分也行|可部分|可以部分/u;
/** +2,其中一个小孩: said of those who were counted; where there are options it may be one of them. */
const OF_THEM = /[\s,，;；、。]+((?:其中|包括|包含|[\d一二两三四]大[\d一二两三四]小$).{0,40})$/su;
/** What people also call an option of that name. */
const ALSO: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:成人|大人|成年人?)$/, ['成人', '大人', '成年', '大']],
  [/^(?:儿童|小孩|小朋友|孩子)$/, ['儿童', '小孩', '小朋友', '孩子', '娃', '小']],
];

/** Reads the body in any order. `options` are names; an absent one stands for an option that is not offered. */
export function parsePhrase(typed: string, options: readonly (string | undefined)[]): Phrase {
  const whole = typed.normalize('NFKC');
  const found = REMARK.exec(whole);
  const marked =
    found?.index === 0
      ? remarkFirst(found[1] ?? '')
      : found
        ? { before: whole.slice(0, found.index), remark: found[1] ?? '' }
        : (ofThem(whole, options) ?? inBrackets(whole));
  const partial = PARTIAL.test(marked.before);
  let chain: number | undefined;
  const parts: { quantity?: number; option?: number }[] = [];
  const words: { text: string; part: { quantity?: number; option?: number } | undefined }[] = [];
  const take = (token: Token) => {
    const target = words.length > 0 ? words.at(-1) : undefined;
    const open = target ? target.part : parts.at(-1);
    const key = token.type;
    if (open && open[key] === undefined) open[key] = token.value;
    else if (target && !target.part) target.part = { [key]: token.value };
    else parts.push({ [key]: token.value });
  };
  const names = spellings(options);
  for (const word of wordsOf(marked.before.replace(PARTIAL, ' '))) {
    const number = /^#(\d{1,9})$/.exec(word)?.[1];
    const tokens = number === undefined ? tokensOf(word, names) : undefined;
    if (number !== undefined && chain === undefined) chain = Number(number);
    else if (tokens) tokens.forEach(take);
    else {
      // +3小明: the number stands by itself, what is glued to it is a word.
      const [, plus = '', rest = word] = /^(\+\d{1,3})(\p{Script=Han}.*)$/u.exec(word) ?? [];
      tokensOf(plus, [])?.forEach(take);
      // 徒步+1: the word, and how many of it.
      const [, name = rest, count = ''] = /^(\p{Script=Han}{1,12})(\+\d{1,3})$/u.exec(rest) ?? [];
      words.push({ text: name, part: undefined });
      tokensOf(count, [])?.forEach(take);
    }
  }
  const remark = marked.remark === undefined ? undefined : cleanUpTo(marked.remark, REMARK_MAX);
  const asPart = ({ quantity, option }: { quantity?: number; option?: number }): Part => ({
    quantity,
    option,
  });
  return {
    chain,
    parts: parts.map(asPart),
    words: words.map(({ text, part }) => ({ text, part: part && asPart(part) })),
    remark,
    partial,
    ...(!found && remark !== undefined && { bracketed: true }),
  };
}

/** `备注 素食 +2`: what stands behind a plus sign is not what the remark says. */
const remarkFirst = (behind: string) => {
  const plus = /\s\+\s?\d.*$/su.exec(behind);
  return plus ? { before: plus[0], remark: behind.slice(0, plus.index) } : { before: '', remark: behind };
};

const ofThem = (whole: string, options: readonly unknown[]) => {
  const found = options.length === 0 ? OF_THEM.exec(whole) : null;
  return found ? { before: whole.slice(0, found.index), remark: found[1] ?? '' } : undefined;
};

const inBrackets = (whole: string) => {
  const found = BRACKETS.exec(whole.replace(SIGNS, ''));
  return found
    ? { before: whole.slice(0, found.index), remark: found[1] ?? '' }
    : { before: whole.replace(SIGNS, ''), remark: undefined };
};

const wordsOf = (text: string): string[] =>
  cleanLine(text)
    .replace(/\+ +/g, '+')
    .replace(LOOSE_MEASURE, '$1$2')
    .replace(/#\s*(\d+)/g, ' #$1 ')
    .split(/[\s,，、:：;；。!！]+/u)
    .filter((word) => word !== '');

type Token = { readonly type: 'quantity' | 'option'; readonly value: number };

/** `2儿童`, `儿童×2`, `1成人2儿童`, `+3`, `三份`: a word that is nothing but quantities and options; else undefined. */
function tokensOf(word: string, names: readonly (readonly [string, number])[]): Token[] | undefined {
  const tokens: Token[] = [];
  const plain = comparable(word);
  const amount = new RegExp(`^[+x×*]?(\\d{1,9}|[${CHINESE}]{1,4})${MEASURE}?`, 'u');
  for (let rest = plain; rest !== ''; ) {
    const option = names.find(([name]) => rest.startsWith(name));
    const found = option ? undefined : amount.exec(rest);
    const quantity = found ? parseNumber(found[1] ?? '') : undefined;
    if (option) {
      tokens.push({ type: 'option', value: option[1] });
      rest = rest
        .slice(option[0].length)
        .replace(/^(?:票|的)?(?:名额|位[置子]|座位?)?(?:来|要|报)?(?=\d|[一二两三四五六七八九十]|$)|^票/u, '')
        .replace(/^(?:和|跟|与|加|还有|外加|再加|带着?)(?=.|$)/u, '');
    } else if (found && quantity !== undefined) {
      tokens.push({ type: 'quantity', value: quantity });
      rest = rest.slice(found[0].length);
    } else return undefined;
  }
  return tokens;
}

/** Longest first, so that 成人套餐 is not taken for 成人. */
const spellings = (options: readonly (string | undefined)[]): (readonly [string, number])[] =>
  options
    .flatMap((name, at): (readonly [string, number])[] => {
      if (name === undefined) return [];
      const also = ALSO.find(([pattern]) => pattern.test(name))?.[1] ?? [];
      const free = also.filter((other) => !options.includes(other));
      return [name, ...free].map((spelling) => [comparable(spelling), at] as const);
    })
    .sort(([a], [b]) => b.length - a.length);
