import { dateOfDay, dayNumber, mondayOf, shortDate, weekOfDay } from '../../calendar/dates.ts';
import { showDay } from '../../calendar/show-moment.ts';
import type { CommandContext } from '../../commands/command.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines } from '../../domain/message.ts';
import { put } from '../../domain/state.ts';
import { award } from '../points/award.ts';
import { balanceOf } from '../points/ledger.ts';
import { isScheduled } from './asked-days.ts';
import { dayRef, rewardsFor } from './awards.ts';
import type { Campaign } from './campaign.ts';
import { hasDay } from './day-set.ts';
import type { Desk } from './desk.ts';
import { isPausedOn, withMadeUp } from './edit-record.ts';
import { isAhead, leadingDay, looksLikeDay } from './parse-day.ts';
import { cleanWords, cutWords, missingProof } from './proof.ts';
import { type Record, recordRows, WORD_ROWS_MS, wordRows } from './rows.ts';
import { unitOf } from './show-campaign.ts';
import { texts } from './texts.ts';
import { rememberUndo } from './undo.ts';
import { doneDays, madeUpDays, type View, within } from './view.ts';

type MakeUp = NonNullable<Campaign['makeup']>;

/** First day of the cycle in which make-ups are counted. */
const cycleOf = ({ per }: MakeUp, day: number): number => {
  switch (per) {
    case 'week':
      return mondayOf(weekOfDay(day));
    case 'month':
      return dayNumber(`${dateOfDay(day).slice(0, 8)}01`);
    case 'campaign':
      return 0;
    default:
      return per satisfies never;
  }
};
const used = (makeup: MakeUp, record: Record | undefined, today: number): number =>
  record?.q?.[0] === cycleOf(makeup, today) ? record.q[1] : 0;

/** Make-ups the member may still ask for in this cycle; undefined where the campaign has none. */
export const makeUpsLeft = (
  { makeup }: Campaign,
  record: Record | undefined,
  today: number,
): number | undefined => makeup && Math.max(0, makeup.quota - used(makeup, record, today));

/** `补卡 [昨天|11-18] [内容]`: fills a missed day in, once it is allowed, paid for and proven like any other. */
export function makeUp(context: CommandContext, desk: Desk, campaign: Campaign, typed: string): Outcome {
  const { event, state } = context;
  const { makeup } = campaign;
  if (!makeup) return refused(texts.makeUpNone(campaign.title));
  const me = event.actor.id;
  const view = desk.view(campaign);
  const today = dayNumber(view.today);
  const record = desk.record(campaign, me);
  const left = makeUpsLeft(campaign, record, today) ?? 0;
  if (left === 0) return refused(desk.texts.makeUpQuota(makeup.quota, makeup.per));
  const said = leadingDay(typed, view.today);
  if (!said && isAhead(typed)) return refused(texts.makeUpFuture);
  // To guess would spend one of few.
  if (!said && looksLikeDay(typed)) return refused(texts.makeUpWhich);
  const day = said ? dayNumber(said.day) : lastMissed(view, record, today, makeup.back);
  if (day === undefined) return refused(texts.makeUpNothing(makeup.back));
  const problem = cannotMakeUp(desk, view, record, day, makeup);
  if (problem) return refused(problem);
  const words = cleanWords(said ? said.rest : typed);
  const missing = missingProof(desk.texts, campaign, words, event);
  if (missing) return refused(missing);
  const balance = balanceOf(state, me);
  if (balance < makeup.cost) return refused(texts.makeUpPoor(makeup.cost, balance));

  const after: Record = {
    ...withMadeUp(record, day, makeup.restoresStreak),
    q: [cycleOf(makeup, today), used(makeup, record, today) + 1],
  };
  const was = view.standing(record).streak;
  const streak = view.standing(after).streak;
  const ref = `${dayRef(campaign, day)}/m`;
  const points = campaign.points?.each ?? 0;
  const rewards = rewardsFor(desk, campaign, event.actor, { ref, points, before: was, after: streak });
  const rows = wordRows(campaign.key, day);
  return {
    reply: lines(
      desk.texts.madeUp(showDay(dateOfDay(day), view.today), makeup.restoresStreak, streak, unitOf(campaign)),
      texts.rewards(rewards.points, rewards.badges),
      texts.makeUpLeft(left - 1, makeup.cost),
    ),
    raise: [
      ...(makeup.cost > 0
        ? [award(event.actor, { delta: -makeup.cost, reason: `补卡 ${campaign.title}`, ref })]
        : []),
      ...rewards.raise,
    ],
    writes: [
      ...desk.welcomeBack(me),
      ...view.writes,
      put(recordRows(campaign.key), me, after),
      ...(words === '' ? [] : [put(rows, me, cutWords(words), WORD_ROWS_MS)]),
      rememberUndo(context, campaign, {
        what: '补卡',
        before: record,
        after,
        ref,
        ...(words !== '' && { words: { day, before: state.get(rows, me) } }),
      }),
    ],
  };
}
const refused = (reply: Outcome['reply'] & object): Outcome => ({
  reply,
  trail: [{ by: 'feature:checkin', outcome: 'refused' }],
});

/** Whether a day can be filled in at all, and why not. */
function cannotMakeUp(desk: Desk, view: View, record: Record | undefined, day: number, { back }: MakeUp) {
  const today = dayNumber(view.today);
  const date = dateOfDay(day);
  const shown = shortDate(date);
  if (day > today) return texts.makeUpFuture;
  const { start } = view.campaign;
  if (start !== undefined && date < start) return texts.makeUpNotBegun(shortDate(start));
  if (hasDay(doneDays(record), day) || hasDay(madeUpDays(record), day)) return texts.makeUpDone(shown);
  if (!view.day(day).asked && !isScheduled(view.campaign, date, desk.where.own))
    return texts.makeUpNotAsked(shown);
  if (view.campaign.frequency === 'once') return texts.makeUpNone(view.campaign.title);
  if (isPausedOn(record, day) || within(view.meta.pz, day)) return texts.makeUpPaused(shown);
  if (!view.day(day).closed) return texts.makeUpOpen;
  if (today - day > back) return texts.makeUpTooOld(back);
  return undefined;
}

/** The latest day worth filling in: one that broke the streak before one that was rest. */
function lastMissed(view: View, record: Record | undefined, today: number, back: number): number | undefined {
  const { marks, first } = view.standing(record);
  const days = Array.from({ length: back }, (_, n) => today - 1 - n).filter((day) => {
    const { asked, closed, excused } = view.day(day);
    return (
      asked &&
      closed &&
      !excused &&
      !hasDay(doneDays(record), day) &&
      !hasDay(madeUpDays(record), day) &&
      !isPausedOn(record, day)
    );
  });
  return days.find((day) => marks[day - first] !== 'rest') ?? days[0];
}
