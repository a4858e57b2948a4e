import { describe, expect, it, onTestFinished } from 'vitest';
import { judge, parseInfo, passGate } from '../../src/redis/gate.ts';
import { noRedisServer, startRedis } from '../support/redis.ts';

const good = { redis_version: '7.0.15', aof_enabled: '1', maxmemory_policy: 'noeviction' };
const info = (more: Partial<Record<keyof typeof good, string>>) =>
  new Map(Object.entries({ ...good, ...more }));

describe('the start-up gate', () => {
  it.each([
    { why: 'a good one', info: info({}), refusals: [] },
    { why: '6.2', info: info({ redis_version: '6.2.0' }), refusals: [] },
    { why: '6.0', info: info({ redis_version: '6.0.16' }), refusals: ['6.2'] },
    { why: '5', info: info({ redis_version: '5.0.14' }), refusals: ['6.2'] },
    { why: 'no AOF', info: info({ aof_enabled: '0' }), refusals: ['AOF'] },
    { why: 'eviction', info: info({ maxmemory_policy: 'allkeys-lru' }), refusals: ['allkeys-lru'] },
    {
      why: 'everything wrong',
      info: new Map<string, string>(),
      refusals: ['6.2', 'AOF', 'maxmemory-policy'],
    },
  ])('judges $why', ({ info: given, refusals }) => {
    const found = judge(given, 0, 'always').refusals;
    expect(found).toHaveLength(refusals.length);
    for (const [n, word] of refusals.entries()) {
      expect(found[n]?.problem).toContain(word);
      expect(found[n]?.fix).not.toBe('');
    }
  });

  it.each([
    { skewMs: 2_000, refused: 0 },
    { skewMs: -2_000, refused: 0 },
    { skewMs: 2_001, refused: 1 },
    { skewMs: -2_001, refused: 1 },
  ])('allows 2 s of skew: $skewMs ms', ({ skewMs, refused }) => {
    expect(judge(info({}), skewMs, 'always').refusals).toHaveLength(refused);
  });

  it.each([
    { fsync: 'always', warned: 0 },
    { fsync: 'everysec', warned: 1 },
    { fsync: undefined, warned: 1 },
  ])('warns about appendfsync $fsync', ({ fsync, warned }) => {
    expect(judge(info({}), 0, fsync).warnings).toHaveLength(warned);
  });

  it('reads INFO', () => {
    expect(parseInfo('# Server\r\nredis_version:7.0.15\r\n\r\nx:a:b').get('redis_version')).toBe('7.0.15');
  });

  it.skipIf(noRedisServer)(
    'lets our own server through and refuses a careless one with the fixes',
    async () => {
      const server = await startRedis();
      onTestFinished(() => server.stop());
      const redis = await server.client();
      expect(await passGate(redis)).toEqual([]);
      await expect(passGate(redis, () => Date.now() + 5_000)).rejects.toMatchObject({ code: 'redis-unfit' });
      await redis.config('SET', 'appendonly', 'no');
      await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
      const refused = passGate(redis);
      await expect(refused).rejects.toMatchObject({
        message: expect.stringMatching(/AOF[\s\S]*allkeys-lru/),
      });
      await expect(refused).rejects.toMatchObject({
        remedy: expect.stringMatching(/appendonly yes[\s\S]*noeviction/),
      });
    },
  );

  it.skipIf(noRedisServer)('only warns when CONFIG is forbidden', async () => {
    const server = await startRedis(['--rename-command', 'CONFIG', '']);
    onTestFinished(() => server.stop());
    expect(await passGate(await server.client())).toEqual([
      expect.objectContaining({ problem: expect.stringContaining('CONFIG') }),
    ]);
  });
});
