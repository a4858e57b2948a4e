import type { Community } from '../domain/community.ts';
import { type CompiledStep, compileSteps, type StepTools } from './compile-steps.ts';
import { compileConditions, type Test } from './conditions.ts';
import type { Rule } from './schema.ts';
import type { WordList } from './word-index.ts';

export interface CompiledRule {
  readonly rule: Rule;
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
  tools: StepTools & { readonly words: WordList; readonly community: Community },
): CompiledRule => ({
  rule,
  order,
  ...compileConditions(rule.when, tools.words),
  steps: compileSteps(rule.do, tools),
});
