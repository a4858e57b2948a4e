import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import { asError, Fault } from '../domain/fault.ts';
import type { HandleEvent } from '../domain/handled.ts';
import { asEventId, type GroupId, groupIdSchema } from '../domain/ids.ts';
import { type Message, markdown, messageSchema, say } from '../domain/message.ts';
import type { Book } from '../features/book.ts';
import { judgeOccurrence } from '../features/broadcast/judge-occurrence.ts';
import { nextOccurrence, occurrencesBetween } from '../features/broadcast/occurrences.ts';
import type { Broadcast } from '../features/broadcast/schema.ts';
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
const snapshotSchema = z.strictObject({
  message: messageSchema,
  targets: z.array(groupIdSchema),
});

interface Planned {
  readonly schedule: string;
  readonly zone: string;
  readonly broadcast: Broadcast;
  readonly targets: readonly GroupId[];
}

/**
 * Runs broadcasts from the schedule table: every occurrence is claimed by one scheduler, handed to each of its groups
 * as one event whose id is `broadcast@instant`, and finished. A crash anywhere is picked up from the table; the engine
 * knows the events it has already committed, so no group gets a second post.
 */
export function createBroadcastRunner(deps: BroadcastRunnerDeps) {
  const { table, handle, book, clock, owner, arm, onReport, onBroken } = deps;

  /** What this process has planned last, by schedule: until that moment there is nothing to write. */
  const ahead = new Map<
    string,
    { readonly broadcast: Broadcast; readonly next: number | undefined; readonly at: number }
  >();
  const isPlanned = (schedule: string, broadcast: Broadcast, now: number): boolean => {
    const known = ahead.get(schedule);
    if (known?.broadcast !== broadcast || now < known.at || now - known.at >= PLAN_AGAIN_MS) return false;
    return known.next === undefined || now < known.next;
  };
  const plan = async (now: number): Promise<void> => {
    for (const { schedule, zone, broadcast } of schedulesOf(book())) {
      if (isPlanned(schedule, broadcast, now)) continue;
      const from = await table.lastPlanned(schedule);
      const missed = from === undefined ? [] : occurrencesBetween(broadcast, zone, from, now);
      const next = nextOccurrence(broadcast, zone, now);
      const future = next === undefined ? [] : [next];
      await table.plan(schedule, [...missed, ...future], now);
      await table.forget(schedule, future, now);
      ahead.set(schedule, { broadcast, next, at: now });
    }
  };

  const reach = async (
    occurrence: Occurrence,
    token: number,
    broadcast: string,
    snapshot: z.infer<typeof snapshotSchema>,
  ) => {
    const refused: { group: GroupId; why: string }[] = [];
    for (let from = 0; from < snapshot.targets.length; from += CHUNK) {
      const chunk = snapshot.targets.slice(from, from + CHUNK);
      const answers = await Promise.allSettled(
        chunk.map((group) => handle(dueEvent(occurrence, broadcast, group, snapshot.message))),
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
    const broadcast = planned?.broadcast.id ?? occurrence.schedule;
    const finish = async (report: BroadcastReport) => {
      if (await table.finish(occurrence, token, report.outcome, report, clock.now())) onReport(report);
    };
    const begun = claim.snapshot === undefined ? undefined : snapshotSchema.parse(claim.snapshot);
    if (!begun) {
      const verdict = planned
        ? judgeOccurrence(planned.broadcast, planned.zone, occurrence.instant, now)
        : { run: false as const, why: '这条群发已经从配置里删除' };
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
    const fresh = planned && {
      message: messageOf(planned.broadcast),
      targets: planned.targets,
    };
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

const messageOf = ({ content }: Broadcast): Message =>
  say('text' in content ? content.text : markdown(content.markdown));

const dueEvent = (occurrence: Occurrence, broadcast: string, group: GroupId, message: Message) => ({
  type: 'broadcast.due' as const,
  id: asEventId(`${broadcast}@${occurrence.instant}`),
  at: occurrence.instant,
  group,
  broadcast,
  occurrence: occurrence.instant,
  message,
});

/** One schedule per broadcast and time zone: "9 o'clock" is another instant for a group elsewhere. */
function schedulesOf({ broadcasts, community }: Book): Planned[] {
  return broadcasts.flatMap((broadcast) => {
    const byZone = new Map<string, GroupId[]>();
    for (const id of broadcast.targets) {
      const zone = community.groups.get(id)?.timezone;
      if (zone) byZone.set(zone, [...(byZone.get(zone) ?? []), id]);
    }
    return Array.from(byZone, ([zone, targets]) => ({
      schedule: `${broadcast.id}.${zone.replaceAll('/', '-')}`,
      zone,
      broadcast,
      targets,
    }));
  });
}
