import { z } from 'zod';
import { addDays, dayNumber } from '../../calendar/dates.ts';
import { spanOf, type WindowZone } from '../../calendar/windows.ts';
import { instantOf, localTime } from '../../calendar/zone.ts';
import { windowsOf } from './asked-days.ts';
import type { Campaign } from './campaign.ts';

/** Name of the timers by which a campaign does what it does by itself. */
export const CHECKIN_TIMER = 'checkin.at';

/** `minutes` after midnight by the group's clock, every day or on one weekday (1 Monday … 7 Sunday). */
export const momentSchema = z.object({
  campaign: z.string(),
  what: z.enum(['remind', 'close', 'summary', 'weekly']),
  minutes: z.int(),
  weekday: z.int().optional(),
  /** Of a day with many who missed it: where to go on. */
  after: z.string().optional(),
  day: z.int().optional(),
});
export type Moment = z.infer<typeof momentSchema>;

/** Everything a campaign does by itself in a day: remind, close the day, sum it up. */
export function momentsOf(campaign: Campaign, zone: WindowZone): Moment[] {
  const { key, reminders, summary } = campaign;
  return [
    ...(reminders?.at ?? []).map((minutes) => ({
      campaign: key,
      what: 'remind' as const,
      minutes: minutes % 1440,
    })),
    { campaign: key, what: 'close', minutes: closeOf(campaign, zone) },
    ...(summary ? [{ campaign: key, what: 'summary' as const, minutes: summary.at % 1440 }] : []),
    ...(summary?.weekly
      ? [
          {
            campaign: key,
            what: 'weekly' as const,
            minutes: summary.weekly.at % 1440,
            weekday: summary.weekly.weekday,
          },
        ]
      : []),
  ];
}

/** When the last window of a day has ended, by the clock. Any day will do: windows are wall times. */
function closeOf(campaign: Campaign, zone: WindowZone): number {
  const utc = { timezone: 'UTC', dayStartsAt: zone.dayStartsAt };
  const day = '2026-01-05';
  const ends = windowsOf(campaign, zone).map((window, n) => spanOf(window, n, day, utc).ends);
  return Math.round((Math.max(...ends) - dayNumber(day) * 86_400_000) / 60_000) % 1440;
}

/** Five fields, for the schedule table. */
export const cronOf = ({ minutes, weekday }: Moment): string =>
  `${minutes % 60} ${Math.floor(minutes / 60)} * * ${weekday === undefined ? '*' : weekday % 7}`;

/** The next time of a moment after `ms`. */
export function nextMoment({ minutes, weekday }: Moment, ms: number, zone: string): number {
  const { date } = localTime(ms, zone);
  for (let n = 0; n <= 8; n++) {
    const day = addDays(date, n);
    const instant = instantOf(day, minutes, zone);
    if (instant > ms && (weekday === undefined || localTime(instant, zone).weekday === weekday))
      return instant;
  }
  return ms + 86_400_000;
}

/** As the payload of a timer. */
export const payloadOf = ({ campaign, what, minutes, weekday, after, day }: Moment) => ({
  campaign,
  what,
  minutes,
  ...(weekday !== undefined && { weekday }),
  ...(after !== undefined && { after }),
  ...(day !== undefined && { day }),
});
