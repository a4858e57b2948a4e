import type { MemberRef } from '../domain/chat.ts';
import type { Outcome, PlannedEffect, RaisedEvent, TrailEntry } from '../domain/decision.ts';
import { lines, type Message } from '../domain/message.ts';
import { peopleIn } from '../domain/people.ts';
import type { Write } from '../domain/state.ts';
import type { CompiledRule } from './compile-rule.ts';
import { rested } from './cooldown.ts';
import { textOfEvent } from './event-kinds.ts';
import type { Facts } from './facts.ts';
import { gather } from './merge.ts';
import { type Post, planUnasked } from './plan-unasked.ts';
import { runRule } from './run-rule.ts';

/** Tries rules in order and gathers what those that match want: one reply, posts within the attention budget. */
export function collectOutcome(
  rules: readonly CompiledRule[],
  facts: Omit<Facts, 'member'>,
  mayReply: boolean,
  replies: 'first-wins' | 'all',
): Outcome {
  const { context, group } = facts;
  let reply: Message | undefined;
  const posts: Post[] = [];
  const effects: PlannedEffect[] = [];
  const writes: Write[] = [];
  const raise: RaisedEvent[] = [];
  const trail: TrailEntry[] = [];
  for (const compiled of rules) {
    const matched = matching(facts, compiled);
    if (!matched) continue;
    const { rule, kind } = compiled;
    const by = `rule:${rule.id}`;
    const members = rested(rule, matched, context);
    if (!members) {
      trail.push({ by, outcome: 'not-matched', why: '冷却时间还没有过' });
      continue;
    }
    trail.push({ by, outcome: 'matched' });
    if (rule.merge) {
      const waiting = gather(rule, rule.merge.window, members, context, group.id);
      append(effects, waiting.effects ?? []);
      append(writes, waiting.writes ?? []);
      append(trail, waiting.trail ?? []);
    } else {
      const text = kind.text ? textOfEvent(context.event) : undefined;
      const wanted = runRule(compiled, context, group, members, text);
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
    }
    if (rule.stop) break;
  }
  const planned = posts.length > 0 ? planUnasked(context, group, posts, { held: 'together' }) : undefined;
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
  { kind, test }: CompiledRule,
): readonly MemberRef[] | undefined => {
  const people = peopleIn(facts.context.event);
  if (kind.about === 'members') {
    const passed = people.filter((member) => test(factsAbout(facts, member)));
    return passed.length > 0 ? passed : undefined;
  }
  return test(factsAbout(facts, people[0])) ? people : undefined;
};

/** Spelt out: a spread costs more here than everything else a constant reply needs. */
const factsAbout = (
  { context, group, text, hits }: Omit<Facts, 'member'>,
  member: MemberRef | undefined,
): Facts => ({ context, group, text, hits, member });
