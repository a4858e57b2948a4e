import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { connectRedis } from '../../src/redis/connection.ts';
import { openInProcess } from '../../src/redis/resolve/in-process.ts';
import { createRedisStores } from '../../src/redis/stores.ts';
import { allContracts } from '../contract/all.contract.ts';

describe('in-process server', () => {
  const dir = mkdtempSync(join(tmpdir(), 'qyt-'));
  let server: Awaited<ReturnType<typeof openInProcess>>;
  beforeAll(async () => {
    server = await openInProcess(dir, { info: () => {}, warn: () => {} });
  });
  afterAll(async () => {
    await server.close();
    rmSync(dir, { recursive: true, force: true });
  });

  allContracts('js-redis-server', async () => {
    const [one, two] = [await connectRedis(server), await connectRedis(server)];
    await one.flushall();
    return {
      first: createRedisStores(one),
      second: createRedisStores(two),
      races: 40,
      close: async () => {
        one.disconnect();
        two.disconnect();
      },
    };
  });
});
