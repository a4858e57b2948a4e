import { instantsBetween, nextAfter } from '../../calendar/cron.ts';
import { addDays } from '../../calendar/dates.ts';
import { instantOf, localTime } from '../../calendar/zone.ts';
import type { Broadcast } from './schema.ts';

/** Every instant of a broadcast in (`from`, `to`], as the wall clock of `zone` has it. Epoch ms, ascending. */
export function occurrencesBetween(broadcast: Broadcast, zone: string, from: number, to: number): number[] {
  const { schedule } = broadcast;
  if ('at' in schedule) {
    const instants = [schedule.at].flat().map((at) => instantOfText(at, zone));
    return [...new Set(instants)].filter((at) => at > from && at <= to).sort((a, b) => a - b);
  }
  return instantsBetween(schedule.cron, zone, from, to).filter((at) => allowed(schedule, at, zone));
}

/** The first instant after `from`; undefined when there is none (any more). */
export function nextOccurrence(broadcast: Broadcast, zone: string, from: number): number | undefined {
  const { schedule } = broadcast;
  if ('at' in schedule) return occurrencesBetween(broadcast, zone, from, Number.MAX_SAFE_INTEGER)[0];
  // `skip` may take out many runs in a row, but never more than it has dates.
  let at = nextAfter(schedule.cron, zone, from);
  for (let tries = 0; at !== undefined && tries < 10_000; tries += 1) {
    if (allowed(schedule, at, zone)) return at;
    if (schedule.until && localTime(at, zone).date > schedule.until) return undefined;
    at = nextAfter(schedule.cron, zone, at);
  }
  return undefined;
}

const allowed = (
  schedule: { skip?: string[] | undefined; until?: string | undefined },
  at: number,
  zone: string,
) => {
  const { date } = localTime(at, zone);
  return !(schedule.until && date > schedule.until) && !schedule.skip?.includes(date);
};

/** `2026-12-01 09:00` in the group's zone, or an ISO instant that brings its own offset. */
export function instantOfText(at: string, zone: string): number {
  const local = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?$/.exec(at);
  if (!local) return Date.parse(at);
  const [, date = '', hours = '0', minutes = '0', seconds = '0'] = local;
  // 24:00 is midnight of the next day.
  const day = hours === '24' ? addDays(date, 1) : date;
  const minuteOfDay = (Number(hours) % 24) * 60 + Number(minutes);
  return instantOf(day, minuteOfDay, zone) + Number(seconds) * 1000;
}
