import { z } from 'zod';
import { memberRefSchema } from '../domain/chat.ts';
import type { Group } from '../domain/community.ts';
import type { DecisionContext } from '../domain/context.ts';
import type { Outcome } from '../domain/decision.ts';
import type { EventOf } from '../domain/events.ts';
import { memberRows } from '../domain/people.ts';
import type { Write } from '../domain/state.ts';
import { asReplacedBy } from './about-members.ts';
import { applyMode } from './apply-mode.ts';
import type { CompiledRule } from './compile-rule.ts';
import { stepsAfter } from './compile-steps.ts';
import { heldTimer, releaseHeld } from './held-posts.ts';
import { gathered, mergeTimer } from './merge.ts';
import { planUnasked } from './plan-unasked.ts';
import { runRule } from './run-rule.ts';
import { afterTimer, runSteps, type Wanted } from './run-steps.ts';

const payloadSchema = z.object({
  rule: z.string(),
  path: z.string(),
  member: memberRefSchema.optional(),
  /** When the member was first seen, if they were. */
  since: z.number().optional(),
});
type Fired = DecisionContext<EventOf<'timer.fired'>>;
type RulesById = ReadonlyMap<string, CompiledRule>;

/** Goes on with a rule whose timer has come; undefined for timers that belong to no rule. */
export function resume(context: Fired, group: Group, rules: RulesById): Outcome | undefined {
  switch (context.event.timer) {
    case afterTimer:
      return resumeAfter(context, group, rules);
    case mergeTimer:
      return resumeMerge(context, group, rules);
    case heldTimer:
      return releaseHeld(context.event.payload, context, group.id);
    default:
      return undefined;
  }
}

/** The steps of an `after`. What an edit has taken away, or who has left, is dropped. */
const resumeAfter = (context: Fired, group: Group, rules: RulesById): Outcome => {
  const payload = payloadSchema.safeParse(context.event.payload);
  if (!payload.success) return {};
  const { rule: id, path, member, since } = payload.data;
  const by = `rule:${id}`;
  const compiled = rules.get(id);
  const steps = compiled && stepsAfter(compiled.steps, path);
  if (!steps) return { trail: [{ by, outcome: 'dropped', why: '规则已经改过,这一步不在了' }] };
  const { rule } = compiled;
  const row = member && context.state.get(memberRows, member.id);
  // A newcomer known by name alone leaves the roster on becoming somebody with an id.
  const erased = since !== undefined && (row === undefined || row.firstSeen > since);
  if (member && erased && !member.id.startsWith('name:'))
    return { trail: [{ by, outcome: 'dropped', why: '这位成员删除了自己的数据' }] };
  if (member && rule.on !== 'member.left' && row?.left !== undefined)
    return { trail: [{ by, outcome: 'dropped', why: '这位成员已经退群' }] };
  const members = member ? [member] : [];
  const run = {
    rule: id,
    context: member ? asReplacedBy(context, rule.on, members) : context,
    group,
    members,
    text: undefined,
  };
  const began = runSteps(steps, run, path.split('.').map(Number));
  return asOutcome(context, group, by, applyMode(rule, began, run, context.community.testGroup));
};

/** A window of `merge` has ended: the rule acts once for all who are still there. */
const resumeMerge = (context: Fired, group: Group, rules: RulesById): Outcome => {
  const window = gathered(context.event.payload, context);
  if (!window) return {};
  const { rule: id, close } = window;
  const by = `rule:${id}`;
  const compiled = rules.get(id);
  if (!compiled) return { writes: close, trail: [{ by, outcome: 'dropped', why: '规则已经改过或停用' }] };
  const gone = (member: { readonly id: string }) =>
    context.state.get(memberRows, member.id)?.left !== undefined;
  const members =
    compiled.rule.on === 'member.left' ? window.members : window.members.filter((member) => !gone(member));
  if (members.length === 0)
    return { writes: close, trail: [{ by, outcome: 'dropped', why: '这些成员都已经退群' }] };
  const wanted = runRule(compiled, context, group, members, undefined);
  return asOutcome(context, group, by, wanted, close);
};

const asOutcome = (
  context: Fired,
  group: Group,
  by: string,
  wanted: Wanted,
  close: readonly Write[] = [],
): Outcome => {
  const planned = planUnasked(context, group, wanted.posts, { held: 'together' });
  return {
    effects: [...wanted.effects, ...(planned.effects ?? [])],
    writes: [...close, ...wanted.writes, ...(planned.writes ?? [])],
    raise: wanted.raise,
    trail: [{ by, outcome: 'matched' }, ...wanted.trail, ...(planned.trail ?? [])],
  };
};
