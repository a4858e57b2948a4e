import type { SayProblem } from './check-steps.ts';
import type { Rule } from './schema.ts';

/** A rule and where it was written. */
export interface PlacedRule {
  readonly rule: Rule;
  readonly file: string;
  /** Of the rule within its file: `['rules', 3]`. */
  readonly path: readonly PropertyKey[];
}
export interface RuleProblem extends SayProblem {
  readonly of: PlacedRule;
}
