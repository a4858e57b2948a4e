import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectRedis } from '../../../src/redis/connection.ts';
import { passGate } from '../../../src/redis/gate.ts';
import type { Fetched } from '../../../src/redis/resolve/fetch-package.ts';
import { findOnPath } from '../../../src/redis/resolve/find-server.ts';
import { type ResolvedRedis, resolveRedis } from '../../../src/redis/resolve/resolve-redis.ts';
import { isAlive } from '../../../src/redis/resolve/users.ts';
import { createRedisStores } from '../../../src/redis/stores.ts';
import { event, request, scope, write } from '../../contract/stores.ts';
import { noRedisServer } from '../../support/redis.ts';

let dataDir: string;
let said: string[];
let opened: ResolvedRedis[];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'qyt-'));
  said = [];
  opened = [];
});
afterEach(async () => {
  for (const redis of opened) await redis.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const noFetch = async (): Promise<Fetched> => ({ ok: false, reason: '测试里没有网络' });
const open = async (more: Partial<Parameters<typeof resolveRedis>[0]> = {}): Promise<ResolvedRedis> => {
  const log = {
    info: (text: string) => void said.push(text),
    warn: (text: string) => void said.push(`! ${text}`),
  };
  const redis = await resolveRedis({ env: {}, dataDir, production: false, log, fetch: noFetch, ...more });
  opened.push(redis);
  return redis;
};
const onPath = { env: { PATH: process.env.PATH } };
const commitIn = async (redis: ResolvedRedis, name: string) => {
  const client = await connectRedis(redis.address);
  const result = await createRedisStores(client).events.commit(
    request(name, { writes: [write('p', name, 1)] }),
  );
  client.disconnect();
  return result;
};
const pidOf = () => Number(readFileSync(join(dataDir, 'redis/redis.pid'), 'utf8'));

describe('resolveRedis without a server program', () => {
  it('takes REDIS_URL before anything else and shows no password', async () => {
    const redis = await open({
      env: { ...onPath.env, REDIS_URL: 'redis://:hunter2@db:6380' },
      production: true,
    });
    expect(redis).toMatchObject({ kind: 'url', address: 'redis://:hunter2@db:6380', exempt: false });
    expect(redis.description).not.toContain('hunter2');
    expect(readFileSync(join(dataDir, 'redis.json'), 'utf8')).not.toContain('hunter2');
    await open();
    expect(said.join()).toContain('上次用的是 REDIS_URL');
  });

  it('stops in production with the commands to run', async () => {
    await expect(open({ production: true })).rejects.toMatchObject({
      code: 'redis-missing',
      remedy: expect.stringMatching(/apt install redis-server.*REDIS_URL=/),
    });
  });

  it('runs in process outside production, loudly, and keeps the data over a restart', async () => {
    const first = await open();
    expect(first).toMatchObject({ kind: 'in-process', exempt: true });
    expect(said.join('\n')).toMatch(/! .*演示 REDIS/);
    expect((await commitIn(first, 'a')).type).toBe('committed');
    await first.close();
    const second = await open();
    expect((await commitIn(second, 'a')).type).toBe('duplicate');
    expect(await commitIn(second, 'b')).toEqual({ type: 'committed', seq: 2 });
  });

  it('lets a second process of the directory join the first', async () => {
    const first = await open();
    const second = await open();
    await commitIn(first, 'a');
    expect((await commitIn(second, 'a')).type).toBe('duplicate');
    await second.close();
    expect((await commitIn(first, 'a')).type).toBe('duplicate');
  });

  it('saves a snapshot by itself soon after a write', async () => {
    const redis = await open();
    await commitIn(redis, 'a');
    await expect.poll(() => existsSync(join(dataDir, 'redis-snapshot.json')), { timeout: 10_000 }).toBe(true);
    expect(statSync(join(dataDir, 'redis-snapshot.json')).mode & 0o077).toBe(0);
  });

  it('tries the distribution’s package once a day', async () => {
    let tries = 0;
    const fetch = async (capMs: number): Promise<Fetched> => {
      tries += 1;
      expect(capMs).toBe(6_000);
      return noFetch();
    };
    await (await open({ fetch })).close();
    await (await open({ fetch })).close();
    expect(tries).toBe(1);
  });

  it('does not start over empty when the data is in a server that has gone', async () => {
    writeFileSync(join(dataDir, 'redis.json'), '{"kind":"private"}');
    await expect(open()).rejects.toMatchObject({
      code: 'redis-missing',
      message: expect.stringContaining('之前的数据'),
    });
  });

  it('survives a torn redis.json and refuses a torn snapshot', async () => {
    writeFileSync(join(dataDir, 'redis.json'), '{"ki');
    await (await open()).close();
    writeFileSync(join(dataDir, 'redis-snapshot.json'), '{"version":1,"entr');
    await expect(open()).rejects.toMatchObject({ code: 'redis-snapshot' });
  });
});

describe.skipIf(noRedisServer)('resolveRedis with a server program', () => {
  it('starts a private server that passes the gate, locked to this user', async () => {
    const redis = await open({ ...onPath, production: true });
    expect(redis).toMatchObject({ kind: 'private', exempt: false });
    const client = await connectRedis(redis.address);
    expect(await passGate(client)).toEqual([]);
    client.disconnect();
    expect(statSync(join(dataDir, 'redis')).mode & 0o777).toBe(0o700);
    expect(redis.description).toContain('刚启动');
    const { stdout } = spawnSync('ps', ['-o', 'pgid=', '-p', String(pidOf())], { encoding: 'utf8' });
    expect(Number(stdout), 'a group of its own, which Ctrl-C does not reach').toBe(pidOf());
  });

  it('is shared by two users and stopped by the last', async () => {
    const [one, two] = await Promise.all([open(onPath), open(onPath)]);
    expect([one, two].filter(({ description }) => description.includes('已在运行'))).toHaveLength(1);
    const pid = pidOf();
    await one?.close();
    await one?.close();
    expect(isAlive(pid)).toBe(true);
    await commitIn(two, 'a');
    await two.close();
    expect(isAlive(pid)).toBe(false);
    expect(await commitIn(await open(onPath), 'a')).toMatchObject({ type: 'duplicate' });
  });

  it('is found again after its bot was killed, and then stopped by whoever comes next', async () => {
    const script = `
      import { resolveRedis } from ${JSON.stringify(join(process.cwd(), 'src/redis/resolve/resolve-redis.ts'))};
      await resolveRedis({ env: process.env, dataDir: ${JSON.stringify(dataDir)}, production: true, log: { info() {}, warn() {} } });
      process.kill(process.pid, 'SIGKILL');`;
    const file = join(dataDir, 'bot.mts');
    writeFileSync(file, script);
    const bot = spawnSync(process.execPath, ['--import', 'tsx', file], {
      cwd: process.cwd(),
      encoding: 'utf8',
    });
    expect(bot.signal).toBe('SIGKILL');
    const pid = pidOf();
    expect(isAlive(pid)).toBe(true);
    const redis = await open(onPath);
    expect(redis.description).toContain('已在运行');
    await redis.close();
    expect(isAlive(pid)).toBe(false);
    expect(readdirSync(join(dataDir, 'redis/users'))).toEqual([]);
  });

  it('starts again over what a killed server left', async () => {
    const first = await open(onPath);
    await commitIn(first, 'a');
    process.kill(pidOf(), 'SIGKILL');
    await expect.poll(() => isAlive(pidOf())).toBe(false);
    const second = await open(onPath);
    expect(second.description).toContain('刚启动');
    expect((await commitIn(second, 'a')).type).toBe('duplicate');
  });

  it('works in a directory too deep for a socket', async () => {
    const deep = join(dataDir, '数据'.repeat(20), 'x'.repeat(60));
    mkdirSync(deep, { recursive: true });
    const redis = await open({ ...onPath, dataDir: deep });
    expect((await commitIn(redis, 'a')).type).toBe('committed');
  });

  it('moves the demo’s data into the real server once', async () => {
    const demo = await open();
    await commitIn(demo, 'a');
    await demo.close();
    const real = await open(onPath);
    expect(said.join()).toContain('已搬进');
    const client = await connectRedis(real.address);
    const { events } = createRedisStores(client);
    expect(await events.read(scope, [{ collection: 'p', row: 'a' }])).toEqual([{ version: '1', value: 1 }]);
    expect(await events.reply(scope, event('a'))).toEqual({ trail: [] });
    client.disconnect();
    expect(existsSync(join(dataDir, 'redis-snapshot.json'))).toBe(false);
    await real.close();
    said = [];
    await open(onPath);
    expect(said.join()).not.toContain('已搬进');
  });

  it('will not mix the demo’s data into a server that has its own', async () => {
    const real = await open(onPath);
    await commitIn(real, 'a');
    await real.close();
    writeFileSync(join(dataDir, 'redis-snapshot.json'), '{"version":1,"entries":[]}');
    await expect(open(onPath)).rejects.toMatchObject({ code: 'redis-import' });
  });

  it('uses a package that was fetched', async () => {
    const program = findOnPath(process.env.PATH);
    const bin = join(dataDir, 'redis-package/usr/bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'redis-server'), `#!/bin/sh\nexec ${program?.binary} "$@"\n`);
    chmodSync(join(bin, 'redis-server'), 0o755);
    const redis = await open({ production: true });
    expect(redis.kind).toBe('private');
    expect(redis.description).toContain('redis-package');
    expect((await commitIn(redis, 'a')).type).toBe('committed');
  });

  it('reports a program that does not start, with the log to look at', async () => {
    const bin = join(dataDir, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'redis-server'), '#!/bin/sh\n[ "$1" = --version ] && exit 0\nexit 3\n');
    chmodSync(join(bin, 'redis-server'), 0o755);
    await expect(open({ env: { PATH: bin } })).rejects.toMatchObject({
      code: 'redis-start',
      message: expect.stringContaining('exit 3'),
      place: expect.stringContaining('server.log'),
    });
  });
});
