import { type Period, periods } from './standings.ts';

/** What is asked of `打卡榜`, and what is left of the words: perhaps a title. */
export interface AskedBoard {
  readonly period: Period | undefined;
  /** Everybody of all groups. `said`: in so many words, where 总榜 may mean the whole time of this group. */
  readonly all: 'said' | 'meant' | undefined;
  readonly rest: string;
}

const alsoPeriods: Readonly<{ [word: string]: Period }> = {
  今日: '今天',
  这周: '本周',
  周榜: '本周',
  这个月: '本月',
  月榜: '本月',
  总榜: '总',
};
const PERIODS = [...periods, ...Object.keys(alsoPeriods)].join('|');
const ALL = '(?:全部|所有)的?群?|各个?群';
const WORD = new RegExp(`^(?:(?<all>${ALL})的?)?(?<period>${PERIODS})?的?(?<also>${ALL})?$`);

export function readAskedBoard(typed: string): AskedBoard {
  let period: Period | undefined;
  let all: AskedBoard['all'];
  const rest: string[] = [];
  for (const word of typed.normalize('NFKC').split(/\s+/)) {
    const found = WORD.exec(word)?.groups;
    if (!found) {
      rest.push(word);
      continue;
    }
    const { all: before, period: named, also: after } = found;
    period ??= periodOf(named);
    if (before ?? after) all = 'said';
    else if (named === '总榜') all ??= 'meant';
  }
  // Of all groups together the whole time is meant, unless another is named.
  return { period: period ?? (all ? '总' : undefined), all, rest: rest.join(' ') };
}

const periodOf = (word: string | undefined): Period | undefined =>
  periods.find((period) => period === word) ??
  (word !== undefined && Object.hasOwn(alsoPeriods, word) ? alsoPeriods[word] : undefined);
