import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import type { GroupEvent } from '../domain/events.ts';
import { asError, Fault } from '../domain/fault.ts';
import type { HandleEvent } from '../domain/handled.ts';
import { asEventId, type GroupId, groupIdSchema } from '../domain/ids.ts';
import { messageSchema } from '../domain/message.ts';
import type { Book } from '../features/book.ts';
import { type Planned, schedulesOf } from './planned-schedules.ts';
import type { Occurrence, ScheduleTable } from './schedule-port.ts';

export interface BroadcastRunnerDeps {
  readonly table: ScheduleTable;
  readonly handle: HandleEvent;
  readonly book: () => Book;
  readonly clock: Clock;
  readonly owner: string;
  /** Arms the alarm for the next due row. */
  readonly arm: (due: number) => Promise<void>;
  readonly onReport: (report: BroadcastReport) => void;
  readonly onBroken: (occurrence: Occurrence, error: Error) => void;
}
export interface BroadcastReport {
  readonly broadcast: string;
  readonly instant: number;
  readonly outcome: 'done' | 'skipped';
  readonly why?: string;
  readonly groups: number;
  readonly refused: readonly {
    readonly group: GroupId;
    readonly why: string;
  }[];
}

const LEASE_MS = 30_000;
/** Groups handed to the engine at once; the lease is renewed between two such chunks. */
const CHUNK = 64;
const DUE_LIMIT = 100;
/** Another process with an older file may have dropped what we planned (rolling restart): look again this often. */
const PLAN_AGAIN_MS = 30_000;

/** The occurrence keeps what it said and to whom when it began: an edit in the middle changes nothing. */
const targets = z.array(groupIdSchema);
const snapshotSchema = z.union([
  z.strictObject({ message: messageSchema, targets }),
  z.strictObject({ rule: z.string(), targets }),
  z.strictObject({ timer: z.string(), payload: z.record(z.string(), z.json()), targets }),
]);
type Snapshot = z.infer<typeof snapshotSchema>;

/**
 * Runs broadcasts, rules that begin at a time and times of features, from the schedule table: every occurrence is claimed by one scheduler, handed to each of its groups
 * as one event whose id is `broadcast@instant`, and finished. A crash anywhere is picked up from the table; the engine
 * knows the events it has already committed, so no group gets a second post.
 */
export function createBroadcastRunner(deps: BroadcastRunnerDeps) {
  const { table, handle, book, clock, owner, arm, onReport, onBroken } = deps;

  /** What this process has planned last, by schedule: until that moment there is nothing to write. */
  const ahead = new Map<
    string,
    { readonly definition: unknown; readonly next: number | undefined; readonly at: number }
  >();
  const isPlanned = (schedule: string, definition: unknown, now: number): boolean => {
    const known = ahead.get(schedule);
    if (!known || known.definition !== definition || now < known.at || now - known.at >= PLAN_AGAIN_MS)
      return false;
    return known.next === undefined || now < known.next;
  };
  /** What the configuration before the present one would have done. */
  let inForce: { readonly book: Book; readonly schedules: ReadonlyMap<string, Planned> } | undefined;
  const plan = async (now: number): Promise<void> => {
    const current = book();
    const schedules = schedulesOf(current);
    // An edit counts from now on: what fell due until now is what the times before it brought.
    const before = inForce?.book === current ? undefined : inForce?.schedules;
    for (const planned of schedules) {
      const { schedule, next: nextOf, definition, atOnce } = planned;
      if (isPlanned(schedule, definition, now)) continue;
      const from = await table.lastPlanned(schedule);
      const until = before ? before.get(schedule) : planned;
      const missed = from === undefined ? [] : (until?.between(from, now) ?? []);
      // A moment ahead, since what is not later than now counts as planned already.
      const next = nextOf(now) ?? (atOnce && from === undefined ? now + 1 : undefined);
      const future = next === undefined ? [] : [next];
      await table.plan(schedule, [...missed, ...future], now);
      await table.forget(schedule, future, now);
      ahead.set(schedule, { definition, next, at: now });
    }
    inForce = { book: current, schedules: new Map(schedules.map((each) => [each.schedule, each])) };
  };

  const reach = async (occurrence: Occurrence, token: number, broadcast: string, snapshot: Snapshot) => {
    const refused: { group: GroupId; why: string }[] = [];
    for (let from = 0; from < snapshot.targets.length; from += CHUNK) {
      const chunk = snapshot.targets.slice(from, from + CHUNK);
      const answers = await Promise.allSettled(
        chunk.map((group) => handle(dueEvent(occurrence, broadcast, group, snapshot))),
      );
      for (const [n, answer] of answers.entries()) {
        const group = chunk[n];
        if (answer.status === 'fulfilled' || group === undefined) continue;
        const error = asError(answer.reason);
        // The store is away: nothing is lost, another run takes the row over when the lease has run out.
        if (error instanceof Fault && error.code === 'redis-unavailable') throw error;
        refused.push({ group, why: error.message });
      }
      if (!(await table.renew(occurrence, token, clock.now(), LEASE_MS))) return undefined;
    }
    return refused;
  };

  const run = async (occurrence: Occurrence, planned: Planned | undefined): Promise<boolean> => {
    const now = clock.now();
    const claim = await table.claim(occurrence, owner, now, LEASE_MS);
    if (claim.type !== 'claimed') return false;
    const { token } = claim;
    const broadcast = planned?.name ?? occurrence.schedule;
    const finish = async (report: BroadcastReport) => {
      if (await table.finish(occurrence, token, report.outcome, report, clock.now())) onReport(report);
    };
    const begun = claim.snapshot === undefined ? undefined : snapshotSchema.parse(claim.snapshot);
    if (!begun) {
      const verdict = planned
        ? planned.judge(occurrence.instant, now)
        : { run: false as const, why: '已经从配置里删除' };
      if (!verdict.run) {
        await finish({
          broadcast,
          instant: occurrence.instant,
          outcome: 'skipped',
          why: verdict.why,
          groups: 0,
          refused: [],
        });
        return true;
      }
    }
    const fresh = planned && snapshotOf(planned);
    const kept = begun ?? (await table.snapshot(occurrence, token, fresh));
    if (kept === undefined) return true;
    const snapshot = snapshotSchema.parse(kept);
    const refused = await reach(occurrence, token, broadcast, snapshot);
    if (!refused) return true;
    await finish({
      broadcast,
      instant: occurrence.instant,
      outcome: 'done',
      groups: snapshot.targets.length,
      refused,
    });
    return true;
  };

  /** One broken row must not keep the others waiting; it is tried again when its lease has run out. */
  const runGuarded = async (occurrence: Occurrence, planned: Planned | undefined): Promise<boolean> => {
    try {
      return await run(occurrence, planned);
    } catch (thrown) {
      const error = asError(thrown);
      if (error instanceof Fault && error.code === 'redis-unavailable') throw error;
      onBroken(occurrence, error);
      return false;
    }
  };

  let ticking: Promise<void> | undefined;
  const tick = async (): Promise<void> => {
    await plan(clock.now());
    const planned = new Map(schedulesOf(book()).map((entry) => [entry.schedule, entry]));
    for (let progress = true; progress; ) {
      progress = false;
      for (const occurrence of await table.due(clock.now(), DUE_LIMIT)) {
        if (await runGuarded(occurrence, planned.get(occurrence.schedule))) progress = true;
      }
    }
    const next = await table.next();
    if (next !== undefined) await arm(next);
  };
  return {
    /** Does all that is due now; callers that come while it runs wait for the run after it. */
    tick: (): Promise<void> => {
      const before = ticking ?? Promise.resolve();
      const mine = before.then(tick, tick);
      ticking = mine.finally(() => {
        if (ticking === mine) ticking = undefined;
      });
      return mine;
    },
    /** Rows that should have run by `before`: the watchdog alarms. */
    overdue: (before: number) => table.overdue(before),
  };
}

const snapshotOf = ({ brings, targets }: Planned): Snapshot => {
  switch (brings.type) {
    case 'rule':
      return { rule: brings.rule, targets: [...targets] };
    case 'broadcast':
      return { message: brings.message, targets: [...targets] };
    case 'timer':
      return { timer: brings.timer, payload: brings.payload, targets: [...targets] };
    default:
      return brings satisfies never;
  }
};

const dueEvent = (
  { schedule, instant }: Occurrence,
  broadcast: string,
  group: GroupId,
  snapshot: Snapshot,
): GroupEvent => {
  const base = { at: instant, group, occurrence: instant };
  if ('rule' in snapshot) {
    const { rule } = snapshot;
    return { ...base, type: 'schedule.due', id: asEventId(`rule.${rule}@${instant}`), rule };
  }
  if ('timer' in snapshot) {
    const { timer, payload } = snapshot;
    return {
      type: 'timer.fired',
      id: asEventId(`${schedule}@${instant}`),
      at: instant,
      group,
      timer,
      payload,
    };
  }
  const { message } = snapshot;
  return { ...base, type: 'broadcast.due', id: asEventId(`${broadcast}@${instant}`), broadcast, message };
};
