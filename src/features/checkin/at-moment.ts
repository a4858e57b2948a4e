import { dateOfDay } from '../../calendar/dates.ts';
import type { Outcome, PlannedEffect, RaisedEvent } from '../../domain/decision.ts';
import { memberIdSchema } from '../../domain/ids.ts';
import { memberRows } from '../../domain/people.ts';
import { closedThrough, isRunning } from './asked-days.ts';
import type { Campaign } from './campaign.ts';
import { type Desk, refOf } from './desk.ts';
import { CHECKIN_TIMER, type Moment, momentsOf, nextMoment, payloadOf } from './moments.ts';
import { remind } from './remind.ts';
import { postSummary, postWeekly } from './summary.ts';

/** So late a reminder or a summary still makes sense. */
const GRACE_MS = 30 * 60_000;
/** Members told of in one go; each is an event of its own for the rules. */
const AT_ONCE = 40;
const by = 'feature:checkin';

/** What a campaign does by itself at one moment. `own` timers (of campaigns made in the chat) set the next one. */
export function atMoment(desk: Desk, campaign: Campaign, moment: Moment, own: boolean): Outcome {
  const again = own && moment.after === undefined ? rearm(desk, campaign, moment) : [];
  const late = desk.context.now - desk.at > GRACE_MS;
  const outcome = late && moment.what !== 'close' ? tooLate : run(desk, campaign, moment);
  const { writes } = desk.view(campaign);
  return {
    ...outcome,
    effects: [...(outcome.effects ?? []), ...again],
    writes: [...(outcome.writes ?? []), ...writes],
  };
}
const tooLate: Outcome = { trail: [{ by, outcome: 'dropped', why: '晚了半个多小时,不再补发' }] };

const run = (desk: Desk, campaign: Campaign, moment: Moment): Outcome => {
  switch (moment.what) {
    case 'remind':
      return remind(desk, campaign);
    case 'close':
      return closeDay(desk, campaign, moment);
    case 'summary':
      return postSummary(desk, campaign);
    case 'weekly':
      return postWeekly(desk, campaign);
    default:
      return moment.what satisfies never;
  }
};

/** A day is over: rules hear of everybody who takes part and missed it. Nothing is written; streaks follow from the days. */
function closeDay(desk: Desk, campaign: Campaign, moment: Moment): Outcome {
  const view = desk.view(campaign);
  const day = moment.day ?? closedThrough(campaign, desk.at, desk.where);
  const members = desk.context.state.all(memberRows);
  const missed = [...desk.records(campaign)]
    .filter(([member]) => members.get(member)?.left === undefined)
    .map(([member, record]) => ({ member, standing: view.standing(record) }))
    .filter(({ standing }) => standing.lastMissed === day)
    .sort((a, b) => (a.member < b.member ? -1 : 1));
  const rest = missed.filter(({ member }) => moment.after === undefined || member > moment.after);
  const now = rest.slice(0, AT_ONCE);
  const last = now.at(-1);
  const more = rest.length > now.length && last ? [goOn(desk, { ...moment, day, after: last.member })] : [];
  return {
    raise: now.map(
      ({ member, standing }): RaisedEvent => ({
        type: 'feature.event',
        name: 'checkin.missed',
        member: refOf(memberIdSchema.parse(member), members.get(member)),
        fields: {
          title: campaign.title,
          campaign: campaign.key,
          day: dateOfDay(day),
          lost: standing.change?.type === 'broken' && standing.change.day === day ? standing.change.from : 0,
        },
      }),
    ),
    effects: more,
  };
}

const goOn = ({ group }: Desk, moment: Moment): PlannedEffect => ({
  effect: { type: 'timer', group: group.id, timer: CHECKIN_TIMER, payload: payloadOf(moment) },
});

const rearm = (desk: Desk, campaign: Campaign, moment: Moment): PlannedEffect[] => {
  const { at, context, group, where } = desk;
  if (!isRunning(campaign, at, where)) return [];
  const due = nextMoment(moment, Math.max(at, context.now), group.timezone);
  return [{ ...goOn(desk, moment), due }];
};

/** The first timers of a campaign made in the chat. */
export const armAll = (desk: Desk, campaign: Campaign): PlannedEffect[] =>
  momentsOf(campaign, desk.where).map((moment) => ({
    ...goOn(desk, moment),
    due: nextMoment(moment, desk.at, desk.group.timezone),
  }));
