import { addDays, type DateString } from './dates.ts';
import { localTime } from './zone.ts';

/** The day a moment counts for: a night-owl group's 20 November may end at 04:00 on the 21st. */
export function logicalDay(ms: number, zone: string, dayStartsAt: number): DateString {
  const { date, minutes } = localTime(ms, zone);
  return minutes < dayStartsAt ? addDays(date, -1) : date;
}
