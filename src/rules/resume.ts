import { z } from 'zod';
import type { MemberRef } from '../domain/chat.ts';
import { memberRefSchema } from '../domain/chat.ts';
import type { Community, Group } from '../domain/community.ts';
import type { DecisionContext } from '../domain/context.ts';
import type { Outcome } from '../domain/decision.ts';
import type { EventOf } from '../domain/events.ts';
import { memberRows } from '../domain/people.ts';
import { applyMode } from './apply-mode.ts';
import type { CompiledRule } from './compile-rule.ts';
import { stepsAfter } from './compile-steps.ts';
import { notifyTarget } from './notify-target.ts';
import { planUnasked } from './plan-unasked.ts';
import { runSteps } from './run-steps.ts';

const payloadSchema = z.object({ rule: z.string(), path: z.string(), member: memberRefSchema.optional() });

/** Continues a rule when the time of an `after` has come. What an edit has taken away, or who has left, is dropped. */
export function resume(
  context: DecisionContext<EventOf<'timer.fired'>>,
  group: Group,
  rules: ReadonlyMap<string, CompiledRule>,
  community: Community,
): Outcome {
  const payload = payloadSchema.safeParse(context.event.payload);
  if (!payload.success) return {};
  const { rule: id, path, member } = payload.data;
  const by = `rule:${id}`;
  const compiled = rules.get(id);
  const steps = compiled && stepsAfter(compiled.steps, path);
  if (!steps) return { trail: [{ by, outcome: 'dropped', why: '规则已经改过,这一步不在了' }] };
  const { rule } = compiled;
  if (member && rule.on !== 'member.left' && context.state.get(memberRows, member.id)?.left !== undefined)
    return { trail: [{ by, outcome: 'dropped', why: '这位成员已经退群' }] };
  const run = {
    rule: id,
    context: rule.on === 'member.joined' && member ? joinedAgain(context, member) : context,
    group,
    members: member ? [member] : [],
    text: undefined,
    notify: () => notifyTarget(community, group),
  };
  const wanted = applyMode(rule, runSteps(steps, run, path.split('.').map(Number)), run, community.testGroup);
  const planned = planUnasked(context, group, wanted.posts);
  return {
    effects: [...wanted.effects, ...(planned.effects ?? [])],
    writes: [...wanted.writes, ...(planned.writes ?? [])],
    raise: wanted.raise,
    trail: [{ by, outcome: 'matched' }, ...wanted.trail, ...(planned.trail ?? [])],
  };
}

/** What a feature's action sees when it runs later: the join of this one newcomer. */
const joinedAgain = (
  context: DecisionContext<EventOf<'timer.fired'>>,
  member: MemberRef,
): DecisionContext => {
  const { id, at, chat, group } = context.event;
  return {
    ...context,
    event: {
      type: 'member.joined',
      id,
      at,
      ...(chat && { chat }),
      ...(group && { group }),
      members: [member],
    },
  };
};
