import { dateOfDay, dayNumber, mondayOf, weekOfDay } from '../../calendar/dates.ts';
import type { Campaign } from './campaign.ts';
import { countDays, hasDay } from './day-set.ts';
import { type Desk, dayOf } from './desk.ts';
import type { Record } from './rows.ts';
import { doneDays, lateDays } from './view.ts';

export const periods = ['今天', '本周', '本月', '总'] as const;
export type Period = (typeof periods)[number];

export interface Place {
  readonly member: string;
  /** Of a day: the order of coming. Of a longer time: equal numbers share a place. */
  readonly place: number;
  readonly days: number;
  readonly streak: number;
  readonly late: boolean;
}

/** First and last day of a period. */
export function spanOfPeriod(period: Period, today: number): readonly [number, number] {
  switch (period) {
    case '今天':
      return [today, today];
    case '本周':
      return [mondayOf(weekOfDay(today)), today];
    case '本月':
      return [dayNumber(`${dateOfDay(today).slice(0, 8)}01`), today];
    case '总':
      return [0, today];
    default:
      return period satisfies never;
  }
}

/** Who came on one day, in the order of coming; those filled in later come last. */
export function placesOnDay(desk: Desk, campaign: Campaign, day = dayOf(desk, campaign)): Place[] {
  const view = desk.view(campaign);
  const placeOf = (record: Record) => (record.t?.[0] === day ? record.t[1] : Number.POSITIVE_INFINITY);
  return [...desk.records(campaign)]
    .filter(([, record]) => hasDay(doneDays(record), day))
    .sort(([a, x], [b, y]) => placeOf(x) - placeOf(y) || (a < b ? -1 : 1))
    .map(([member, record], n) => ({
      member,
      place: n + 1,
      days: 1,
      streak: view.standing(record).streak,
      late: hasDay(lateDays(record), day),
    }));
}

/** Who has done most days in a period; the longer streak first where they are equal. */
export function placesInPeriod(
  desk: Desk,
  campaign: Campaign,
  [from, to]: readonly [number, number],
): Place[] {
  const view = desk.view(campaign);
  const rows = [...desk.records(campaign)]
    .map(([member, record]) => ({ member, record, days: countDays(doneDays(record), from, to) }))
    .filter(({ days }) => days > 0)
    .map(({ member, record, days }) => ({ member, days, streak: view.standing(record).streak }))
    .sort((a, b) => b.days - a.days || b.streak - a.streak || (a.member < b.member ? -1 : 1));
  const places: Place[] = [];
  for (const [n, row] of rows.entries()) {
    const before = places[n - 1];
    const same = before?.days === row.days && before.streak === row.streak;
    places.push({ ...row, place: same ? before.place : n + 1, late: false });
  }
  return places;
}
