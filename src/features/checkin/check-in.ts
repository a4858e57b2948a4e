import { clockTime } from '../../calendar/clock-time.ts';
import { dayNumber } from '../../calendar/dates.ts';
import type { CommandContext } from '../../commands/command.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines, type Message } from '../../domain/message.ts';
import { put, type Write } from '../../domain/state.ts';
import { nextSpan, openSpan, windowsOf } from './asked-days.ts';
import { dayRef, pointsFor, rewardsFor } from './awards.ts';
import { type Campaign, perWeekOf } from './campaign.ts';
import { countDays, hasDay, lastDay } from './day-set.ts';
import type { Desk } from './desk.ts';
import { withDone } from './edit-record.ts';
import { cleanWords, cutWords, missingProof } from './proof.ts';
import { placeRow, placeRows, type Record, recordRows, WORD_ROWS_MS, wordRows } from './rows.ts';
import { showHours, showSpan, unitOf } from './show-campaign.ts';
import { texts } from './texts.ts';
import { rememberUndo } from './undo.ts';
import { doneDays, within } from './view.ts';

/** One check-in, judged by when it was said. */
export function checkIn(
  context: CommandContext,
  desk: Desk,
  campaign: Campaign,
  content: string,
  title: string | undefined,
): Outcome {
  const { event, state } = context;
  const me = event.actor.id;
  const found = openSpan(campaign, event.at, desk.where);
  if (!found) return { reply: shut(desk, campaign) };
  const { span, late } = found;
  const day = dayNumber(span.day);
  const view = desk.view(campaign);
  if (within(view.meta.pz, day)) return { reply: texts.campaignPaused(campaign.title) };
  const before = desk.record(campaign, me);
  const words = cleanWords(content);
  const missing = missingProof(desk.texts, campaign, words, event);
  if (isDone(campaign, before, day, span.index))
    return again(context, desk, campaign, { day, words: missing ? '' : words, record: before, title });
  if (missing) return { reply: missing };

  const isFirst = !hasDay(doneDays(before), day);
  const given = state.get(placeRows(campaign.key), placeRow(day));
  const place = isFirst ? (given?.day === day ? given.n : 0) + 1 : (before?.t?.[1] ?? 1);
  const after = withDone(before, { day, late, place, window: span.index });
  const was = view.standing(before).streak;
  const streak = view.standing(after).streak;
  const ref = `${dayRef(campaign, day)}/${span.index}`;
  const points = pointsFor(campaign, desk, { day: span.day, at: event.at, late });
  const rewards = rewardsFor(desk, campaign, event.actor, { ref, points, before: was, after: streak });
  const next = nextSpan(campaign, view.today, span.closes - 1, desk.where);
  const close = windowsOf(campaign, desk.where)[span.index]?.close ?? 0;
  const rows = wordRows(campaign.key, day);
  const wordsBefore = words === '' ? undefined : state.get(rows, me);
  return {
    reply: lines(
      isFirst
        ? desk.texts.done(place, progress(campaign, after, day, streak), late, title)
        : desk.texts.doneAgain(span.index + 1, late, title),
      texts.rewards(rewards.points, rewards.badges),
      late ? desk.texts.lateWhy(clockTime(close)) : undefined,
      next && campaign.frequency !== 'once'
        ? desk.texts.next(showSpan(campaign, next, view.today, desk.where))
        : desk.texts.lastDay(countDays(doneDays(after))),
    ),
    raise: [
      {
        type: 'feature.event',
        name: 'checkin.done',
        member: event.actor,
        fields: { title: campaign.title, campaign: campaign.key, place, streak, late },
      },
      ...rewards.raise,
    ],
    writes: [
      ...desk.welcomeBack(me),
      ...view.writes,
      put(recordRows(campaign.key), me, after),
      ...(isFirst ? [put(placeRows(campaign.key), placeRow(day), { day, n: place })] : []),
      ...(words === '' ? [] : [put(rows, me, cutWords(words), WORD_ROWS_MS)]),
      rememberUndo(context, campaign, {
        what: '打卡',
        before,
        after,
        ref,
        ...(isFirst && { place: { day, n: place } }),
        ...(words !== '' && { words: { day, before: wordsBefore } }),
      }),
    ],
  };
}

/** One done makes the day; every window counts once. A campaign of one check-in is done with one. */
const isDone = (
  { frequency, windows }: Campaign,
  record: Record | undefined,
  day: number,
  window: number,
): boolean => {
  const done = doneDays(record);
  if (frequency === 'once') return lastDay(done) !== undefined;
  if (!hasDay(done, day)) return false;
  // Of older days it is not known which window was done.
  if (windows.length < 2 || record?.t?.[0] !== day) return true;
  return ((record.t[2] >> window) & 1) === 1;
};

function again(
  context: CommandContext,
  desk: Desk,
  campaign: Campaign,
  {
    day,
    words,
    record,
    title,
  }: { day: number; words: string; record: Record | undefined; title: string | undefined },
): Outcome {
  const { state, event } = context;
  const me = event.actor.id;
  const { streak } = desk.view(campaign).standing(record);
  const said =
    record?.t?.[0] === day
      ? desk.texts.again(record.t[1], `连续 ${streak} ${unitOf(campaign)}`, title)
      : texts.againEarlier(title);
  if (words === '' || !record) return { reply: said };
  const rows = wordRows(campaign.key, day);
  const before = state.get(rows, me);
  const undo: Write = rememberUndo(context, campaign, {
    what: '修改',
    before: record,
    after: record,
    words: { day, before },
  });
  return {
    reply: lines(said, texts.replaced),
    writes: [put(rows, me, cutWords(words), WORD_ROWS_MS), undo],
  };
}

/** `打卡 修改 …`: another text for what is done today, as good as the first had to be. */
export function editWords(context: CommandContext, desk: Desk, campaign: Campaign, content: string): Outcome {
  const words = cleanWords(content);
  // A picture was shown with the check-in itself.
  const missing = missingProof(desk.texts, { ...campaign, image: false }, words, context.event);
  if (missing) return { reply: missing };
  const record = desk.record(campaign, context.event.actor.id);
  const day = dayNumber(desk.view(campaign).today);
  return { ...again(context, desk, campaign, { day, words, record, title: undefined }), reply: texts.edited };
}

/** `连续 3 天`, or `本周 2/3 次 · 连续 4 周`. */
const progress = (campaign: Campaign, record: Record, day: number, streak: number): string => {
  const perWeek = perWeekOf(campaign);
  const run = `连续 ${streak} ${unitOf(campaign)}`;
  if (perWeek === undefined) return run;
  const monday = day - ((day + 3) % 7);
  return `本周 ${countDays(doneDays(record), monday, monday + 6)}/${perWeek} 次 · ${run}`;
};

/** Outside every window: why, and when the next one opens. */
function shut(desk: Desk, campaign: Campaign): Message {
  const { at, where } = desk;
  const { today } = desk.view(campaign);
  const next = nextSpan(campaign, today, at, where);
  const when = next && showSpan(campaign, next, today, where);
  if (when !== undefined && campaign.start !== undefined && today < campaign.start)
    return desk.texts.notBegun(campaign.title, when);
  if (when === undefined && campaign.end !== undefined) return desk.texts.ended(campaign.title);
  return desk.texts.shut(campaign.title, showHours(campaign), when);
}
