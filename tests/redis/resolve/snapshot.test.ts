import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { expect, it, onTestFinished } from 'vitest';
import { openInProcess } from '../../../src/redis/resolve/in-process.ts';
import { dumpRedis, restoreRedis, snapshotSchema } from '../../../src/redis/resolve/snapshot.ts';

const open = async () => {
  const dir = mkdtempSync(join(tmpdir(), 'qyt-'));
  const server = await openInProcess(dir, { info: () => {}, warn: () => {} });
  const redis = new Redis({ path: server.path });
  onTestFinished(async () => {
    redis.disconnect();
    await server.close();
    rmSync(dir, { recursive: true, force: true });
  });
  return redis;
};

it('carries every type, any byte and what is left of a ttl', async () => {
  const [from, to] = [await open(), await open()];
  const bytes = Buffer.from([0, 255, 128, 10, 34, 92]);
  await from.set('string', bytes);
  await from.set('中文:键', '早上好', 'PX', 60_000);
  await from.hset('hash', 'f', bytes, '字段', '值');
  await from.rpush('list', 'a', 'b', 'a');
  await from.sadd('set', 'x', 'y');
  await from.zadd('zset', 1.5, 'one', 1_700_000_000_000, 'two', '-inf', 'three');
  await from.xadd('stream', '5-1', 'k', 'v', 'k2', '值');
  const dumped = await dumpRedis(from, 1_000);
  const snapshot = snapshotSchema.parse(JSON.parse(JSON.stringify(dumped)));
  await to.set('string', 'is replaced');
  await restoreRedis(to, snapshot, 31_000);
  expect(await to.getBuffer('string')).toEqual(bytes);
  expect(await to.get('中文:键')).toBe('早上好');
  const ttl = await to.pttl('中文:键');
  expect(ttl).toBeGreaterThan(0);
  expect(ttl).toBeLessThanOrEqual(30_000);
  expect(await to.hgetBuffer('hash', 'f')).toEqual(bytes);
  expect(await to.hget('hash', '字段')).toBe('值');
  expect(await to.lrange('list', 0, -1)).toEqual(['a', 'b', 'a']);
  expect((await to.smembers('set')).sort()).toEqual(['x', 'y']);
  expect(await to.zscore('zset', 'one')).toBe('1.5');
  expect(await to.zrangebyscore('zset', '-inf', '+inf')).toEqual(['three', 'one', 'two']);
  expect(await to.xrange('stream', '-', '+')).toEqual([['5-1', ['k', 'v', 'k2', '值']]]);
});

it('leaves out what has expired meanwhile', async () => {
  const [from, to] = [await open(), await open()];
  await from.set('gone', '1', 'PX', 5_000);
  await restoreRedis(to, await dumpRedis(from, 1_000), 60_000);
  expect(await to.exists('gone')).toBe(0);
});
