import { dateOfDay, dayNumber, mondayOf, shortDate, weekOfDay } from '../../calendar/dates.ts';
import { showDay } from '../../calendar/show-moment.ts';
import type { CommandContext } from '../../commands/command.ts';
import { lines, type Message } from '../../domain/message.ts';
import { nextSpan, openSpan } from './asked-days.ts';
import type { Campaign } from './campaign.ts';
import { countDays, hasDay } from './day-set.ts';
import { type Desk, dayOf, nameOf } from './desk.ts';
import { isPausedOn } from './edit-record.ts';
import { explainChange } from './explain.ts';
import { makeUpsLeft } from './make-up.ts';
import { FOREVER, type Record, wordRows } from './rows.ts';
import { showSpan, unitOf } from './show-campaign.ts';
import { type Period, placesInPeriod, placesOnDay, spanOfPeriod } from './standings.ts';
import { texts } from './texts.ts';
import { doneDays, lateDays, madeUpDays, type Standing, type View } from './view.ts';

export const BOARD_LINES = 10;

/** `我的打卡` for one campaign: streaks, today, this month at a glance, and why the streak is what it is. */
export function showMine({ event, state }: CommandContext, desk: Desk, campaign: Campaign): Message {
  const me = event.actor.id;
  const record = desk.record(campaign, me);
  const view = desk.view(campaign);
  const day = dayOf(desk, campaign);
  const total = countDays(doneDays(record)) + extraMadeUp(record);
  const left = makeUpsLeft(campaign, record, dayNumber(view.today));
  const makeUps = left === undefined ? undefined : texts.mineMakeUps(left);
  if (!record || total === 0)
    return lines(desk.texts.mineNone(campaign.title, opensNext(desk, campaign)), makeUps);
  const standing = view.standing(record);
  const words = hasDay(doneDays(record), day) ? state.get(wordRows(campaign.key, day), me) : undefined;
  return lines(
    texts.mine(campaign.title, standing.streak, standing.longest, total, unitOf(campaign)),
    status(desk, campaign, record, day),
    explainChange(view, record, standing),
    ...monthLines(view, record, standing, day),
    makeUps,
    words === undefined ? undefined : texts.mineWords(words),
  );
}
/** Made up without counting for the streak: done all the same. */
const extraMadeUp = (record: Record | undefined): number => {
  const made = madeUpDays(record);
  const done = doneDays(record);
  let extra = 0;
  for (let day = made.base; day < made.base + made.bits.length * 6; day++)
    if (hasDay(made, day) && !hasDay(done, day)) extra += 1;
  return extra;
};

const status = (desk: Desk, campaign: Campaign, record: Record, day: number): Message => {
  const { at, where } = desk;
  const { today } = desk.view(campaign);
  if (record.x !== undefined) return texts.mineOut;
  if (hasDay(doneDays(record), day)) return texts.mineToday(record.t?.[0] === day ? record.t[1] : undefined);
  const paused = isPausedOn(record, day);
  if (paused) return texts.minePaused(paused[1] >= FOREVER ? undefined : shortDate(dateOfDay(paused[1])));
  if (openSpan(campaign, at, where)) return texts.mineOpen;
  const next = nextSpan(campaign, today, at, where);
  return texts.mineMissed(next && showSpan(campaign, next, today, where));
};

/** When it opens, for one that is not open now. */
export const opensNext = (desk: Desk, campaign: Campaign): string | undefined => {
  const { at, where } = desk;
  if (openSpan(campaign, at, where)) return undefined;
  const { today } = desk.view(campaign);
  const next = nextSpan(campaign, today, at, where);
  return next && showSpan(campaign, next, today, where);
};

/** This month, a line for each week: `16日 ✅✅🕘☕⬜`. */
function monthLines(view: View, record: Record, standing: Standing, today: number): Message[] {
  const [from] = spanOfPeriod('本月', today);
  const start = Math.max(from, Math.min(standing.first, today));
  const shown: Message[] = [];
  for (let monday = mondayOf(weekOfDay(start)); monday <= today; monday += 7) {
    const days = Array.from({ length: 7 }, (_, n) => monday + n).filter(
      (day) => day >= start && day <= today,
    );
    const [first = monday] = days;
    shown.push(
      texts.mineWeek(
        shortDate(dateOfDay(first)),
        days.map((day) => markOf(view, record, standing, day)),
      ),
    );
  }
  return shown;
}

const markOf = (view: View, record: Record, { marks, first }: Standing, day: number): string => {
  if (hasDay(madeUpDays(record), day)) return '🩹';
  if (hasDay(lateDays(record), day)) return '🕘';
  const mark = marks[day - first];
  switch (mark) {
    case 'done':
      return '✅';
    case 'rest':
      return '☕';
    case 'missed':
      return '⬜';
    case 'excused':
      return view.day(day).why === 'outage' ? '🔧' : '⏸';
    case 'idle':
    case 'open':
    case undefined:
      return '·';
    default:
      return mark satisfies never;
  }
};

/**
 * `打卡榜`: who was first today, or who has done most; the asker's own place always. Where other groups have the same
 * campaign, the way to the board of all of them, unless that was asked for and is not to be had.
 */
export function showBoard(
  { event }: CommandContext,
  desk: Desk,
  campaign: Campaign,
  period: Period,
  alone?: 'alone',
): Message {
  const me = event.actor.id;
  const day = dayOf(desk, campaign);
  const isToday = period === '今天';
  const places = isToday
    ? placesOnDay(desk, campaign, day)
    : placesInPeriod(desk, campaign, spanOfPeriod(period, day));
  const own = places.find(({ member }) => member === me);
  const title = isToday ? showDay(dateOfDay(day), dateOfDay(day)) : period;
  const heading = texts.board(campaign.title, title, places.length);
  const open = openSpan(campaign, desk.at, desk.where) !== undefined;
  const groups = desk.groupsOf(campaign).length;
  const others = groups > 1 && !alone ? texts.boardOthers(groups) : undefined;
  if (places.length === 0)
    return lines(heading, open ? desk.texts.boardEmpty : texts.boardShut(opensNext(desk, campaign)), others);
  const unit = unitOf(campaign);
  return lines(
    heading,
    ...places
      .slice(0, BOARD_LINES)
      .map((row) =>
        isToday
          ? texts.boardLine(row.place, nameOf(desk, row.member), row.streak, unit, row.late)
          : texts.boardSumLine(row.place, nameOf(desk, row.member), row.days, row.streak, unit),
      ),
    places.length > BOARD_LINES ? texts.boardMore(places.length) : undefined,
    own || !isToday || open ? texts.boardMe(own?.place, isToday, open) : undefined,
    others,
  );
}
