import type { DecisionContext } from '../domain/context.ts';
import type { Outcome } from '../domain/decision.ts';
import type { GroupId } from '../domain/ids.ts';

/** A rule `on: schedule`: its cron runs by the clock of each group. */
export interface RuleSchedule {
  readonly rule: string;
  readonly cron: string;
  readonly groups: readonly GroupId[];
}
/** All rules of one configuration version, compiled. */
export interface RuleIndex {
  readonly count: number;
  /** Rules that begin at times of their own, and the groups they begin in. */
  readonly schedules: readonly RuleSchedule[];
  /** Runs every rule that matches, by priority and file order. `mayReply: false` after a command has answered. */
  readonly decide: (context: DecisionContext, options: { readonly mayReply: boolean }) => Outcome;
}
