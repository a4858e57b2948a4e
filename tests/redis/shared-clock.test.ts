import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { RedisClient } from '../../src/redis/connection.ts';
import { createSharedClock } from '../../src/redis/shared-clock.ts';
import { noRedisServer, startRedis, type TestRedis } from '../support/redis.ts';

const HOUR = 3_600_000;

describe.skipIf(noRedisServer)('the shared clock', () => {
  let server: TestRedis;
  let redis: RedisClient;
  beforeEach(async () => {
    server = await startRedis();
    redis = await server.client();
  });
  afterEach(() => server.stop());
  const open = async (more: Partial<Parameters<typeof createSharedClock>[0]> = {}) => {
    const clock = await createSharedClock({ redis, everyMs: 60_000, ...more });
    onTestFinished(() => clock.close());
    return clock;
  };

  it('tells Redis’ time whatever the machine says, and goes on by the monotonic clock', async () => {
    let tick = 1_000;
    const clock = await open({ machine: () => Date.now() + 10 * HOUR, monotonic: () => tick });
    const start = clock.now();
    expect(Math.abs(start - Date.now())).toBeLessThan(HOUR);
    expect(Math.abs(clock.skewMs() - 10 * HOUR)).toBeLessThan(HOUR);
    expect(Number.isInteger(start)).toBe(true);
    tick += 5_000;
    expect(clock.now()).toBe(start + 5_000);
  });

  it('jumps for everybody and tells the listeners once', async () => {
    const [one, two] = [await open(), await open()];
    const heard: number[] = [];
    const off = two.onChange((now) => heard.push(now));
    const before = two.now();
    await one.jump(2 * HOUR);
    expect(one.now() - before).toBeGreaterThanOrEqual(2 * HOUR);
    await two.refresh();
    await two.refresh();
    expect(heard).toHaveLength(1);
    expect(heard[0]).toBeGreaterThanOrEqual(before + 2 * HOUR);
    off();
    await one.jump(HOUR);
    await two.refresh();
    expect(heard).toHaveLength(1);
  });

  it('notices a jump elsewhere by itself', async () => {
    const [one, two] = [await open(), await open({ everyMs: 5 })];
    const heard = new Promise<number>((resolve) => two.onChange(resolve));
    const before = two.now();
    await one.jump(HOUR);
    expect(await heard).toBeGreaterThanOrEqual(before + HOUR);
  });

  it('goes on while Redis is away and reports it', async () => {
    let tick = 0;
    const trouble = new Promise<Error>((resolve) => {
      void open({ everyMs: 5, onError: resolve, monotonic: () => tick }).then(async (clock) => {
        const start = clock.now();
        await server.kill9();
        tick += 7_000;
        expect(clock.now()).toBe(start + 7_000);
      });
    });
    expect(await trouble).toMatchObject({ code: 'redis-unavailable' });
  });

  it('does not open without Redis', async () => {
    await server.kill9();
    await expect(createSharedClock({ redis })).rejects.toMatchObject({ code: 'redis-unavailable' });
  });
});
