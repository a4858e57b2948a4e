import type { DecisionContext } from '../domain/context.ts';
import type { Outcome } from '../domain/decision.ts';

/** All rules of one configuration version, compiled. */
export interface RuleIndex {
  readonly count: number;
  /** Runs every rule that matches, by priority and file order. `mayReply: false` after a command has answered. */
  readonly decide: (context: DecisionContext, options: { readonly mayReply: boolean }) => Outcome;
}
