import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Env } from '../../config/env.ts';
import { connectRedis } from '../../redis/connection.ts';
import { inspectRedis } from '../../redis/gate.ts';
import { describeTarget, parseRedisUrl } from '../../redis/redis-url.ts';
import { findFetched, findOnPath } from '../../redis/resolve/find-server.ts';
import { remembered } from '../../redis/resolve/remembered.ts';
import { bad, type Finding, good, note } from './finding.ts';

const install =
  '安装 Redis:sudo apt install redis-server(macOS:brew install valkey),或设置 REDIS_URL=redis://主机:6379';

/** Which Redis a start would take, in the order in which it looks. A `REDIS_URL` is asked what it is. */
export async function lookAtRedis(
  env: Env,
  source: Readonly<Record<string, string | undefined>>,
): Promise<Finding[]> {
  const dataDir = resolve(env.DATA_DIR);
  const before = remembered(dataDir)?.kind;
  if (env.REDIS_URL !== undefined) return fromUrl(env.REDIS_URL);
  const moved = before === 'url' ? [note('上次用的是 REDIS_URL,这次没有设:上次的数据不在这里')] : [];

  const program = findOnPath(source.PATH) ?? findFetched(dataDir);
  if (program) return [...moved, good(`Redis:会用私有的 ${program.binary},数据在 ${join(dataDir, 'redis')}`)];
  if (before === 'private')
    return [bad('之前的数据在私有 Redis 里,但现在找不到 redis-server 或 valkey-server', install)];
  if (env.production) return [bad('没有可用的 Redis:REDIS_URL 没有设,也没有 redis-server', install)];
  const demo = '进程内的演示 Redis(慢,崩溃可能丢最后 1 秒)';
  return [
    ...moved,
    existsSync('/etc/debian_version')
      ? note(`Redis:这台机器上没有;启动时会试着取发行版的包,取不到就用${demo}`, '先取好:npm run redis:get')
      : note(`Redis:这台机器上没有;会用${demo}`, install),
  ];
}

async function fromUrl(url: string): Promise<Finding[]> {
  const where = describeTarget(parseRedisUrl(url));
  const redis = await connectRedis(url);
  try {
    const { refusals, warnings } = await inspectRedis(redis);
    return [
      ...(refusals.length === 0 ? [good(`Redis:REDIS_URL ${where},连得上`)] : []),
      ...refusals.map(({ problem, fix }) => bad(`Redis ${where}:${problem}`, fix)),
      ...warnings.map(({ problem, fix }) => note(`Redis ${where}:${problem}`, fix)),
    ];
  } finally {
    redis.disconnect();
  }
}
