import { afterAll, beforeAll, describe } from 'vitest';
import { createRedisStores } from '../../src/redis/stores.ts';
import { allContracts } from '../contract/all.contract.ts';
import { noRedisServer, startRedis, type TestRedis } from '../support/redis.ts';

describe.skipIf(noRedisServer)('real server, fsync always', () => {
  let server: TestRedis;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  allContracts('redis', async () => {
    const [one, two] = [await server.client(), await server.client()];
    await one.flushall();
    return {
      first: createRedisStores(one),
      second: createRedisStores(two),
      close: async () => {
        one.disconnect();
        two.disconnect();
      },
    };
  });
});
