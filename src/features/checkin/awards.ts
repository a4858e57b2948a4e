import { instantOf } from '../../calendar/zone.ts';
import type { MemberRef } from '../../domain/chat.ts';
import type { RaisedEvent } from '../../domain/decision.ts';
import { award } from '../points/award.ts';
import { withinCap } from '../points/ledger.ts';
import type { Campaign } from './campaign.ts';
import type { Desk } from './desk.ts';

/** Streaks that rules hear of even where nobody set points or badges for them. */
const MILESTONES = [3, 7, 21, 30, 100];

export interface Reached {
  readonly milestone: number;
  readonly points: number;
  readonly badge: string | undefined;
}

/** The milestones a streak has just passed, lowest first. */
export const reached = ({ points, badges }: Campaign, before: number, after: number): Reached[] =>
  [
    ...new Set([
      ...MILESTONES,
      ...Object.keys(points?.streak ?? {}).map(Number),
      ...Object.keys(badges ?? {}).map(Number),
    ]),
  ]
    .filter((milestone) => before < milestone && milestone <= after)
    .sort((a, b) => a - b)
    .map((milestone) => ({
      milestone,
      points: points?.streak[String(milestone)] ?? 0,
      badge: badges?.[String(milestone)],
    }));

/** Points for one window of one day by themselves. */
export function pointsFor(
  { points }: Campaign,
  { where }: Desk,
  done: { readonly day: string; readonly at: number; readonly late: boolean },
): number {
  if (!points) return 0;
  const { each, early } = points;
  // Before dayStartsAt it is the night after.
  const before = early && (early.before < where.dayStartsAt ? early.before + 1440 : early.before);
  const isEarly = before !== undefined && !done.late && done.at < instantOf(done.day, before, where.timezone);
  return each + (isEarly && early ? early.extra : 0);
}

/** Where the ledger finds what one day brought. */
export const dayRef = ({ key }: Campaign, day: number): string => `checkin/${key}/${day}`;

export interface Rewards {
  /** What really comes in, the daily cap considered. */
  readonly points: number;
  readonly badges: readonly string[];
  readonly raise: readonly RaisedEvent[];
}

/** Everything a day brings to somebody: points in one booking, badges, and the events rules wait for. */
export function rewardsFor(
  desk: Desk,
  campaign: Campaign,
  member: MemberRef,
  { ref, points, before, after }: { ref: string; points: number; before: number; after: number },
): Rewards {
  const milestones = reached(campaign, before, after);
  const delta = milestones.reduce((sum, milestone) => sum + milestone.points, points);
  const { context, group, at } = desk;
  return {
    points: withinCap(context.state, group, member.id, delta, at),
    badges: milestones.flatMap(({ badge }) => (badge === undefined ? [] : [badge])),
    raise: [
      ...(delta > 0 ? [award(member, { delta, reason: `打卡 ${campaign.title}`, ref })] : []),
      ...milestones.map(
        ({ milestone, badge }): RaisedEvent => ({
          type: 'feature.event',
          name: 'checkin.streak',
          member,
          fields: { title: campaign.title, campaign: campaign.key, streak: milestone, badge: badge ?? '' },
        }),
      ),
    ],
  };
}
