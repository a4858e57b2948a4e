import { createRedisServer } from 'js-redis-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { groupScope } from '../../src/domain/chat.ts';
import { asGroupId } from '../../src/domain/ids.ts';
import { connectRedis, type RedisClient } from '../../src/redis/connection.ts';
import { createSharedClock } from '../../src/redis/shared-clock.ts';
import { createRedisStores, type RedisStores } from '../../src/redis/stores.ts';
import { request, send, T0, write } from '../contract/stores.ts';

/** A cluster refuses a script whose keys lie in different slots: so every call must stay within one hash tag. */
describe('on a cluster', () => {
  const start = () => createRedisServer({ cluster: { masters: 3 } });
  let cluster: Awaited<ReturnType<typeof start>>;
  let redis: RedisClient;
  let stores: RedisStores;
  beforeAll(async () => {
    cluster = await start();
    const hosts = cluster.nodes.map(({ host, port }) => `${host}:${port}`).join(',');
    redis = await connectRedis(`redis+cluster://${hosts}`);
    stores = createRedisStores(redis);
  });
  afterAll(async () => {
    redis.disconnect();
    await cluster.close();
  });
  const scopes = Array.from({ length: 12 }, (_, n) => groupScope(asGroupId(`group-${n}`)));

  it('commits, reads, claims, settles and sweeps over many groups at once', async () => {
    const { events, outbox } = stores;
    const commits = scopes.map((scope) =>
      events.commit(
        request('a', { scope, writes: [write('p', 'bob', scope)], effects: [send('a'), send('b')] }),
      ),
    );
    expect(await Promise.all(commits)).toEqual(scopes.map(() => ({ type: 'committed', seq: 1 })));
    const rows = await Promise.all(
      scopes.map((scope) => events.read(scope, [{ collection: 'p', row: 'bob' }])),
    );
    expect(rows.map(([row]) => row?.value)).toEqual(scopes);
    const claims = await Promise.all(scopes.map((scope) => outbox.claim(scope, send('a').id, 'p', T0)));
    expect(claims.map(({ type }) => type)).toEqual(scopes.map(() => 'claimed'));
    await Promise.all(scopes.map((scope) => outbox.settle(scope, send('a').id, 'p', { state: 'sent' }, T0)));
    const { due } = await outbox.sweep(scopes, T0, T0, 10);
    expect(due.map(({ scope }) => scope).sort()).toEqual([...scopes].sort());
    expect(await outbox.depth(scopes)).toBe(scopes.length);
  });

  it('serves limiter, chats, schedules and clock', async () => {
    const limits = [{ max: 1, windowMs: 1_000 }];
    const takes = scopes.map((scope) => stores.limiter.take(`webhook/${scope}`, limits, send('a').id, T0));
    expect(await Promise.all(takes)).toEqual(scopes.map(() => 0));
    await stores.chats.bind('a', asGroupId('group-1'));
    expect(await stores.chats.groupOf('a', T0)).toBe('group-1');
    await stores.schedules.plan('morning', [T0 + 1], T0);
    const claim = await stores.schedules.claim({ schedule: 'morning', instant: T0 + 1 }, 'p', T0 + 1, 1_000);
    expect(claim.type).toBe('claimed');
    const clock = await createSharedClock({ redis, everyMs: 60_000 });
    clock.close();
    expect(clock.now()).toBeGreaterThan(T0);
  });
});
