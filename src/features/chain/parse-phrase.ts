import { comparable } from '../../commands/spelling.ts';
import { withoutCourtesy } from '../../text/courtesy.ts';
import { parseCount } from '../../text/numbers.ts';
import { stripEnd } from '../../text/strip-end.ts';

/** What follows 接龙, +1 and the like: `#3 2份 备注 素食`. */
export interface JoinPhrase {
  /** The chain's short number, or words of its title. */
  readonly chain?: number;
  readonly title?: string;
  /** 1 when nothing was said. */
  readonly quantity?: number;
}

/** The arguments if the folded text is a sign-up (`接龙`, `+1`, `3份`, `我来`, `#3 +1`), else undefined. */
export function matchJoin(folded: string): string | undefined {
  const said = stripEnd(withoutCourtesy(stripEnd(folded)));
  if (isPastedList(said) || isOnBehalf(said)) return said;
  const named =
    /^(接龙|改接龙|改报名|jielong|jl|报名|我来|参加)(?=$|[ #+:：,，\d一二两三四五六七八九十])(.*)$/.exec(
      said,
    );
  if (named) {
    const rest = (named[2] ?? '').replace(/^[ :：,，]+/, '');
    const clear = isClear(rest);
    // 报名 and 我来 also begin ordinary sentences; 接龙 does not.
    const explicit = named[1]?.endsWith('接龙') && /^(?:$|[ #+:：,，])/.test(named[2] ?? '');
    return clear || explicit ? rest : undefined;
  }
  if (/^(?:\+ ?\d+|#\d{1,9})(?!\d)/.test(said) || /^\+ ?[一二两三四五六七八九十]/.test(said)) {
    const withoutNumber = said.replace(/^#\d{1,9} ?/, '');
    const again = said === withoutNumber || withoutNumber === '' ? undefined : matchJoin(withoutNumber);
    if (said.startsWith('#'))
      return again === undefined ? undefined : `${said.slice(0, said.length - withoutNumber.length)}${again}`;
    return said;
  }
  const [first = ''] = said.split(' ');
  return first.endsWith('份') && parseCount(first) !== undefined ? said : undefined;
}

/** A whole list as WeChat's own 接龙 copies it: `#接龙 … 1. 小王 2. 小李`. */
export const isPastedList = (said: string): boolean =>
  /^# ?接龙/.test(said) || /^(?:接龙)? ?1 ?[.、)] ?\S.* 2 ?[.、)]/.test(said);
export const isOnBehalf = (said: string): boolean => /^代(?:接龙?|报名)(?= |$|\p{L})/u.test(said);

/** Reads the arguments in any order; words that are neither a number nor a quantity are taken for a title. */
export function parseJoin(args: string): JoinPhrase {
  let chain: number | undefined;
  let quantity: number | undefined;
  const words: string[] = [];
  const [before = ''] = args.split(/ ?备注/);
  for (const word of before
    .replace(/\+ +/g, '+')
    .replace(/#\s*(\d+)/g, ' #$1 ')
    .split(/[ ,，:：]+/)) {
    if (word === '') continue;
    const number = /^#(\d{1,9})$/.exec(word)?.[1];
    const count = parseCount(word.replace(/^\+/, ''));
    if (number !== undefined && chain === undefined) chain = Number(number);
    else if (count !== undefined && quantity === undefined) quantity = count;
    else words.push(word);
  }
  return {
    ...(chain !== undefined && { chain }),
    ...(words.length > 0 && { title: words.join(' ') }),
    ...(quantity !== undefined && { quantity }),
  };
}

/** What was said after 备注, as it was typed. */
export const remarkIn = (typed: string): string | undefined => {
  const found = /备注[\s:]*(.*)$/s.exec(typed.normalize('NFKC'));
  const remark = found?.[1]
    ?.replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .trim();
  return remark === undefined || remark === '' ? undefined : [...remark].slice(0, 40).join('');
};

export const titleMatches = (title: string, hint: string): boolean =>
  comparable(title).includes(comparable(hint));

const isClear = (rest: string): boolean => rest.startsWith('备注') || parseJoin(rest).title === undefined;
