import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Fault } from '../../domain/fault.ts';
import type { RedisAddress } from '../connection.ts';
import { describeTarget, parseRedisUrl } from '../redis-url.ts';
import { type Fetched, fetchPackage } from './fetch-package.ts';
import { findFetched, findOnPath, type ServerProgram } from './find-server.ts';
import { importSnapshot } from './import-snapshot.ts';
import { openInProcess } from './in-process.ts';
import type { ResolveLog } from './log.ts';
import { ping } from './ping.ts';
import { openPrivateServer } from './private-server.ts';
import { remember, remembered } from './remembered.ts';

export interface ResolvedRedis {
  readonly kind: 'url' | 'private' | 'in-process';
  /** For `connectRedis` and `connectQueueRedis`. */
  readonly address: RedisAddress;
  /** Which rung and why, without secrets. */
  readonly description: string;
  /** The in-process rung is exempt from the start-up gate and from every promise about kill -9. */
  readonly exempt: boolean;
  /** Call last, after every client is closed. */
  close(): Promise<void>;
}
export interface ResolveOptions {
  /** `REDIS_URL` and `PATH` are read from it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly dataDir: string;
  readonly production: boolean;
  readonly log: ResolveLog;
  /** Replaced in tests. */
  readonly fetch?: (capMs: number) => Promise<Fetched>;
}
const FETCH_CAP_MS = 6_000;
const FETCH_AGAIN_MS = 86_400_000;

/** The first Redis that works, in the order: `REDIS_URL`, a server program here, the distribution's package, in process. */
export async function resolveRedis(options: ResolveOptions): Promise<ResolvedRedis> {
  const { env, production, log } = options;
  const dataDir = resolve(options.dataDir);
  const before = remembered(dataDir);
  if (env.REDIS_URL) return fromUrl(env.REDIS_URL, dataDir);
  if (before?.kind === 'url') log.warn('上次用的是 REDIS_URL,这次没有设: 上次的数据不在这里');

  const program = findOnPath(env.PATH) ?? findFetched(dataDir);
  if (program) return fromProgram(program, dataDir, log);
  if (before?.kind === 'private')
    throw new Fault('redis-missing', '之前的数据在私有 Redis 里,但现在找不到 redis-server 或 valkey-server', {
      place: dataDir,
      remedy: `${installLine(production)};若确定不要旧数据,换一个 DATA_DIR`,
    });
  if (production) throw await nothingFound(production);

  const failedAt = before?.fetchFailedAt;
  const tryFetch = failedAt === undefined || Date.now() - failedAt > FETCH_AGAIN_MS;
  const fetch = options.fetch ?? ((capMs: number) => fetchPackage({ dataDir, env, capMs }));
  const fetched: Fetched = tryFetch
    ? await fetch(FETCH_CAP_MS)
    : { ok: false, reason: '一天内试过,没有成功' };
  if (fetched.ok) return fromProgram(fetched.program, dataDir, log);
  log.info(`没有取到发行版的 Redis 包: ${fetched.reason}`);
  return inProcess(dataDir, log, tryFetch ? Date.now() : failedAt);
}

function fromUrl(url: string, dataDir: string): ResolvedRedis {
  const target = parseRedisUrl(url);
  remember(dataDir, { kind: 'url' });
  const description = `REDIS_URL: ${describeTarget(target)}`;
  return { kind: 'url', address: url, description, exempt: false, close: async () => {} };
}

async function fromProgram(program: ServerProgram, dataDir: string, log: ResolveLog): Promise<ResolvedRedis> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const server = await openPrivateServer(dataDir, program);
  try {
    const imported = await importSnapshot(server.path, dataDir);
    if (imported > 0) log.info(`演示时的 ${imported} 条数据已搬进真正的 Redis`);
  } catch (thrown) {
    await server.close();
    throw thrown;
  }
  remember(dataDir, { kind: 'private' });
  const description = `私有 Redis(${program.binary},${server.reused ? '已在运行' : '刚启动'},每次写入都落盘)`;
  return { kind: 'private', address: { path: server.path }, description, exempt: false, close: server.close };
}

async function inProcess(
  dataDir: string,
  log: ResolveLog,
  fetchFailedAt: number | undefined,
): Promise<ResolvedRedis> {
  const server = await openInProcess(dataDir, log).catch(async (thrown: unknown) => {
    throw isMissingModule(thrown) ? await nothingFound(false) : thrown;
  });
  remember(dataDir, { kind: 'in-process', ...(fetchFailedAt !== undefined && { fetchFailedAt }) });
  log.warn(`⚠️ 内置演示 REDIS: 只供试用,崩溃可能丢掉最后 1 秒,也很慢。正式使用请${installLine(false)}`);
  const description = '进程内演示 Redis(js-redis-server,快照在 DATA_DIR)';
  return {
    kind: 'in-process',
    address: { path: server.path },
    description,
    exempt: true,
    close: server.close,
  };
}

const isMissingModule = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_MODULE_NOT_FOUND';

const installLine = (production: boolean): string =>
  `安装 Redis: sudo apt install redis-server(macOS: brew install valkey)${production ? '' : ',或运行 npm run redis:get'},或设置 REDIS_URL=redis://主机:6379`;

/** What answers on the usual port is mentioned, never used unasked: it may be somebody's cache. */
async function nothingFound(production: boolean): Promise<Fault> {
  const local = await ping({ host: '127.0.0.1', port: 6379 }, 200);
  const hint =
    local === 'ready' || local === 'locked'
      ? ';本机 6379 端口有一个 Redis,要用它请设 REDIS_URL=redis://127.0.0.1:6379'
      : '';
  return new Fault(
    'redis-missing',
    '没有可用的 Redis: REDIS_URL 没设,也没找到 valkey-server 或 redis-server',
    {
      remedy: `${installLine(production)}${hint}`,
    },
  );
}
