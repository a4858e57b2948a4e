import { addDays, type DateString, isDate, weekdayOf } from '../../calendar/dates.ts';
import { parseNumber } from '../../text/numbers.ts';

const named: Readonly<{ [word: string]: number }> = {
  今天: 0,
  今日: 0,
  昨天: -1,
  昨日: -1,
  前天: -2,
  大前天: -3,
};
const weekdays = '一二三四五六日';

/** A day in the past as people write it at the beginning of a text: `昨天`, `11-18`, `11月18日`, `18号`, `周三`. */
export function leadingDay(
  text: string,
  today: DateString,
): { readonly day: DateString; readonly rest: string } | undefined {
  const source = inDigits(text.normalize('NFKC').replace(/^\s+/, ''));
  const word = /^(大前天|前天|昨天|昨日|今天|今日)/.exec(source)?.[1];
  if (word !== undefined) return found(addDays(today, named[word] ?? 0), source.slice(word.length));
  const full = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?(?!\d)/.exec(source);
  if (full) return dated(full[1] ?? '', full[2] ?? '', full[3] ?? '', source.slice(full[0].length));
  const short = /^(\d{1,2})(?:[-/.]|月)(\d{1,2})[日号]?(?![\d-])/.exec(source);
  if (short) return latest(today, short[1] ?? '', short[2] ?? '', source.slice(short[0].length));
  const ofMonth = /^(\d{1,2})[日号](?!\d)/.exec(source);
  if (ofMonth) return inMonth(today, Number(ofMonth[1]), source.slice(ofMonth[0].length));
  const week = /^(?:(上)个?|[这本]个?)?(?:周|星期|礼拜)([一二三四五六日天])/.exec(source);
  if (!week) return undefined;
  const wanted = weekdays.indexOf((week[2] ?? '').replace('天', '日')) + 1;
  const back = weekdayOf(today) - wanted;
  // 周五 said on a Monday is the one that has been.
  const days = week[1] ? back + 7 : back < 0 ? back + 7 : back;
  return found(addDays(today, -days), source.slice(week[0].length));
}

/** `十一月十七`, `十七号` with figures in place of the words. */
const inDigits = (source: string): string =>
  source.replace(
    /^(?:([一二三四五六七八九十]{1,3})月)?([一二三四五六七八九十廿]{1,4})([日号]|(?=$|[\s,，:：]))/u,
    (typed, month: string | undefined, day: string, sign: string) => {
      const [m, d] = [month === undefined ? undefined : parseNumber(month), parseNumber(day)];
      if (d === undefined || (month === undefined && sign === '')) return typed;
      return `${m === undefined ? '' : `${m}月`}${d}${sign}`;
    },
  );

/** Begins like a day that is none to be made up: `13-45`, `明天`, `那天`, `上周`. */
export const looksLikeDay = (text: string): boolean =>
  /^\s*(?:\d{1,8}\s*[-/月]\s*\d{1,8}(?:\s*[-/日号]|$|\s)|(?:大?后天|明[天日]|那一?天|[上这本]个?(?:周|星期|礼拜|月)|下(?:周|星期|礼拜)[一二三四五六日天])(?:的|$|\s))/u.test(
    text.normalize('NFKC'),
  );

/** Begins with a day that is still to come, said in words. */
export const isAhead = (text: string): boolean =>
  /^\s*(?:大?后天|明[天日]|下个?(?:周|星期|礼拜)[一二三四五六日天])(?:的|$|\s)/u.test(text.normalize('NFKC'));

const found = (day: DateString, rest: string) => ({ day, rest: rest.replace(/^[\s,，:：。、的]+/, '') });
const two = (written: string | number) => String(written).padStart(2, '0');
const dated = (year: string, month: string, day: string, rest: string) => {
  const date = `${year}-${two(month)}-${two(day)}`;
  return isDate(date) ? found(date, rest) : undefined;
};
/** Without a year: the last one that has been, so that 12-31 in January is last year's. */
const latest = (today: DateString, month: string, day: string, rest: string) => {
  const year = Number(today.slice(0, 4));
  const here = dated(String(year), month, day, rest);
  return here && here.day <= today ? here : dated(String(year - 1), month, day, rest);
};
const inMonth = (today: DateString, day: number, rest: string) => {
  const first = `${today.slice(0, 8)}01`;
  const here = `${today.slice(0, 8)}${two(day)}`;
  const before = `${addDays(first, -1).slice(0, 8)}${two(day)}`;
  const date = here <= today ? here : before;
  return isDate(date) ? found(date, rest) : undefined;
};
