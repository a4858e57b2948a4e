import type { MemberRef } from '../domain/chat.ts';
import type { Community } from '../domain/community.ts';
import type { DecisionContext } from '../domain/context.ts';
import type { Outcome, PlannedEffect, RaisedEvent, TrailEntry } from '../domain/decision.ts';
import { lines, type Message } from '../domain/message.ts';
import type { Write } from '../domain/state.ts';
import { applyMode } from './apply-mode.ts';
import type { CompiledRule } from './compile-rule.ts';
import type { Facts } from './conditions.ts';
import { notifyTarget } from './notify-target.ts';
import { type Post, planUnasked } from './plan-unasked.ts';
import { runSteps } from './run-steps.ts';

export interface CollectDeps {
  readonly community: Community;
  readonly reply: 'first-wins' | 'all';
}

/** Tries rules in order and gathers what those that match want: one reply, posts within the attention budget. */
export function collectOutcome(
  rules: readonly CompiledRule[],
  facts: Omit<Facts, 'member'>,
  mayReply: boolean,
  { community, reply: replies }: CollectDeps,
): Outcome {
  const { context, group } = facts;
  const { event } = context;
  let reply: Message | undefined;
  const posts: Post[] = [];
  const effects: PlannedEffect[] = [];
  const writes: Write[] = [];
  const raise: RaisedEvent[] = [];
  const trail: TrailEntry[] = [];
  for (const { rule, test, steps } of rules) {
    const members = matching(facts, test);
    if (!members) continue;
    const by = `rule:${rule.id}`;
    trail.push({ by, outcome: 'matched' });
    const text = event.type === 'message.received' ? event.text : undefined;
    const notify = () => notifyTarget(community, group);
    const run = { rule: rule.id, context: about(context, members), group, members, text, notify };
    const wanted = applyMode(rule, runSteps(steps, run), run, community.testGroup);
    if (wanted.reply) {
      if (!mayReply) trail.push({ by, outcome: 'dropped', why: '命令已经回复了' });
      else if (!reply) reply = wanted.reply;
      else if (replies === 'all') reply = lines(reply, wanted.reply);
      else trail.push({ by, outcome: 'dropped', why: '前面的规则已经回复了' });
    }
    append(posts, wanted.posts);
    append(effects, wanted.effects);
    append(writes, wanted.writes);
    append(raise, wanted.raise);
    append(trail, wanted.trail);
    if (rule.stop) break;
  }
  const planned = posts.length > 0 ? planUnasked(context, group, posts) : undefined;
  const rest = {
    effects: planned?.effects ? [...effects, ...planned.effects] : effects,
    writes: planned?.writes ? [...writes, ...planned.writes] : writes,
    raise,
    trail: planned?.trail ? [...trail, ...planned.trail] : trail,
  };
  return reply ? { reply, ...rest } : rest;
}

const append = <T>(to: T[], from: readonly T[]): void => {
  for (const item of from) to.push(item);
};

/** Those the rule is about when it matches; undefined when it does not. Newcomers are judged one by one. */
const matching = (
  facts: Omit<Facts, 'member'>,
  test: CompiledRule['test'],
): readonly MemberRef[] | undefined => {
  const { event } = facts.context;
  if (event.type === 'member.joined' || event.type === 'member.left') {
    const passed = event.members.filter((member) => test(factsAbout(facts, member)));
    return passed.length > 0 ? passed : undefined;
  }
  const member = 'actor' in event ? event.actor : undefined;
  if (!test(factsAbout(facts, member))) return undefined;
  return member ? [member] : [];
};

/** Spelt out: a spread costs more here than everything else a constant reply needs. */
const factsAbout = (
  { context, group, text, hits }: Omit<Facts, 'member'>,
  member: MemberRef | undefined,
): Facts => ({ context, group, text, hits, member });

/** For actions of features: the event with only the newcomers that the rule is about. */
const about = (context: DecisionContext, members: readonly MemberRef[]): DecisionContext => {
  const { event } = context;
  if (event.type !== 'member.joined' && event.type !== 'member.left') return context;
  return event.members.length === members.length
    ? context
    : { ...context, event: { ...event, members: [...members] } };
};
