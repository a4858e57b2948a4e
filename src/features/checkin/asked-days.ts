import { addDays, type DateString, dayNumber, weekdayOf } from '../../calendar/dates.ts';
import { logicalDay } from '../../calendar/logical-day.ts';
import {
  type DayWindow,
  spanOf,
  type WindowSpan,
  type WindowZone,
  windowAt,
} from '../../calendar/windows.ts';
import { dayKind } from '../../calendar/workday.ts';
import type { OwnDays } from '../../domain/community.ts';
import type { CampaignRules } from './campaign.ts';
import { weekdayNames } from './schema.ts';

/** Where a campaign runs: the group's clock and the calendar in force. */
export interface Where extends WindowZone {
  readonly own: OwnDays | undefined;
}

/** Windows of a day; without any, the day itself from where it begins to where it ends. */
export const windowsOf = ({ windows }: CampaignRules, { dayStartsAt }: WindowZone): readonly DayWindow[] =>
  windows.length > 0 ? windows : [{ open: dayStartsAt, close: dayStartsAt, grace: 0 }];

/** Whether a check-in can be made for that day. */
export function isScheduled(
  { frequency, start, end }: CampaignRules,
  day: DateString,
  own: OwnDays | undefined,
): boolean {
  if ((start !== undefined && day < start) || (end !== undefined && day > end)) return false;
  if (frequency === 'daily' || frequency === 'once') return true;
  if (frequency === 'workdays') return dayKind(day, own).workday;
  if (frequency === 'holidays') return !dayKind(day, own).workday;
  if ('weekly' in frequency) return true;
  if ('weekdays' in frequency) {
    const name = weekdayNames[weekdayOf(day) - 1];
    return name !== undefined && frequency.weekdays.includes(name);
  }
  return frequency.dates.includes(day);
}

export const todayAt = (ms: number, { timezone, dayStartsAt }: WindowZone): DateString =>
  logicalDay(ms, timezone, dayStartsAt);

/** When nothing can be done for a day any more: the end of its last window, grace included. */
export const endOfDay = (rules: CampaignRules, day: DateString, where: Where): number =>
  Math.max(...windowsOf(rules, where).map((window, n) => spanOf(window, n, day, where).ends));

/** The latest day that is over at `ms`, as a day number. Asked for or not. */
export function closedThrough(rules: CampaignRules, ms: number, where: Where): number {
  const today = todayAt(ms, where);
  for (let back = 0; back < 3; back++)
    if (ms >= endOfDay(rules, addDays(today, -back), where)) return dayNumber(today) - back;
  return dayNumber(today) - 3;
}

/** The window a campaign is in, if any; only scheduled days count. */
export const openSpan = (rules: CampaignRules, at: number, where: Where) =>
  windowAt(at, windowsOf(rules, where), where, (day) => isScheduled(rules, day, where.own));

/** No campaign rests longer than this between two of its days. */
const FARTHEST = 400;

/** The next window that opens after `ms`; `today` is the logical day of `ms`. */
export function nextSpan(
  rules: CampaignRules,
  today: DateString,
  ms: number,
  where: Where,
): WindowSpan | undefined {
  const windows = windowsOf(rules, where);
  const first = rules.start !== undefined && rules.start > today ? rules.start : addDays(today, -1);
  for (let n = 0; n <= FARTHEST; n++) {
    const day = addDays(first, n);
    if (rules.end !== undefined && day > rules.end) return undefined;
    if (!isScheduled(rules, day, where.own)) continue;
    const next = windows
      .map((window, index) => spanOf(window, index, day, where))
      .sort((a, b) => a.opens - b.opens)
      .find(({ opens }) => opens > ms);
    if (next) return next;
  }
  return undefined;
}

/** Not over yet: its last day is today or later, or its last window is still open. */
export const isRunning = (rules: CampaignRules, at: number, where: Where): boolean =>
  rules.end === undefined || rules.end >= todayAt(at, where) || openSpan(rules, at, where) !== undefined;
