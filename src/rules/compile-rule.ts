import { type CompiledStep, compileSteps, type StepTools } from './compile-steps.ts';
import { type ConditionTools, compileConditions } from './conditions.ts';
import type { EventKind } from './event-kinds.ts';
import type { Test } from './facts.ts';
import type { Rule } from './schema.ts';

export interface CompiledRule {
  readonly rule: Rule;
  readonly kind: EventKind;
  /** Place among all rules: priority, then file, then place in it. */
  readonly order: number;
  readonly test: Test;
  /** Words of which one must occur; undefined when the rule has to be tried on every event of its kind. */
  readonly needs: readonly number[] | undefined;
  readonly steps: readonly CompiledStep[];
}

export const compileRule = (
  rule: Rule,
  order: number,
  tools: StepTools & ConditionTools & { readonly kindOf: (on: string) => EventKind },
): CompiledRule => ({
  rule,
  kind: tools.kindOf(rule.on),
  order,
  ...compileConditions(rule.when, tools),
  steps: compileSteps(rule.do, { ...tools, namesAtMost: rule.merge?.max }),
});
