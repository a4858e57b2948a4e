import { Cluster } from 'ioredis';
import { Fault } from '../domain/fault.ts';
import type { RedisClient } from './connection.ts';
import { answered } from './unavailable.ts';

/** One thing wrong with the Redis we were given, and the line that fixes it. */
export interface GateProblem {
  readonly problem: string;
  readonly fix: string;
}
export interface GateFindings {
  readonly refusals: readonly GateProblem[];
  readonly warnings: readonly GateProblem[];
}
const MAX_SKEW_MS = 2_000;

/** What a Redis must be before the bot trusts it with what members were promised. Every node of a cluster is asked. */
export async function inspectRedis(
  redis: RedisClient,
  machine: () => number = Date.now,
): Promise<GateFindings> {
  const nodes = redis instanceof Cluster ? redis.nodes('master') : [redis];
  const findings = await Promise.all(
    nodes.map(async (node) => {
      const info = parseInfo(await answered(node.info()));
      const asked = machine();
      const [seconds, micros] = await answered(node.time());
      const skewMs = Math.round((asked + machine()) / 2 - (Number(seconds) * 1_000 + Number(micros) / 1_000));
      const fsync = await node.config('GET', 'appendfsync').then(
        (reply) => (Array.isArray(reply) ? String(reply[1] ?? '') : ''),
        () => undefined,
      );
      return judge(info, skewMs, fsync);
    }),
  );
  return {
    refusals: findings.flatMap(({ refusals }) => refusals),
    warnings: findings.flatMap(({ warnings }) => warnings),
  };
}

/** Throws one Fault that lists every refusal with its fix; answers the warnings. */
export async function passGate(redis: RedisClient, machine?: () => number): Promise<readonly GateProblem[]> {
  const { refusals, warnings } = await inspectRedis(redis, machine);
  if (refusals.length > 0)
    throw new Fault(
      'redis-unfit',
      `这个 Redis 不能用:\n${refusals.map(({ problem }) => `- ${problem}`).join('\n')}`,
      {
        remedy: refusals.map(({ fix }) => fix).join('\n'),
      },
    );
  return warnings;
}

/** `appendfsync` is undefined when CONFIG is forbidden, as managed services do. */
export function judge(
  info: ReadonlyMap<string, string>,
  skewMs: number,
  appendfsync: string | undefined,
): GateFindings {
  const refusals: GateProblem[] = [];
  const warnings: GateProblem[] = [];
  const version = info.get('redis_version') ?? '0';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 6 || (major === 6 && minor < 2))
    refusals.push({ problem: `版本 ${version} 太旧,需要 6.2 以上`, fix: '升级 Redis,或安装 valkey-server' });
  if (info.get('aof_enabled') !== '1')
    refusals.push({
      problem: '没有开 AOF,断电会丢掉已经答应成员的打卡',
      fix: 'redis-cli CONFIG SET appendonly yes && redis-cli CONFIG SET appendfsync always && redis-cli CONFIG REWRITE',
    });
  const policy = info.get('maxmemory_policy') ?? '未知';
  if (policy !== 'noeviction')
    refusals.push({
      problem: `内存满时会丢数据(maxmemory-policy 是 ${policy})`,
      fix: 'redis-cli CONFIG SET maxmemory-policy noeviction && redis-cli CONFIG REWRITE',
    });
  if (Math.abs(skewMs) > MAX_SKEW_MS)
    refusals.push({
      problem: `本机时钟与 Redis 相差 ${(skewMs / 1_000).toFixed(1)} 秒`,
      fix: '两台机器都开时间同步: sudo timedatectl set-ntp true',
    });
  if (appendfsync === undefined || appendfsync === '')
    warnings.push({
      problem: '这个 Redis 不让看 CONFIG,无法确认 appendfsync',
      fix: '请在服务商控制台确认 appendfsync 为 always',
    });
  else if (appendfsync !== 'always')
    warnings.push({
      problem: `appendfsync 是 ${appendfsync}: 断电可能丢最后一秒,并重复发送`,
      fix: 'redis-cli CONFIG SET appendfsync always && redis-cli CONFIG REWRITE',
    });
  return { refusals, warnings };
}

/** `name:value` lines of INFO. */
export const parseInfo = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split(/\r?\n/).flatMap((line): [string, string][] => {
      const colon = line.indexOf(':');
      return colon > 0 ? [[line.slice(0, colon), line.slice(colon + 1)]] : [];
    }),
  );
