import { dateOfDay, dayNumber } from '../../calendar/dates.ts';
import { spanOf } from '../../calendar/windows.ts';
import { listenerIn } from '../../domain/community.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines, type Message, mention } from '../../domain/message.ts';
import { put } from '../../domain/state.ts';
import { planUnasked } from '../../rules/plan-unasked.ts';
import { isScheduled, openSpan, windowsOf } from './asked-days.ts';
import type { Campaign } from './campaign.ts';
import { withCheckinCard } from './card.ts';
import { lastDay } from './day-set.ts';
import type { Desk } from './desk.ts';
import { type Missing, missingOn } from './roll-call.ts';
import { INDEX, nudgeRows, personRows } from './rows.ts';
import { showHours } from './show-campaign.ts';
import { texts } from './texts.ts';
import { doneDays } from './view.ts';

/** Rounds without a check-in after which somebody is left in peace. */
const SILENT_ROUNDS = 3;
/** One reminder a day and one follow-up. */
const A_DAY = 2;
const MENTIONS = 10;
const by = 'feature:checkin';

interface Round {
  readonly named: readonly Missing[];
  /** Named for the last time: told that this was it. */
  readonly last: readonly Missing[];
  /** Not done either, but not named. */
  readonly others: number;
  readonly nudges: { readonly [member: string]: readonly [number, number, number] };
}

/** Whom a reminder names, and what is kept of it. `asked`: an operator wants it, whatever was said before today. */
function planRound(desk: Desk, campaign: Campaign, day: number, asked: boolean): Round {
  const { state } = desk.context;
  const known = state.get(nudgeRows(campaign.key), INDEX) ?? {};
  const nudges: { [member: string]: [number, number, number] } = { ...known };
  const people = state.all(personRows);
  const missing = missingOn(desk, campaign, day);
  const most = campaign.reminders?.mentions ?? MENTIONS;
  const named: Missing[] = [];
  const last: Missing[] = [];
  for (const one of missing) {
    const { id } = one.member;
    if (people.get(id)?.off || named.length >= most) continue;
    const [silent = 0, on = 0, times = 0] = known[id] ?? [];
    const came = (lastDay(doneDays(one.record)) ?? -1) >= on;
    const before = came ? 0 : silent;
    if (on === day && times >= A_DAY) continue;
    if (on !== day && before >= SILENT_ROUNDS && !asked) continue;
    const rounds = on === day ? silent : before + 1;
    nudges[id] = [rounds, day, on === day ? times + 1 : 1];
    named.push(one);
    if (rounds === SILENT_ROUNDS && on !== day) last.push(one);
  }
  return { named, last, others: missing.length - named.length, nudges };
}

const wordRound = (desk: Desk, campaign: Campaign, { named, last, others }: Round): Message => {
  const { texts } = desk;
  const words = lines(
    texts.remind(
      campaign.title,
      showHours(campaign),
      named.map(({ member }) => mention(member)),
      others,
      listenerIn(desk.context.community, desk.group),
    ),
    last.length === 0 ? undefined : texts.remindLast(last.map(({ member }) => member.name ?? '')),
  );
  return { ...withCheckinCard(desk, campaign, words), mentions: named.map(({ member }) => member) };
};

const canPush = ({ capabilities: { says } }: Desk['group']) => says.has('text') || says.has('markdown');

/** A reminder at one of the hours set: to those alone who have not done it, still can, and have not been silent for long. */
export function remind(desk: Desk, campaign: Campaign): Outcome {
  const { context, group, at, where } = desk;
  const day = dayToRemind(desk, campaign);
  if (day === undefined || !canPush(group)) return {};
  const round = planRound(desk, campaign, day, false);
  if (round.named.length === 0) return { trail: [{ by, outcome: 'not-matched', why: '没有要提醒的人' }] };
  const effect = {
    type: 'send' as const,
    group: group.id,
    message: wordRound(desk, campaign, round),
    origin: { source: by, event: context.event.id, version: context.version },
  };
  const planned = planUnasked(context, group, [{ effect, by }]);
  // Held over the quiet hours it would come when the window has shut; dropped or held, nobody was reminded.
  const sent = planned.effects?.some(
    ({ due }) => due === undefined || due < closes(campaign, day, where, at),
  );
  if (!sent) return { trail: [{ by, outcome: 'held', why: '安静时段或今日条数已满,这次不提醒' }] };
  return {
    ...planned,
    writes: [...(planned.writes ?? []), put(nudgeRows(campaign.key), INDEX, mutable(round.nudges))],
  };
}
const closes = (campaign: Campaign, day: number, where: Desk['where'], at: number): number =>
  Math.max(
    at + 1,
    ...windowsOf(campaign, where).map((window, n) => spanOf(window, n, dateOfDay(day), where).closes),
  );
const mutable = (nudges: Round['nudges']) =>
  Object.fromEntries(
    Object.entries(nudges).map(([id, [a, b, c]]) => [id, [a, b, c] satisfies [number, number, number]]),
  );

/** The day a reminder is about: of the open window, or of one that opens later today. */
function dayToRemind({ at, where, view }: Desk, campaign: Campaign): number | undefined {
  const open = openSpan(campaign, at, where);
  if (open) return dayNumber(open.span.day);
  const { today } = view(campaign);
  if (!isScheduled(campaign, today, where.own)) return undefined;
  const ahead = windowsOf(campaign, where).some((window, n) => spanOf(window, n, today, where).opens > at);
  return ahead ? dayNumber(today) : undefined;
}

/** `/打卡 催`: the same, now, because an operator wants it. */
export function urge(desk: Desk, campaign: Campaign): Outcome {
  const { context, group } = desk;
  const day = dayToRemind(desk, campaign);
  if (day === undefined) return { reply: texts.urgeShut(campaign.title) };
  const round = planRound(desk, campaign, day, true);
  if (round.named.length === 0) return { reply: texts.urgeNobody(campaign.title) };
  const message = wordRound(desk, campaign, round);
  const writes = [put(nudgeRows(campaign.key), INDEX, mutable(round.nudges))];
  if (!canPush(group)) return { reply: message, writes };
  const effect = {
    type: 'send' as const,
    group: group.id,
    message,
    origin: { source: 'command:checkin.urge', event: context.event.id, version: context.version },
  };
  const planned = planUnasked(context, group, [{ effect, by: 'command:checkin.urge' }], {
    quiet: 'send',
    limit: 'count',
  });
  return {
    ...planned,
    // A message push has no buttons: here they come with the answer.
    reply: withCheckinCard(desk, campaign, texts.urged(round.named.length)),
    writes: [...writes, ...(planned.writes ?? [])],
  };
}
