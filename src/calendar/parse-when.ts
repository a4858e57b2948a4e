import { parseClockTime, spoken } from './clock-time.ts';
import { addDays, dayNumber, isDate, weekdayOf } from './dates.ts';
import { parseSpokenDuration } from './duration.ts';
import { instantOf, localTime } from './zone.ts';

const weekdays = '一二三四五六日';
const relative: Readonly<Record<string, number>> = {
  前天: -2,
  昨天: -1,
  昨日: -1,
  昨: -1,
  今天: 0,
  今日: 0,
  今: 0,
  明天: 1,
  明日: 1,
  明: 1,
  后天: 2,
  大后天: 3,
};

/**
 * A moment as people write it: `周五18:00`, `明天 9点`, `今晚8点半`, `下周一`, `12-04 18:00`, `2026-12-04`, `3天后`. Without a
 * time it is the end of that day; without a year or week it is the next one that is still to come.
 */
export function parseWhen(text: string, now: number, zone: string): number | undefined {
  const source = text
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/ ?(?:之前|以前|前)$/, '');
  const later = /^(.+?)(?:之?后|以后)$/.exec(source)?.[1];
  if (later !== undefined) {
    const duration = parseSpokenDuration(later);
    return duration === undefined ? undefined : now + duration;
  }
  const { date, rest } = splitDate(source, localTime(now, zone).date);
  const minutes = rest === '' && date ? 1440 : parseTimeOfDay(rest);
  if (minutes === undefined) return undefined;
  if (!date) {
    const today = localTime(now, zone).date;
    const instant = instantOf(today, minutes, zone);
    return instant > now ? instant : instantOf(addDays(today, 1), minutes, zone);
  }
  const instant = instantOf(date.day, minutes, zone);
  return instant > now || !date.next ? instant : instantOf(date.next, minutes, zone);
}

interface Found {
  readonly date?: { readonly day: string; readonly next?: string };
  readonly rest: string;
}
const splitDate = (source: string, today: string): Found => {
  const full = /^(\d{4})(?:-|\/|年)(\d{1,2})(?:-|\/|月)(\d{1,2})日?(?: |$)/.exec(`${source} `);
  if (full)
    return dated(full[1] ?? '', full[2] ?? '', full[3] ?? '', undefined, source.slice(full[0].length - 1));
  const written = inDigits(source);
  if (written !== source) return splitDate(written, today);
  const inMonth = /^(\d{1,2})[日号](?: ?|$)/.exec(source);
  if (inMonth) return dayOfMonth(Number(inMonth[1]), today, source.slice(inMonth[0].length));
  if (source.startsWith('月底')) return { date: { day: monthEnd(today) }, rest: source.slice(2).trim() };
  const short = /^(\d{1,2})(?:[-/.]|月)(\d{1,2})(?:[日号] ?| |$)/.exec(`${source} `);
  if (short) {
    const year = Number(today.slice(0, 4));
    return dated(
      String(year),
      short[1] ?? '',
      short[2] ?? '',
      String(year + 1),
      source.slice(short[0].length),
    );
  }
  const week = /^(下下|下|本|这)?个?(?:周|星期|礼拜)([一二三四五六日天末1-7])/.exec(source);
  if (week) {
    const wanted = /[天末]/.test(week[2] ?? '') ? 7 : weekdays.indexOf(week[2] ?? '') + 1 || Number(week[2]);
    const ahead = week[1] === '下' ? 7 : week[1] === '下下' ? 14 : 0;
    const day = addDays(today, wanted - weekdayOf(today) + ahead);
    return { date: week[1] ? { day } : { day, next: addDays(day, 7) }, rest: source.slice(week[0].length) };
  }
  const named = /^(大后天|前天|昨天|昨日|今天|今日|明天|明日|后天|[昨今明](?=[早晚]))/.exec(source);
  if (named)
    return { date: { day: addDays(today, relative[named[0]] ?? 0) }, rest: source.slice(named[0].length) };
  return { rest: source };
};

/** `十一月二十一日` → `11月21日`. */
const inDigits = (source: string): string =>
  source.replace(
    /^([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})([日号])/,
    (_, month, day, end) => [spoken(String(month)), '月', spoken(String(day)), String(end)].join(''),
  );

/** The next such day, this month or the one after. */
const dayOfMonth = (day: number, today: string, rest: string): Found => {
  const first = addDays(monthEnd(today), 1);
  const [here, next] = [today, first].map((month) => `${month.slice(0, 8)}${String(day).padStart(2, '0')}`);
  if (here !== undefined && isDate(here))
    return { date: { day: here, ...(next && isDate(next) && { next }) }, rest: rest.trim() };
  return next !== undefined && isDate(next) ? { date: { day: next }, rest: rest.trim() } : { rest: '?' };
};
const monthEnd = (today: string): string => {
  const later = addDays(`${today.slice(0, 8)}28`, 4);
  return addDays(`${later.slice(0, 8)}01`, -1);
};

const dated = (
  year: string,
  month: string,
  day: string,
  nextYear: string | undefined,
  rest: string,
): Found => {
  const on = (y: string) => `${y}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const next = nextYear === undefined ? undefined : on(nextYear);
  if (isDate(on(year)))
    return { date: { day: on(year), ...(next && isDate(next) && { next }) }, rest: rest.trim() };
  // 29 February: this year has none, the next may.
  return next && isDate(next) && dayNumber(next) > 0
    ? { date: { day: next }, rest: rest.trim() }
    : { rest: '?' };
};

/** `晚上8点`, `下午3点半`, `18:00` as minutes after midnight. */
export const parseTimeOfDay = (text: string): number | undefined => {
  if (/^ ?中午$/.test(text)) return 720;
  const latin = /^ ?(\d{1,2})(:\d{2})? ?([ap])m$/i.exec(text);
  if (latin && Number(latin[1]) <= 12) {
    const half = latin[3]?.toLowerCase() === 'p' ? 720 : 0;
    const minutes = parseClockTime(`${Number(latin[1]) % 12}${latin[2] ?? ':00'}`);
    return minutes === undefined ? undefined : minutes + half;
  }
  const found = /^ ?(凌晨|早上|早|上午|中午|下午|傍晚|晚上|晚)? ?(.+)$/.exec(text);
  const minutes = parseClockTime(found?.[2] ?? '');
  if (minutes === undefined) return undefined;
  const part = found?.[1] ?? '';
  if (/下午|傍晚|晚/.test(part) && minutes < 720) return minutes + 720;
  if (/晚/.test(part) && minutes === 720) return 1440;
  if (part === '中午' && minutes < 180) return minutes + 720;
  return minutes;
};
