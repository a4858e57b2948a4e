import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RedisClient } from '../../src/redis/connection.ts';
import { keys } from '../../src/redis/keys.ts';
import { createRedisPresence } from '../../src/redis/presence.ts';
import { noRedisServer, startRedis, type TestRedis } from '../support/redis.ts';

const MINUTE = 60_000;

describe.skipIf(noRedisServer)('signs of life', () => {
  let server: TestRedis;
  let redis: RedisClient;
  beforeEach(async () => {
    server = await startRedis();
    redis = await server.client();
  });
  afterEach(() => server.stop());
  const nobodySince = (ms: number) => redis.set(keys.lastBeat, Date.now() - ms);

  it('show when there was none, to whoever comes next, until the groups are told', async () => {
    const one = createRedisPresence({ redis, leastGapMs: MINUTE });
    const two = createRedisPresence({ redis, leastGapMs: MINUTE });
    expect(await one.beat()).toEqual([]);
    await nobodySince(10 * MINUTE);
    const [gap] = await one.beat();
    expect(Math.round(((gap?.to ?? 0) - (gap?.from ?? 0)) / MINUTE)).toBe(10);
    expect(await two.beat()).toEqual([gap]);
    if (gap) await two.told(gap);
    expect(await one.beat()).toEqual([]);
  });
  it('are not missed for a moment, and not when the shared clock jumps', async () => {
    const presence = createRedisPresence({ redis, leastGapMs: MINUTE });
    await nobodySince(MINUTE / 2);
    expect(await presence.beat()).toEqual([]);
    await redis.set(keys.clockOffset, 24 * 60 * MINUTE);
    expect(await presence.beat()).toEqual([]);
    await nobodySince(2 * MINUTE);
    const [gap] = await presence.beat();
    expect(Math.round(((gap?.to ?? 0) - Date.now()) / MINUTE)).toBe(24 * 60);
  });
});
