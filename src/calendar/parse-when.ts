import { parseClockTime } from './clock-time.ts';
import { addDays, dayNumber, isDate, weekdayOf } from './dates.ts';
import { parseDuration } from './duration.ts';
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
  const source = text.normalize('NFKC').replace(/\s+/g, ' ').trim();
  const later = /^(.+?)(?:之?后|以后)$/.exec(source)?.[1];
  if (later !== undefined) {
    const duration = parseDuration(later);
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
  const short = /^(\d{1,2})(?:-|\/|月)(\d{1,2})(?:[日号] ?| |$)/.exec(`${source} `);
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
  const week = /^(下下|下|本|这)?(?:周|星期|礼拜)([一二三四五六日天1-7])/.exec(source);
  if (week) {
    const wanted = week[2] === '天' ? 7 : weekdays.indexOf(week[2] ?? '') + 1 || Number(week[2]);
    const ahead = week[1] === '下' ? 7 : week[1] === '下下' ? 14 : 0;
    const day = addDays(today, wanted - weekdayOf(today) + ahead);
    return { date: week[1] ? { day } : { day, next: addDays(day, 7) }, rest: source.slice(week[0].length) };
  }
  const named = /^(大后天|前天|昨天|昨日|今天|今日|明天|明日|后天|[昨今明](?=[早晚]))/.exec(source);
  if (named)
    return { date: { day: addDays(today, relative[named[0]] ?? 0) }, rest: source.slice(named[0].length) };
  return { rest: source };
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
  const found = /^ ?(凌晨|早上|早|上午|中午|下午|傍晚|晚上|晚)? ?(.+)$/.exec(text);
  const minutes = parseClockTime(found?.[2] ?? '');
  if (minutes === undefined) return undefined;
  const part = found?.[1] ?? '';
  if (/下午|傍晚|晚/.test(part) && minutes < 720) return minutes + 720;
  if (/晚/.test(part) && minutes === 720) return 1440;
  if (part === '中午' && minutes < 180) return minutes + 720;
  return minutes;
};
