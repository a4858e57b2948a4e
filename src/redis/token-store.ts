import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { TokenStore } from '../delivery/token-store-port.ts';
import type { RedisClient } from './connection.ts';
import { keys } from './keys.ts';
import { answered } from './unavailable.ts';

const storedSchema = z.object({ token: z.string(), renewAt: z.number(), expiresAt: z.number() });
/** Longer than fetching a token may take; after a crash the next process waits this long at most. */
const LOCK_MS = 8_000;
const WAIT_MS = 100;

/** Access tokens shared by the processes of one installation; they leave Redis when they expire. */
export function createRedisTokenStore(deps: {
  readonly redis: RedisClient;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}): TokenStore {
  const { redis, now, sleep } = deps;
  return {
    get: async (app) => {
      const raw = await answered(redis.get(keys.token(app)));
      const parsed = raw === null ? undefined : storedSchema.safeParse(JSON.parse(raw));
      return parsed?.success ? parsed.data : undefined;
    },
    set: async (app, token) => {
      const left = Math.max(1_000, token.expiresAt - now());
      await answered(redis.set(keys.token(app), JSON.stringify(token), 'PX', left));
    },
    lock: async (app, work) => {
      const mine = randomUUID();
      const key = keys.tokenLock(app);
      // The lock of a crashed process ends by itself, so this loop does too.
      while ((await answered(redis.set(key, mine, 'PX', LOCK_MS, 'NX'))) === null) await sleep(WAIT_MS);
      try {
        return await work();
      } finally {
        // Two holders cost one request too many and nothing else, so a plain compare is enough.
        if ((await answered(redis.get(key))) === mine) await answered(redis.del(key));
      }
    },
  };
}
