import { addDays, dateOfDay, dayNumber } from '../../calendar/dates.ts';
import { spanOf } from '../../calendar/windows.ts';
import type { Outcome } from '../../domain/decision.ts';
import type { EventOf } from '../../domain/events.ts';
import { put } from '../../domain/state.ts';
import { isScheduled, todayAt, windowsOf } from './asked-days.ts';
import type { Campaign } from './campaign.ts';
import { addDay, hasDay } from './day-set.ts';
import type { Desk } from './desk.ts';
import { metaRows } from './rows.ts';
import { outageDays } from './view.ts';

type Gap = readonly [number, number];
const MINUTE = 60_000;
/** So much of a window lost makes it an outage, or so much of its last minutes. */
const LOST_MS = 10 * MINUTE;
const LAST_MS = 10 * MINUTE;
const LOST_AT_THE_END_MS = MINUTE;
/** Short gaps add up as long as they can still be in one window. */
const GAPS_KEPT_MS = 3 * 86_400_000;
/** A bot that was away for longer is a matter for people. */
const DAYS_MAX = 400;

/** For a time nobody could accept check-ins: the days it took from each campaign neither count nor break a streak. */
export function repairOutage(desk: Desk, { from, to }: EventOf<'bot.away'>): Outcome {
  const outcomes = desk.campaigns.map((campaign) => repair(desk, campaign, [from, to]));
  return {
    writes: outcomes.flatMap(({ writes = [] }) => writes),
    trail: outcomes.flatMap(({ trail = [] }) => trail),
  };
}

function repair({ where, view }: Desk, campaign: Campaign, gap: Gap): Outcome {
  const { meta, writes } = view(campaign);
  const gaps = merge([...(meta.gaps ?? []), gap]).filter(([, to]) => to > gap[1] - GAPS_KEPT_MS);
  let days = outageDays(meta);
  const repaired: string[] = [];
  const first = Math.max(
    dayNumber(addDays(todayAt(gap[0], where), -2)),
    dayNumber(todayAt(gap[1], where)) - DAYS_MAX,
  );
  let touched = false;
  for (let day = first; day <= dayNumber(todayAt(gap[1], where)); day++) {
    const date = dateOfDay(day);
    if (!isScheduled(campaign, date, where.own)) continue;
    for (const [n, window] of windowsOf(campaign, where).entries()) {
      const { opens, closes } = spanOf(window, n, date, where);
      if (overlap(gap, [opens, closes]) === 0) continue;
      touched = true;
      if (!isOutage(gaps, opens, closes) || hasDay(days, day)) continue;
      days = addDay(days, day);
      repaired.push(date);
    }
  }
  if (!touched) return {};
  const kept = gaps.map(([a, b]) => [a, b] satisfies [number, number]);
  const out = days.bits === '' ? {} : { out: days.bits, outb: days.base };
  return {
    writes: [...writes, put(metaRows, campaign.key, { ...meta, gaps: kept, ...out })],
    trail:
      repaired.length === 0
        ? []
        : [
            {
              by: 'feature:checkin',
              outcome: 'did',
              why: `机器人掉线,${campaign.title} ${repaired.join('、')} 不算缺`,
            },
          ],
  };
}

/** Whether what was lost of a window [opens, closes) makes it an outage. */
export function isOutage(gaps: readonly Gap[], opens: number, closes: number): boolean {
  const lost = (from: number) => gaps.reduce((sum, gap) => sum + overlap(gap, [from, closes]), 0);
  return lost(opens) >= LOST_MS || lost(Math.max(opens, closes - LAST_MS)) >= LOST_AT_THE_END_MS;
}
const overlap = ([a, b]: Gap, [c, d]: Gap): number => Math.max(0, Math.min(b, d) - Math.max(a, c));

/** Gaps that touch are one: two processes may report the same. */
export function merge(gaps: readonly Gap[]): Gap[] {
  const merged: Gap[] = [];
  for (const [from, to] of gaps.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], to)];
    else merged.push([from, to]);
  }
  return merged;
}
