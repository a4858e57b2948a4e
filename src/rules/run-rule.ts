import type { MemberRef } from '../domain/chat.ts';
import type { Group } from '../domain/community.ts';
import type { DecisionContext } from '../domain/context.ts';
import { asReplacedBy } from './about-members.ts';
import { applyMode } from './apply-mode.ts';
import type { CompiledRule } from './compile-rule.ts';
import { rest } from './cooldown.ts';
import { runSteps, type Wanted } from './run-steps.ts';

/** All steps of a rule that has matched, as far as its mode lets them become true; its rest begins. */
export function runRule(
  { rule, kind, steps }: CompiledRule,
  context: DecisionContext,
  group: Group,
  members: readonly MemberRef[],
  text: string | undefined,
): Wanted {
  const about = kind.about === 'members' ? asReplacedBy(context, rule.on, members) : context;
  const run = { rule: rule.id, context: about, group, members, text };
  const wanted = applyMode(rule, runSteps(steps, run), run, context.community.testGroup);
  // A rule that is only tried out must not keep the same rule quiet once it is on.
  if (rule.mode === 'on') wanted.writes.push(...rest(rule, members, context));
  return wanted;
}
