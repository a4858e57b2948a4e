import type { Limit, SendLimiter } from '../delivery/ports.ts';
import { createBatcher } from './batcher.ts';
import type { RedisClient } from './connection.ts';
import { keys } from './keys.ts';
import { shardBy } from './sharding.ts';
import { answered } from './unavailable.ts';

interface Take {
  readonly destination: string;
  readonly limits: readonly Limit[];
  readonly id: string;
  readonly now: number;
}

/** Sliding windows shared by all processes. */
export function createRedisSendLimiter({ redis }: { readonly redis: RedisClient }): SendLimiter {
  const take = createBatcher<Take, number>({
    shardOf: shardBy<Take>(redis, ({ destination }) => destination),
    flush: (takes) => {
      const names = takes.flatMap(({ destination }) => [keys.slots(destination), keys.block(destination)]);
      const args = takes.flatMap(({ id, now, limits }) => [
        id,
        now,
        limits.length,
        ...limits.flatMap(({ max, windowMs }) => [max, windowMs]),
      ]);
      return redis.qyTakeSlot([names.length, ...names, ...args]);
    },
  });
  return {
    take: (destination, limits, id, now) => take({ destination, limits, id, now }),
    block: async (destination, ms, now) => {
      await answered(redis.qyBlock([1, keys.block(destination), now + ms, ms]));
    },
  };
}
