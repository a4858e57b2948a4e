import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RedisClient } from '../../src/redis/connection.ts';
import { createRedisStores } from '../../src/redis/stores.ts';
import { request, scope, send, T0, write } from '../contract/stores.ts';
import { noRedisServer, startRedis, type TestRedis } from '../support/redis.ts';

describe.skipIf(noRedisServer)('what Redis keeps', () => {
  let server: TestRedis;
  let redis: RedisClient;
  beforeAll(async () => {
    server = await startRedis();
    redis = await server.client();
  });
  afterAll(() => server.stop());

  it('keeps done marks, ledgers, limiter windows and rows with a ttl for a while, under one hash tag a scope', async () => {
    const { events, outbox, limiter } = createRedisStores(redis);
    const writes = [{ ...write('short', 'bob', 1), ttlMs: 5_000 }, write('long', 'bob', 1)];
    await events.commit(request('a', { writes, effects: [send('a')], keepMs: 7_000 }));
    await outbox.claim(scope, send('a').id, 'p', T0);
    await outbox.settle(scope, send('a').id, 'p', { state: 'sent' }, T0);
    await limiter.take('webhook/x', [{ max: 1, windowMs: 1_000 }], send('a').id, T0);
    await limiter.block('webhook/x', 1_000, T0);
    const ttl = async (key: string) => Math.ceil((await redis.pttl(key)) / 1_000);
    expect(await ttl('qy:{g:newbie-01}:d:e-a')).toBe(7);
    expect(await ttl('qy:{g:newbie-01}:r:short')).toBe(5);
    expect(await redis.pttl('qy:{g:newbie-01}:r:long')).toBe(-1);
    expect(await ttl('qy:{g:newbie-01}:led:20231114')).toBe(91 * 86_400);
    expect(await ttl('qy:{w:webhook/x}:slots')).toBe(61);
    expect(await ttl('qy:{w:webhook/x}:block')).toBe(61);
    expect((await redis.keys('*')).sort()).toEqual([
      'qy:{g:newbie-01}:d:e-a',
      'qy:{g:newbie-01}:led',
      'qy:{g:newbie-01}:led:20231114',
      'qy:{g:newbie-01}:r:long',
      'qy:{g:newbie-01}:r:short',
      'qy:{g:newbie-01}:seq',
      'qy:{w:webhook/x}:block',
      'qy:{w:webhook/x}:slots',
    ]);
  });

  it('forgets ledger days older than 90 days', async () => {
    const { events, outbox } = createRedisStores(redis);
    for (const [name, at] of [
      ['old', T0],
      ['new', T0 + 91 * 86_400_000],
    ] as const) {
      await events.commit(request(name, { effects: [send(name, at)] }));
      await outbox.claim(scope, send(name).id, 'p', at);
      await outbox.settle(scope, send(name).id, 'p', { state: 'sent' }, at);
    }
    expect((await outbox.recent(scope, 10)).map(({ id }) => id)).toEqual([send('new').id]);
  });
});
