import { groupScope } from '../../src/domain/chat.ts';
import { asGroupId, effectIdSchema } from '../../src/domain/ids.ts';
import { keys } from '../../src/redis/keys.ts';
import { parseOutboxRow } from '../../src/redis/outbox-row.ts';
import type { Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

export const scopeOf = (group: string) => groupScope(asGroupId(group));

/** A live process gives up a request after 5 s: whatever is `sending` for longer belongs to a dead one. */
const DEAD_MS = 6_000;
/** What a dead worker held in the queue is free again after 20 s. */
const PATIENCE_MS = 180_000;
/** Past every wait there is: 30 s for stale claims and leases, a minute for limits. */
const LEAP_MS = 61_000;

/** Lets time pass – by the shared clock – until nothing is owed any more. */
export async function drain(stage: Stage, groups: readonly string[]): Promise<void> {
  const { stores, redis, clock } = stage;
  const scopes = groups.map(scopeOf);
  /** Nothing a live process may be about to do: leaping then would make a claim stale in its hands. */
  const isAtRest = async () => {
    const now = clock.now();
    const due = await Promise.all(scopes.map((scope) => redis.zcount(keys.due(scope), '-inf', now)));
    if (due.some((count) => count > 0)) return false;
    const rows = await Promise.all(scopes.map((scope) => redis.hgetall(keys.out(scope))));
    return rows
      .flatMap((row) => Object.entries(row))
      .map(([id, row]) => parseOutboxRow(effectIdSchema.parse(id), row))
      .every(({ state, at }) => state !== 'sending' || at < now - DEAD_MS);
  };
  for (;;) {
    if ((await stores.outbox.depth(scopes)) === 0) return;
    await until('what is due or in flight to be done', isAtRest, PATIENCE_MS);
    const before = await stores.outbox.depth(scopes);
    await clock.jump(LEAP_MS);
    await until(
      'the outbox to shrink',
      async () => (await stores.outbox.depth(scopes)) < before || before === 0,
    );
  }
}
