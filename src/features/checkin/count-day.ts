import { dateOfDay } from '../../calendar/dates.ts';
import { type Campaign, isScheduled, scheduledBefore } from './campaign.ts';
import { addDay, hasDay, noDays } from './day-set.ts';
import type { Record } from './rows.ts';

export interface Done {
  readonly day: number;
  readonly late: boolean;
  /** The how-manieth that day. */
  readonly place: number;
}

/** The record with one more day, or undefined when that day is in it already. */
export function countDay(campaign: Campaign, record: Record | undefined, done: Done): Record | undefined {
  const before = record ? { base: record.b, bits: record.h } : noDays;
  if (hasDay(before, done.day)) return undefined;
  const days = addDay(before, done.day);
  const lateDays = record?.lh === undefined ? noDays : { base: record.lb ?? 0, bits: record.lh };
  const late = done.late ? addDay(lateDays, done.day) : lateDays;
  const isLatest = !record || done.day > record.d;
  const last = isLatest ? done.day : record.d;
  // The common case follows the last day; one that was said earlier and arrives later may join two streaks.
  const streak =
    isLatest && record
      ? scheduledBefore(campaign, done.day) === record.d
        ? record.s + 1
        : 1
      : streakEndingOn(campaign, last, (day) => hasDay(days, day));
  const longest = isLatest ? streak : longestIn(campaign, days.base, last, (day) => hasDay(days, day));
  return {
    d: last,
    s: streak,
    l: Math.max(longest, record?.l ?? 0),
    n: (record?.n ?? 0) + 1,
    b: days.base,
    h: days.bits,
    ...(late.bits !== '' && { lb: late.base, lh: late.bits }),
    p: isLatest ? done.place : record.p,
  };
}

/** The streak as it stands on `today`: it lives while the scheduled day before today is done. */
export function streakOn(campaign: Campaign, record: Record | undefined, today: number): number {
  if (!record) return 0;
  if (record.d >= today) return record.s;
  const before = scheduledBefore(campaign, today);
  return before === undefined || before <= record.d ? record.s : 0;
}

/** Scheduled days done in a row up to `last`; days nobody asked for are passed over. */
function streakEndingOn(campaign: Campaign, last: number, has: (day: number) => boolean): number {
  let streak = 0;
  for (
    let day: number | undefined = last;
    day !== undefined && has(day);
    day = scheduledBefore(campaign, day)
  )
    streak++;
  return streak;
}
/** One walk over all days: a missed scheduled day ends a streak, days nobody asked for do not. */
function longestIn(campaign: Campaign, first: number, last: number, has: (day: number) => boolean): number {
  let longest = 0;
  let streak = 0;
  for (let day = first; day <= last; day++) {
    if (!isScheduled(campaign, dateOfDay(day))) continue;
    streak = has(day) ? streak + 1 : 0;
    longest = Math.max(longest, streak);
  }
  return longest;
}
