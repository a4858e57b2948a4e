import { clockTime } from './clock-time.ts';
import { addDays, type DateString, dayNumber, shortDate, weekdayOf } from './dates.ts';
import { localTime } from './zone.ts';

const names = '一二三四五六日';
export const weekdayName = (weekday: number): string => `周${names[weekday - 1] ?? ''}`;

/** `11月20日(周五) 18:00`; midnight is shown as the end of the day before, as people mean it. */
export function showMoment(ms: number, zone: string): string {
  const { date, minutes } = localTime(ms, zone);
  const day = minutes === 0 ? addDays(date, -1) : date;
  return `${shortDate(day)}(${weekdayName(weekdayOf(day))}) ${clockTime(minutes === 0 ? 1440 : minutes)}`;
}

/** `今天`, `明天`, `后天`, `昨天`, else `11月20日(周五)`. */
export const showDay = (day: DateString, today: DateString): string =>
  ['昨天', '今天', '明天', '后天'][dayNumber(day) - dayNumber(today) + 1] ??
  `${shortDate(day)}(${weekdayName(weekdayOf(day))})`;
