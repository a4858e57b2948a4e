import type { QuietHours } from '../domain/community.ts';
import { addDays } from './dates.ts';
import { instantOf, localTime } from './zone.ts';

const MINUTE = 60_000;

/** When the quiet hours that `ms` falls into end; undefined when it is not quiet (or `from` equals `to`). */
export function quietUntil(ms: number, quietHours: QuietHours | undefined, zone: string): number | undefined {
  if (!quietHours) return undefined;
  const { from, to } = quietHours;
  const { date, minutes } = localTime(ms, zone);
  const overMidnight = from > to;
  const quiet = overMidnight ? minutes >= from || minutes < to : minutes >= from && minutes < to;
  if (!quiet) return undefined;
  const end = instantOf(overMidnight && minutes >= from ? addDays(date, 1) : date, to, zone);
  // On the night the clocks go back the wall shows `to` twice; in the second round the first one is over.
  return end > ms ? end : Math.floor(ms / MINUTE) * MINUTE + (to - minutes) * MINUTE;
}
