/** One planned occurrence of one schedule. `instant` is epoch ms of the shared clock. */
export interface Occurrence {
  readonly schedule: string;
  readonly instant: number;
}

/**
 * The record of what is due: one row per `schedule@instant`, from planning to finish. Jobs only wake whoever reads it.
 * Implemented by `redis/` and `memory/`, held to the same contract tests.
 */
export interface ScheduleTable {
  /**
   * Adds rows, however often it is called. Instants at or before `now` are added only when they are later than
   * `lastPlanned` (missed while everything was down); a finished occurrence never comes back. Afterwards
   * `lastPlanned` is the latest of its old value, `now` and the instants – so call it with an empty list too.
   */
  plan(schedule: string, instants: readonly number[], now: number): Promise<void>;
  /** Up to where a schedule's occurrences have been planned; undefined when it is new. */
  lastPlanned(schedule: string): Promise<number | undefined>;
  /** Rows to start or to take over (lease run out), earliest first. */
  due(now: number, limit: number): Promise<readonly Occurrence[]>;
  /** Takes a row for `leaseMs`. The token fences: whoever claims later gets a higher one and makes the older worthless. */
  claim(occurrence: Occurrence, owner: string, now: number, leaseMs: number): Promise<OccurrenceClaim>;
  /** Makes a lease last until `now + leaseMs`; false when the row was taken over or finished. */
  renew(occurrence: Occurrence, token: number, now: number, leaseMs: number): Promise<boolean>;
  /** Keeps `value` (JSON) as the content of the occurrence, once: answers what is kept, undefined when the token is stale. */
  snapshot(occurrence: Occurrence, token: number, value: unknown): Promise<unknown>;
  /** Ends a row and keeps the report (JSON); false when the token is stale, then nothing changes. */
  finish(
    occurrence: Occurrence,
    token: number,
    outcome: 'done' | 'skipped',
    report: unknown,
    now: number,
  ): Promise<boolean>;
  /** Rows that should have been taken before `before` (or whose lease ran out before it): the watchdog alarms. */
  overdue(before: number): Promise<readonly Occurrence[]>;
  /** Finished occurrences, newest first. The last 200 of a schedule are kept. */
  history(schedule: string, limit: number): Promise<readonly FinishedOccurrence[]>;
  /** When the next row is to be looked at: its instant, or the end of its lease. */
  next(): Promise<number | undefined>;
  /** After a schedule was edited or removed: drops rows after `now` nobody has claimed, except those in `keep`. */
  forget(schedule: string, keep: readonly number[], now: number): Promise<void>;
  /** Rows not finished yet, earliest first. */
  planned(schedule: string): Promise<readonly number[]>;
}

export type OccurrenceClaim =
  /** `snapshot` is there when an earlier owner had already taken it: go on with that content. */
  | { readonly type: 'claimed'; readonly token: number; readonly snapshot?: unknown }
  /** Somebody else holds the lease. */
  | { readonly type: 'taken' }
  /** Its instant lies in the future. */
  | { readonly type: 'not-due' }
  /** Finished or forgotten. */
  | { readonly type: 'gone' };

export interface FinishedOccurrence extends Occurrence {
  readonly outcome: 'done' | 'skipped';
  /** Epoch ms of the end. */
  readonly at: number;
  readonly report: unknown;
}

/** How many finished occurrences of a schedule are kept. */
export const HISTORY_KEPT = 200;
