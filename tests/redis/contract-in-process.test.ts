import { createRedisServer } from 'js-redis-server';
import { afterAll, beforeAll, describe } from 'vitest';
import { connectRedis } from '../../src/redis/connection.ts';
import { createRedisStores } from '../../src/redis/stores.ts';
import { allContracts } from '../contract/all.contract.ts';

describe('in-process server', () => {
  let server: Awaited<ReturnType<typeof createRedisServer>>;
  beforeAll(async () => {
    server = await createRedisServer();
  });
  afterAll(() => server.close());

  allContracts('js-redis-server', async () => {
    const url = `redis://${server.host}:${server.port}`;
    const [one, two] = [await connectRedis(url), await connectRedis(url)];
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
