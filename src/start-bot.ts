import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type App, createApp } from './app.ts';
import type { Env } from './config/env.ts';
import { sandboxModeOf } from './config/read-sandbox-mode.ts';
import { asError, Fault } from './domain/fault.ts';
import { createLogger } from './observability/logger.ts';
import { createRecentErrors } from './observability/recent-errors.ts';
import { createScrubber } from './observability/scrubber.ts';
import { connectQueueRedis, connectRedis, type RedisClient } from './redis/connection.ts';
import { passGate } from './redis/gate.ts';
import { resolveRedis } from './redis/resolve/resolve-redis.ts';
import { createSharedClock } from './redis/shared-clock.ts';
import { createRedisStores } from './redis/stores.ts';
import { createLastKnownGood } from './reload/last-known-good.ts';
import { sandboxSeed } from './sandbox-seed.ts';
import { findFiles, startConfiguration } from './start-configuration.ts';
import { secretsOf } from './wire-wecom.ts';

export interface RunningBot {
  /** Where the bot listens. */
  readonly url: string;
  readonly sandboxUrl: string | undefined;
  readonly app: App;
  stop(why: string): Promise<void>;
}

/** From the environment to a serving bot: settings, Redis, configuration, program, and – in the sandbox – a small WeCom. */
export async function startBot(
  env: Env,
  processEnv: Readonly<Record<string, string | undefined>>,
): Promise<RunningBot> {
  const scrubber = createScrubber();
  for (const secret of [env.ADMIN_TOKEN, env.REDIS_URL]) if (secret !== undefined) scrubber.add(secret);
  const log = createLogger({ level: env.LOG_LEVEL, scrubber });
  const dataDir = resolve(env.DATA_DIR);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });

  const dir = resolve(env.CONFIG_DIR);
  const lastKnownGood = createLastKnownGood(join(dataDir, 'last-known-good'));
  const [found, snapshot] = await Promise.all([findFiles(dir), lastKnownGood.load()]);
  if (found.fault && !snapshot) throw found.fault;
  // A file that somebody has deleted must not turn the real thing into a demonstration.
  const wecomText = found.files?.get('wecom.yaml') ?? snapshot?.files.get('wecom.yaml') ?? '';
  const sandbox = isSandbox(wecomText, env, processEnv);
  const started: (() => Promise<void> | void)[] = [];
  const stopAll = async () => {
    for (const stop of started.reverse()) await stop();
  };
  try {
    const place = await resolveRedis({ env: processEnv, dataDir, production: env.production, log });
    started.push(place.close);
    log.info({ redis: place.description }, 'redis');
    const onError = (error: Error) => log.error({ err: error }, 'redis connection');
    const redis = await connectRedis(place.address, { onError });
    started.push(() => redis.disconnect());
    if (!place.exempt) for (const { problem, fix } of await passGate(redis)) log.warn({ fix }, problem);
    const clock = await createSharedClock({ redis, onError });
    started.push(clock.close);
    const recentErrors = createRecentErrors({ clock, scrubber });

    let app: App | undefined;
    const stores = createRedisStores(redis);
    const configuration = await startConfiguration({
      dir,
      found,
      snapshot,
      keep: lastKnownGood.save,
      secrets: sandbox ? { type: 'sandbox', seed: sandboxSeed(dataDir) } : { type: 'env', env: processEnv },
      store: stores.events,
      clock,
      log,
      live: () => app?.live() ?? { queueDepth: 0, redis: place.description, recentErrors: [] },
    });
    const { wecom, book } = configuration;
    for (const secret of secretsOf(wecom)) scrubber.add(secret);
    const unbuilt = wecom.aibots.find(({ mode }) => mode === 'websocket');
    if (unbuilt)
      throw new Fault(
        'not-built-yet',
        `智能机器人 ${unbuilt.id}:mode: websocket(长连接)还没有实现 (not built yet)`,
        {
          remedy: '请先用 mode: callback。',
        },
      );

    const queueClients: RedisClient[] = [];
    const small = sandbox
      ? await (await import('./start-sandbox.ts')).startSandbox({
          env,
          wecom,
          book,
          clock,
          log,
        })
      : undefined;
    if (small) started.push(small.close);
    const port = small?.port ?? env.PORT;
    app = await createApp({
      env,
      log,
      redis,
      clock,
      scrubber,
      recentErrors,
      wecom,
      book,
      configuration,
      stores,
      apiBase: small?.apiBase ?? env.WECOM_API_BASE,
      redisDescription: place.description,
      queueConnection: () => {
        const client = connectQueueRedis(place.address, { onError });
        queueClients.push(client);
        return client;
      },
      ...(small && { onDecided: small.onDecided, onLive: small.follow }),
    });
    const running = app;
    started.push(async () => {
      await running.close();
      for (const client of queueClients) client.disconnect();
    });
    await small?.attach(running);
    const url = await listen(running, env.HOST, port);
    await running.start();
    log.info({ url, version: book().version, groups: book().community.groups.size }, 'qunyun is running');
    const sandboxUrl = small && `http://127.0.0.1:${port}/sandbox/`;
    if (small) small.announce();
    return {
      url,
      sandboxUrl,
      app: running,
      stop: async (why) => {
        log.info({ why }, 'stopping');
        await stopAll();
        log.info('stopped');
      },
    };
  } catch (error) {
    await stopAll().catch((stopping: unknown) => log.error({ err: asError(stopping) }, 'while giving up'));
    throw error;
  }
}

/** Throws a Fault that lists what is missing when only some of the secrets are set. */
function isSandbox(
  wecom: string,
  env: Env,
  processEnv: Readonly<Record<string, string | undefined>>,
): boolean {
  const mode = sandboxModeOf({ wecom, flag: env.SANDBOX, env: processEnv });
  if (mode.type === 'refused')
    throw new Fault('secrets-missing', `这些环境变量还没有设置:${mode.missing.join('、')}`, {
      remedy: '补上它们再启动;只想先试用就设 SANDBOX=1。',
    });
  return mode.type === 'on';
}

/** Says in plain words what most often goes wrong when a server starts. */
async function listen(app: App, host: string, port: number): Promise<string> {
  try {
    return await app.server.listen({ host, port });
  } catch (cause) {
    const code = Reflect.get(asError(cause), 'code');
    if (code === 'EADDRINUSE')
      throw new Fault('port-in-use', `端口 ${port} 已经被占用`, {
        cause,
        remedy: '可能已经开着一个;换一个端口再启动,例如 PORT=3001 npm start。',
      });
    throw new Fault('cannot-listen', `不能在 ${host}:${port} 上监听(${String(code)})`, {
      cause,
      remedy: '请检查 HOST 和 PORT。',
    });
  }
}
