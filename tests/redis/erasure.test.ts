import { afterAll, beforeAll, describe } from 'vitest';
import type { RedisClient } from '../../src/redis/connection.ts';
import { createRedisStores } from '../../src/redis/stores.ts';
import { erasureContract } from '../contract/erasure.contract.ts';
import { noRedisServer, startRedis, type TestRedis } from '../support/redis.ts';

/** Replies (`d`), kept so long as a redelivery is recognised, and what was sent (`out`, `led`) are records of what the bot said. */
const SAID = /}:(?:d:|out$|led:)/;

/** Every key with everything in it. */
async function dump(redis: RedisClient): Promise<string[]> {
  const keys = (await redis.keys('*')).filter((key) => !SAID.test(key));
  return Promise.all(
    keys.map(async (key) => {
      const type = await redis.type(key);
      const read: Readonly<Record<string, () => Promise<unknown>>> = {
        hash: () => redis.hgetall(key),
        list: () => redis.lrange(key, '0', '-1'),
        zset: () => redis.zrange(key, '0', '-1'),
        string: () => redis.get(key),
      };
      return JSON.stringify([key, type, await (read[type] ?? (() => Promise.reject(new Error(type))))()]);
    }),
  );
}

describe.skipIf(noRedisServer)('real server', () => {
  let server: TestRedis;
  let redis: RedisClient;
  beforeAll(async () => {
    server = await startRedis();
    redis = await server.client();
  });
  afterAll(() => server.stop());

  erasureContract(
    'redis',
    async () => {
      await redis.flushall();
      const stores = createRedisStores(redis);
      return { first: stores, second: stores, close: async () => {} };
    },
    {
      runs: 8,
      scan: async (pattern) => (await dump(redis)).filter((entry) => pattern.test(entry)),
    },
  );
});
