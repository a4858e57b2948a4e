import type { LedgerEntry, Outbox } from '../delivery/ports.ts';
import { type EffectId, effectIdSchema } from '../domain/ids.ts';
import type { RedisClient } from './connection.ts';
import { keys } from './keys.ts';
import { isVisibleRow, parseLedger, parseOutboxRow } from './outbox-row.ts';
import { shards } from './sharding.ts';
import { answered } from './unavailable.ts';

/** Outboxes counted in one call. */
const DEPTH_CHUNK = 512;

/** What people ask about: not the hot path, so plain commands, newest day first. */
export function createLedgerReader({
  redis,
}: {
  readonly redis: RedisClient;
}): Pick<Outbox, 'ledger' | 'recent' | 'depth'> {
  const days = async (scope: Parameters<Outbox['recent']>[0]): Promise<number[]> =>
    (await redis.zrevrange(keys.ledgerDays(scope), 0, -1)).map(Number);

  return {
    ledger: guarded(async (scope, id) => {
      const row = await redis.hget(keys.out(scope), id);
      if (row !== null) return isVisibleRow(row) ? parseOutboxRow(id, row) : undefined;
      for (const day of await days(scope)) {
        const raw = await redis.hget(keys.ledger(scope, day), id);
        if (raw !== null) return parseLedger(id, raw);
      }
      return undefined;
    }),
    recent: guarded(async (scope, limit) => {
      const waiting = Object.entries(await redis.hgetall(keys.out(scope))).filter(([, row]) =>
        isVisibleRow(row),
      );
      const entries: LedgerEntry[] = waiting.map(([id, row]) => parseOutboxRow(effect(id), row));
      let settled = 0;
      for (const day of await days(scope)) {
        if (settled >= limit) break;
        const rows = Object.entries(await redis.hgetall(keys.ledger(scope, day)));
        entries.push(...rows.map(([id, raw]) => parseLedger(effect(id), raw)));
        settled += rows.length;
      }
      return entries.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)).slice(0, limit);
    }),
    depth: guarded(async (scopes) => {
      let sum = 0;
      for (const chunk of shards(redis, scopes, (scope) => scope, DEPTH_CHUNK))
        sum += await redis.qyDepth([chunk.length, ...chunk.map(keys.out)]);
      return sum;
    }),
  };
}

const effect = (id: string): EffectId => effectIdSchema.parse(id);
const guarded =
  <Args extends unknown[], T>(call: (...args: Args) => Promise<T>) =>
  (...args: Args): Promise<T> =>
    answered(call(...args));
