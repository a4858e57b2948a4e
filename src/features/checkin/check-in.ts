import { clockTime } from '../../calendar/clock-time.ts';
import { dayNumber } from '../../calendar/dates.ts';
import { logicalDay } from '../../calendar/logical-day.ts';
import type { CommandContext } from '../../commands/command.ts';
import type { Group } from '../../domain/community.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines, type Message } from '../../domain/message.ts';
import { put, type Write } from '../../domain/state.ts';
import { type Campaign, nextSpan, windowsOf } from './campaign.ts';
import { countDay, streakOn } from './count-day.ts';
import { openSpan } from './pick.ts';
import {
  BOARD_CHUNK,
  BOARD_ROWS_MS,
  boardRows,
  DAY_ROWS_MS,
  dayRows,
  recordRows,
  WORD_ROWS_MS,
  wordRows,
} from './rows.ts';
import { showHours, showSpan } from './show-campaign.ts';
import { texts } from './texts.ts';

/** Longest text that is kept, in characters. */
const WORDS_MAX = 200;

/** One check-in, judged by when it was said. */
export function checkIn(
  context: CommandContext,
  group: Group,
  campaign: Campaign,
  content: string,
  title: string | undefined,
): Outcome {
  const { event, state } = context;
  const me = event.actor.id;
  const found = openSpan(campaign, event.at, group);
  if (!found) return { reply: shut(campaign, event.at, group) };
  const { span, late } = found;
  const day = dayNumber(span.day);
  const words = clean(content);
  const long = [...words].length >= campaign.minText;
  const keep: Write[] =
    words !== '' && long ? [put(wordRows(campaign.key, day), me, cut(words), WORD_ROWS_MS)] : [];
  const before = state.get(recordRows(campaign.key), me);
  const place = (state.get(dayRows(campaign.key), String(day))?.n ?? 0) + 1;
  const after = countDay(campaign, before, { day, late, place });
  if (!after) {
    const again = before?.d === day ? texts.again(before.p, before.s, title) : texts.againEarlier(title);
    return { reply: lines(again, keep.length > 0 ? texts.replaced : undefined), writes: keep };
  }
  if (!long) return { reply: texts.tooShort(campaign.minText) };
  const chunk = String(Math.floor((place - 1) / BOARD_CHUNK));
  const board = boardRows(campaign.key, day);
  const streak = streakOn(campaign, after, day);
  const listed = [
    ...(state.get(board, chunk) ?? []),
    [me, streak, late ? 1 : 0] satisfies [typeof me, number, 0 | 1],
  ];
  const today = logicalDay(event.at, group.timezone, group.dayStartsAt);
  const next = nextSpan(campaign, today, span.closes - 1, group);
  const close = windowsOf(campaign, group)[span.index]?.close ?? 0;
  return {
    reply: lines(
      texts.done(place, streak, late, title),
      late ? texts.lateWhy(clockTime(close)) : undefined,
      next ? texts.next(showSpan(campaign, next, today, group)) : texts.lastDay(after.n),
    ),
    raise: [
      {
        type: 'feature.event',
        name: 'checkin.done',
        member: event.actor,
        fields: { title: campaign.title, place, streak, late },
      },
    ],
    writes: [
      put(recordRows(campaign.key), me, after),
      put(dayRows(campaign.key), String(day), { n: place }, DAY_ROWS_MS),
      { collection: board.collection, row: chunk, value: listed, ttlMs: BOARD_ROWS_MS },
      ...keep,
    ],
  };
}

/** Outside every window: why, and when the next one opens. */
const shut = (campaign: Campaign, at: number, group: Group): Message => {
  const today = logicalDay(at, group.timezone, group.dayStartsAt);
  const next = nextSpan(campaign, today, at, group);
  const when = next && showSpan(campaign, next, today, group);
  if (when !== undefined && campaign.start !== undefined && today < campaign.start)
    return texts.notBegun(campaign.title, when);
  if (when === undefined && campaign.end !== undefined) return texts.ended(campaign.title);
  return texts.shut(campaign.title, showHours(campaign), when);
};
const clean = (content: string) =>
  content
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .trim();
const cut = (words: string) => [...words].slice(0, WORDS_MAX).join('');
