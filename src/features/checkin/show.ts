import { type DateString, dateOfDay, dayNumber } from '../../calendar/dates.ts';
import { logicalDay } from '../../calendar/logical-day.ts';
import { showDay } from '../../calendar/show-moment.ts';
import type { CommandContext } from '../../commands/command.ts';
import type { Group } from '../../domain/community.ts';
import { lines, type Message } from '../../domain/message.ts';
import { displayName, memberRows } from '../../domain/people.ts';
import { type Campaign, isScheduled, nextSpan, scheduledBefore } from './campaign.ts';
import { streakOn } from './count-day.ts';
import { hasDay } from './day-set.ts';
import { openSpan } from './pick.ts';
import { boardRows, dayRows, type Record, recordRows, wordRows } from './rows.ts';
import { showSpan } from './show-campaign.ts';
import { texts } from './texts.ts';

const BOARD_LINES = 10;
const RECENT_DAYS = 7;

/** The day a campaign is in: of its open window (which may have opened yesterday), else the group's logical day. */
const dayOf = (campaign: Campaign, at: number, group: Group) =>
  openSpan(campaign, at, group)?.span.day ?? logicalDay(at, group.timezone, group.dayStartsAt);

/** `我的打卡` for one campaign: streaks, today, the last days at a glance. */
export function showMine({ event, state }: CommandContext, group: Group, campaign: Campaign): Message {
  const record = state.get(recordRows(campaign.key), event.actor.id);
  const today = dayOf(campaign, event.at, group);
  if (!record) return texts.mineNone(campaign.title, opensNext(campaign, today, event.at, group));
  const day = dayNumber(today);
  const words = record.d === day ? state.get(wordRows(campaign.key, day), event.actor.id) : undefined;
  const next = nextSpan(campaign, today, event.at, group);
  const status = () => {
    if (record.d === day) return texts.mineToday(record.p);
    if (openSpan(campaign, event.at, group)) return texts.mineOpen;
    return texts.mineMissed(next && showSpan(campaign, next, today, group));
  };
  return lines(
    texts.mine(campaign.title, streakOn(campaign, record, day), record.l, record.n),
    status(),
    texts.mineDays(recentMarks(campaign, record, day)),
    words === undefined ? undefined : texts.mineWords(words),
  );
}

/** When it opens, for one that is not open now. */
const opensNext = (campaign: Campaign, today: DateString, at: number, group: Group): string | undefined => {
  if (openSpan(campaign, at, group)) return undefined;
  const next = nextSpan(campaign, today, at, group);
  return next && showSpan(campaign, next, today, group);
};

/** ✅ done, 🕘 late, ⬜ missed: the scheduled days up to today, oldest first. */
const recentMarks = (campaign: Campaign, record: Record, today: number): string => {
  const days: number[] = [];
  let day = isScheduled(campaign, dateOfDay(today)) ? today : scheduledBefore(campaign, today);
  for (
    ;
    day !== undefined && days.length < RECENT_DAYS && day >= record.b;
    day = scheduledBefore(campaign, day)
  )
    days.unshift(day);
  const late = { base: record.lb ?? 0, bits: record.lh ?? '' };
  const mark = (n: number) =>
    hasDay(late, n) ? '🕘' : hasDay({ base: record.b, bits: record.h }, n) ? '✅' : '⬜';
  return days.map(mark).join('');
};

/** `打卡榜`: who was first today, and the asker's own place. */
export function showBoard(context: CommandContext, group: Group, campaign: Campaign): Message {
  const { event, state } = context;
  const today = dayOf(campaign, event.at, group);
  const day = dayNumber(today);
  const count = state.get(dayRows(campaign.key), String(day))?.n ?? 0;
  const heading = texts.board(campaign.title, showDay(today, today), count);
  if (count === 0) {
    const open = openSpan(campaign, event.at, group) !== undefined;
    return lines(
      heading,
      open ? texts.boardEmpty : texts.boardShut(opensNext(campaign, today, event.at, group)),
    );
  }
  const first = (state.get(boardRows(campaign.key, day), '0') ?? []).slice(0, BOARD_LINES);
  const record = state.get(recordRows(campaign.key), event.actor.id);
  return lines(
    heading,
    ...first.map(([id, streak, late], n) =>
      texts.boardLine(n + 1, displayName(state.get(memberRows, id), id), streak, late === 1),
    ),
    count > first.length ? texts.boardMore(count) : undefined,
    record?.d === day || openSpan(campaign, event.at, group)
      ? texts.boardMe(record?.d === day ? record.p : undefined)
      : undefined,
  );
}
