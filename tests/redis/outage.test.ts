import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RedisClient } from '../../src/redis/connection.ts';
import { connectRedis } from '../../src/redis/connection.ts';
import { createRedisStores, type RedisStores } from '../../src/redis/stores.ts';
import { event, request, scope, send, T0, write } from '../contract/stores.ts';
import { noRedisServer, startRedis, type TestRedis } from '../support/redis.ts';

const unavailable = { code: 'redis-unavailable' };

describe.skipIf(noRedisServer)('when Redis goes away', () => {
  let server: TestRedis;
  let redis: RedisClient;
  let stores: RedisStores;
  beforeEach(async () => {
    server = await startRedis();
    redis = await server.client();
    stores = createRedisStores(redis);
  });
  afterEach(() => server.stop());
  const ready = () => new Promise((resolve) => redis.once('ready', resolve));

  it('keeps what was committed through a power cut', async () => {
    const reply = { trail: [{ by: 'x', outcome: 'did' as const }] };
    await stores.events.commit(request('a', { writes: [write('p', 'bob', 1)], effects: [send('a')], reply }));
    const back = ready();
    await server.restart();
    await back;
    expect(await stores.events.commit(request('a'))).toEqual({ type: 'duplicate', reply });
    expect(await stores.events.read(scope, [{ collection: 'p', row: 'bob' }])).toEqual([
      { version: '1', value: 1 },
    ]);
    expect(await stores.outbox.claim(scope, send('a').id, 'p', T0)).toMatchObject({ type: 'claimed' });
  });

  it('rejects every port with a Fault while Redis is dead, and answers again afterwards', async () => {
    const { events, outbox, limiter, chats, schedules } = stores;
    await server.kill9();
    const calls = [
      () => events.read(scope, [{ collection: 'p', row: 'x' }]),
      () => events.commit(request('a')),
      () => events.reply(scope, event('a')),
      () => outbox.claim(scope, send('a').id, 'p', T0),
      () => outbox.settle(scope, send('a').id, 'p', { state: 'sent' }, T0),
      () => outbox.sweep([scope], T0, T0, 1),
      () => outbox.ledger(scope, send('a').id),
      () => outbox.recent(scope, 1),
      () => outbox.depth([scope]),
      () => limiter.take('w', [], send('a').id, T0),
      () => limiter.block('w', 1, T0),
      () => chats.groupOf('a', T0),
      () => chats.bound(),
      () => schedules.due(T0, 1),
      () => schedules.plan('s', [], T0),
    ];
    // At once: what is asked while there is no connection must not be sent when there is one again.
    for (const call of calls)
      await expect(call()).rejects.toMatchObject({
        ...unavailable,
        message: 'Redis 没有应答: not connected',
      });
    const back = ready();
    await server.restart();
    await back;
    expect(await events.commit(request('a'))).toEqual({ type: 'committed', seq: 1 });
  });

  it('gives up on a hung Redis, and a commit that happened late is recognised as a duplicate', async () => {
    await stores.events.commit(request('warm-up'));
    server.freeze();
    const hung = [
      stores.events.commit(request('a')),
      stores.events.read(scope, [{ collection: 'p', row: 'x' }]),
    ];
    for (const call of hung) await expect(call).rejects.toMatchObject(unavailable);
    server.thaw();
    expect((await stores.events.commit(request('a'))).type).toBe('duplicate');
    expect(await stores.events.commit(request('b'))).toEqual({ type: 'committed', seq: 3 });
  });

  it('loads its scripts again when Redis has forgotten them', async () => {
    await stores.events.commit(request('a'));
    await redis.script('FLUSH');
    const results = await Promise.all([
      stores.events.commit(request('b')),
      stores.events.commit(request('a')),
    ]);
    expect(results.map(({ type }) => type)).toEqual(['committed', 'duplicate']);
  });

  it('refuses to connect to nothing, naming the place', async () => {
    await server.kill9();
    await expect(connectRedis({ path: server.path })).rejects.toMatchObject({
      ...unavailable,
      message: expect.stringContaining(server.path),
    });
  });

  it('says out of memory by Redis’ own word and writes nothing', async () => {
    await redis.config('SET', 'maxmemory', '1');
    await expect(stores.events.commit(request('a', { writes: [write('p', 'x', 1)] }))).rejects.toMatchObject({
      message: 'Redis 没有应答: OOM',
    });
    await redis.config('SET', 'maxmemory', '0');
    expect(await stores.events.commit(request('a'))).toEqual({ type: 'committed', seq: 1 });
  });
});
