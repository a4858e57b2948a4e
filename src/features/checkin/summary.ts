import { dateOfDay, dayNumber, mondayOf, weekOfDay } from '../../calendar/dates.ts';
import { showDay } from '../../calendar/show-moment.ts';
import { spanOf } from '../../calendar/windows.ts';
import { instantOf } from '../../calendar/zone.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines, type Message } from '../../domain/message.ts';
import { planUnasked } from '../../rules/plan-unasked.ts';
import { isScheduled, windowsOf } from './asked-days.ts';
import type { Campaign } from './campaign.ts';
import { hasDay } from './day-set.ts';
import { type Desk, nameOf } from './desk.ts';
import { missingOn } from './roll-call.ts';
import { unitOf } from './show-campaign.ts';
import { placesInPeriod, placesOnDay } from './standings.ts';
import { texts } from './texts.ts';
import { outageDays } from './view.ts';

const by = 'feature:checkin';
const BOARD = 10;

/** The result of the day, at the hour set. */
export function postSummary(desk: Desk, campaign: Campaign): Outcome {
  const day = dayToSum(desk, campaign);
  // Where nobody came, a post about it every day would only tire people.
  if (day === undefined || placesOnDay(desk, campaign, day).length === 0) return {};
  return post(desk, daySummary(desk, campaign, day));
}

/** The week's result, at the weekday and hour set. */
export function postWeekly(desk: Desk, campaign: Campaign): Outcome {
  const today = dayNumber(desk.view(campaign).today);
  const monday = mondayOf(weekOfDay(today));
  const places = placesInPeriod(desk, campaign, [monday, today]);
  if (places.length === 0) return {};
  const asked = Array.from({ length: today - monday + 1 }, (_, n) => monday + n).filter((day) =>
    isScheduled(campaign, dateOfDay(day), desk.where.own),
  ).length;
  const full = places.filter(({ days }) => days >= asked).length;
  const unit = unitOf(campaign);
  return post(
    desk,
    lines(
      texts.weekly(campaign.title, places.length, full),
      ...places
        .slice(0, campaign.summary?.board ?? BOARD)
        .map((row) => texts.boardSumLine(row.place, nameOf(desk, row.member), row.days, row.streak, unit)),
    ),
  );
}

function daySummary(desk: Desk, campaign: Campaign, day: number): Message {
  const view = desk.view(campaign);
  const places = placesOnDay(desk, campaign, day);
  const missing = missingOn(desk, campaign, day).filter(({ record }) => record !== undefined).length;
  const unit = unitOf(campaign);
  return lines(
    desk.texts.summary(campaign.title, showDay(dateOfDay(day), view.today), places.length, missing),
    ...places
      .slice(0, campaign.summary?.board ?? BOARD)
      .map((row) => texts.boardLine(row.place, nameOf(desk, row.member), row.streak, unit, row.late)),
    hasDay(outageDays(view.meta), day) ? texts.summaryOutage : undefined,
  );
}

/** So soon after the day has begun, a summary is about the day before. */
const NIGHT_MS = 3 * 3_600_000;
const DAY_MS = 86_400_000;

/** The day a summary is about: one that has opened, and not longer ago than a day. */
function dayToSum({ at, where, view }: Desk, campaign: Campaign): number | undefined {
  const date = view(campaign).today;
  const today = dayNumber(date);
  const isNight = at - instantOf(date, where.dayStartsAt, where.timezone) < NIGHT_MS;
  return (isNight ? [today - 1, today] : [today, today - 1]).find((day) => {
    if (!isScheduled(campaign, dateOfDay(day), where.own)) return false;
    const opens = windowsOf(campaign, where).map(
      (window, n) => spanOf(window, n, dateOfDay(day), where).opens,
    );
    return Math.min(...opens) < at && at - Math.max(...opens) < DAY_MS + (isNight ? NIGHT_MS : 0);
  });
}

function post(desk: Desk, message: Message): Outcome {
  const { context, group } = desk;
  const effect = {
    type: 'send' as const,
    group: group.id,
    message,
    origin: { source: by, event: context.event.id, version: context.version },
  };
  return planUnasked(context, group, [{ effect, by }]);
}
