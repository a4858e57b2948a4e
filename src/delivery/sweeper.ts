import type { Scope } from '../domain/chat.ts';
import type { Clock } from '../domain/clock.ts';
import { CLAIM_STALE_MS } from './deliver.ts';
import type { DeliveryQueue } from './dispatcher.ts';
import type { LedgerEntry, Outbox } from './ports.ts';

export interface SweeperDeps {
  readonly outbox: Outbox;
  readonly queue: DeliveryQueue;
  readonly clock: Clock;
  /** Every scope there is: the configured groups, those bound by command, and the shared ones. */
  readonly scopes: () => readonly Scope[];
  /** A send whose outcome nobody can know any more. */
  readonly onLost: (scope: Scope, entry: LedgerEntry) => void;
  readonly onError: (error: unknown) => void;
}

const SLICES = 10;
const LIMIT_PER_SCOPE = 200;
/** What has just become due is on its way in the process that committed it; only what is late by this is orphaned. */
const ORPHAN_MS = 2_000;

/**
 * Finds what a crash left behind: effects due but in nobody's hands go to the queue, stale claims become `unknown`.
 * Each `step` looks at a tenth of the scopes, so that the cost is spread; `sweepAll` (start, clock jump) at all.
 */
export function createSweeper({ outbox, queue, clock, scopes, onLost, onError }: SweeperDeps) {
  let slice = 0;
  const sweep = async (part: readonly Scope[], lateBy: number): Promise<number> => {
    if (part.length === 0) return 0;
    const now = clock.now();
    const { due, lost } = await outbox.sweep(part, now - lateBy, now - CLAIM_STALE_MS, LIMIT_PER_SCOPE);
    for (const { scope, entry } of lost) onLost(scope, entry);
    await Promise.all(due.map(({ scope, id }) => queue.nudge(scope, id)));
    return due.length;
  };
  return {
    step: async (): Promise<void> => {
      const all = scopes();
      const part = all.filter((_, n) => n % SLICES === slice);
      slice = (slice + 1) % SLICES;
      await sweep(part, ORPHAN_MS).catch(onError);
    },
    sweepAll: async (): Promise<number> => {
      let found = 0;
      const all = scopes();
      for (let from = 0; from < all.length; from += 200) found += await sweep(all.slice(from, from + 200), 0);
      return found;
    },
  };
}
