import { z } from 'zod';
import { logicalDay } from '../calendar/logical-day.ts';
import { quietUntil } from '../calendar/quiet-until.ts';
import type { Group } from '../domain/community.ts';
import type { DecisionContext } from '../domain/context.ts';
import type { Outcome, PlannedEffect, TrailEntry } from '../domain/decision.ts';
import type { EffectOf } from '../domain/effects.ts';
import type { Message } from '../domain/message.ts';
import { defineRows, put, type StateView, type Write } from '../domain/state.ts';
import { holdPosts } from './held-posts.ts';
import { leaveNotes, speaksOnlyInReplies } from './notes.ts';

/**
 * Posts of the bot in a group by logical day. Four rows take turns, so the count stays small for ever: yesterday's
 * post that is still being counted and tomorrow's that is held never share a row.
 */
export const budgetRows = defineRows('budget', z.object({ day: z.string(), posts: z.int() }));

/** Something the bot wants to post in the group of the event without having been asked. */
export interface Post {
  readonly effect: EffectOf<'send'>;
  /** Named in the trail: `rule:welcome`, `broadcast:morning`. */
  readonly by: string;
  /** Not before this moment; absent means now. */
  readonly due?: number;
}
export interface PlanUnasked {
  /** `hold` waits for the end of the quiet hours, `send` ignores them. */
  readonly quiet?: 'hold' | 'send';
  /** `stop` drops what is over the limit of the day, `count` only counts (broadcasts). */
  readonly limit?: 'stop' | 'count';
  /** `together`: what is held to the same moment goes out as one message, and counts as one. */
  readonly held?: 'together' | 'apart';
}

/**
 * The attention budget of a group: holds posts over the quiet hours, counts them for the day they go out and drops
 * what is over `dailyLimit`. Give it ALL posts of one decision at once, since they are counted in one row.
 */
export function planUnasked(
  context: DecisionContext,
  group: Group,
  posts: readonly Post[],
  { quiet = 'hold', limit = 'stop', held: how = 'apart' }: PlanUnasked = {},
): Outcome {
  const effects: PlannedEffect[] = [];
  const trail: TrailEntry[] = [];
  const counts = new Map<string, number>();
  const waiting = holdPosts(context.state, group.id);
  const notes: Message[] = [];
  for (const { effect, by, due } of posts) {
    if (effect.group === group.id && speaksOnlyInReplies(group)) {
      notes.push(effect.message);
      trail.push({ by, outcome: 'held', why: '本群没有能主动发消息的通道,附在下一次回复后面' });
      continue;
    }
    const wanted = due ?? context.now;
    const held = quiet === 'hold' ? quietUntil(wanted, group.quietHours, group.timezone) : undefined;
    const at = held ?? wanted;
    const own = effect.group === group.id;
    const joins = how === 'together' && own && held !== undefined;
    // A post for another group (the test group) is not in this group's budget.
    if (group.dailyLimit !== undefined && own && !(joins && waiting.waits(at))) {
      const day = dayOf(group, at);
      const already = counts.get(day) ?? postsOn(context.state, day);
      if (limit === 'stop' && already >= group.dailyLimit) {
        trail.push({ by, outcome: 'dropped', why: `本群每天最多主动发 ${group.dailyLimit} 条,已用完` });
        continue;
      }
      counts.set(day, already + 1);
    }
    if (joins && !waiting.add(at, effect)) {
      trail.push({ by, outcome: 'dropped', why: '等到早上的消息太多了' });
      continue;
    }
    if (held !== undefined) trail.push({ by, outcome: 'held', why: '安静时段,等结束后再发' });
    if (joins) continue;
    effects.push(at > context.now ? { effect, due: at } : { effect });
  }
  const writes: Write[] = [
    ...[...counts].map(([day, n]) => put(budgetRows, rowOf(day), { day, posts: n })),
    ...waiting.writes(),
    ...(notes.length > 0 ? [leaveNotes(context.state, notes)] : []),
  ];
  effects.push(...waiting.effects());
  return { effects, trail, ...(writes.length > 0 && { writes }) };
}

/** What the bot has posted in the group by itself on the logical day of `now`, held posts included. */
export const postsToday = (state: StateView, group: Group, now: number): number =>
  postsOn(state, dayOf(group, now));

const dayOf = (group: Group, at: number) => logicalDay(at, group.timezone, group.dayStartsAt);
const rowOf = (day: string) => String(Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000) % 4);
const postsOn = (state: StateView, day: string): number => {
  const row = state.get(budgetRows, rowOf(day));
  return row?.day === day ? row.posts : 0;
};
