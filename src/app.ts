import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Env } from './config/env.ts';
import type { WecomSettings } from './config/wecom.ts';
import { createDeliver } from './delivery/deliver.ts';
import { createDispatcher } from './delivery/dispatcher.ts';
import { createRouteEffect } from './delivery/route-effect.ts';
import { createSweeper } from './delivery/sweeper.ts';
import { groupScope, type Scope, sharedScopes } from './domain/chat.ts';
import { asError, Fault } from './domain/fault.ts';
import type { GroupId } from './domain/ids.ts';
import { createEngine, type EngineDeps } from './engine/handle-event.ts';
import { createBroadcastRunner } from './engine/run-broadcasts.ts';
import { ALERT_SOURCE, createTellOperators } from './engine/tell-operators.ts';
import type { Book } from './features/book.ts';
import { callbackRoutes } from './http/callbacks/callback-routes.ts';
import { healthRoutes } from './http/health.ts';
import { opsRoutes } from './http/ops.ts';
import { createServer } from './http/server.ts';
import { createDeliveryJobs, createDeliveryWorker } from './jobs/delivery-jobs.ts';
import { createWakeUp } from './jobs/wake-up.ts';
import type { Logger } from './observability/logger.ts';
import { createMetrics } from './observability/metrics.ts';
import type { RecentErrors } from './observability/recent-errors.ts';
import type { Scrubber } from './observability/scrubber.ts';
import { createOpsStatus } from './ops-status.ts';
import { createPerform } from './perform-effect.ts';
import type { RedisClient } from './redis/connection.ts';
import { createResponseUrls } from './redis/response-urls.ts';
import type { SharedClock } from './redis/shared-clock.ts';
import { createRedisStores } from './redis/stores.ts';
import { createRedisTokenStore } from './redis/token-store.ts';
import { runEvery } from './run-every.ts';
import { chooseOutlet } from './wecom/outlets/choose-outlet.ts';
import { sendPieces } from './wecom/outlets/send-pieces.ts';
import { wireWecom } from './wire-wecom.ts';

export interface AppDeps {
  readonly env: Env;
  readonly book: () => Book;
  readonly wecom: WecomSettings;
  /** `WECOM_API_BASE`, or the emulator's. */
  readonly apiBase: string;
  readonly redis: RedisClient;
  /** Connections for BullMQ, each used by one queue or worker. */
  readonly queueConnection: () => RedisClient;
  readonly redisDescription: string;
  readonly clock: SharedClock;
  readonly scrubber: Scrubber;
  readonly log: Logger;
  readonly recentErrors: RecentErrors;
  /** Sends in flight at once in this process. */
  readonly windowSize?: number;
  readonly onDecided?: EngineDeps['onDecided'];
}

/** A callback that is not durable by then is answered 503; WeCom hangs up after 5 s. */
const CALLBACK_DEADLINE_MS = 4_000;
const WINDOW = 64;
const SWEEP_EVERY_MS = 500;
const WATCHDOG_EVERY_MS = 5_000;
const OVERDUE_MS = 10_000;

/** Builds the whole program and starts nothing. `close` stops it in the order intake, workers, Redis clients. */
export async function createApp(deps: AppDeps) {
  const { env, book, redis, clock, scrubber, log, recentErrors } = deps;
  const owner = randomUUID();
  const has = (role: Env['ROLES'][number]) => env.ROLES.includes(role);
  const alert = (text: string, group?: GroupId) => {
    log.error({ alert: text, group }, 'operators should know');
    recentErrors.note(text, group);
    tell(text, group).catch((error: unknown) =>
      log.error({ err: asError(error) }, 'operators could not be told'),
    );
  };
  const onError = (what: string) => (thrown: unknown) => {
    const error = asError(thrown);
    log.error({ err: error }, what);
    recentErrors.note(`${what}:${error instanceof Fault ? error.message : error.name}`);
  };

  const stores = createRedisStores(redis);
  const responseUrls = createResponseUrls(redis);
  const tokenStore = createRedisTokenStore({ redis, now: clock.now, sleep });
  const tell = createTellOperators({
    store: stores.events,
    book,
    clock,
    onCommitted: (scope, effects) => dispatcher.accept(scope, effects),
  });
  const wecom = wireWecom({
    settings: deps.wecom,
    apiBase: deps.apiBase,
    clock,
    store: tokenStore,
    scrubber,
    log,
    alert,
  });
  const scopes = (): readonly Scope[] => [
    ...Array.from(book().community.groups.keys(), groupScope),
    ...sharedScopes,
  ];
  const metrics = createMetrics({
    queueDepth: () => stores.outbox.depth(scopes()),
    redisUp: () => redis.status === 'ready',
    process: true,
  });

  const jobs = createDeliveryJobs({
    connection: deps.queueConnection(),
    clock,
    onError: onError('delivery queue'),
  });
  const engine = createEngine({
    store: stores.events,
    directory: stores.chats,
    book,
    clock,
    random: Math.random,
    identify: wecom.identify,
    onCommitted: (scope, effects) => dispatcher.accept(scope, effects),
    ...(deps.onDecided && { onDecided: deps.onDecided }),
    observe: (what) => what !== 'empty' && metrics.commit(what),
  });
  const deliver = createDeliver({
    outbox: stores.outbox,
    limiter: stores.limiter,
    clock,
    monotonic: () => performance.now(),
    owner,
    route: createRouteEffect({
      community: () => book().community,
      outletOf: wecom.outletOf,
      choose: chooseOutlet,
      sendPieces,
      staff: wecom.staff,
      late: wecom.late,
      responseUrl: responseUrls.recall,
    }),
    perform: createPerform({ handle: engine.handle, roster: wecom.roster, clock }),
    onOutcome: (outgoing, via, outcome) => {
      metrics.send(via, outcome.type);
      if (outcome.type === 'sent') return;
      const { effect, id } = outgoing;
      log.warn({ effect: id, via, outcome: outcome.type, reason: outcome.reason }, 'send did not go through');
      if (outcome.type === 'later') return;
      const group = effect.type === 'send' ? effect.group : undefined;
      const doubt = outcome.type === 'unknown' ? '不知道有没有发出' : '没有发出';
      const text = `有消息${doubt}(${via}):${outcome.reason}`;
      // News of trouble that cannot be sent must not make more news.
      if ('origin' in effect && effect.origin.source === ALERT_SOURCE) recentErrors.note(text, group);
      else alert(text, group);
    },
  });
  const dispatcher = createDispatcher({
    deliver,
    queue: jobs,
    clock,
    windowSize: deps.windowSize ?? WINDOW,
    onError: onError('delivery'),
  });
  const sweeper = createSweeper({
    outbox: stores.outbox,
    queue: jobs,
    clock,
    scopes,
    onLost: (scope, { id }) => {
      log.warn({ scope, effect: id }, 'a send was interrupted: whether it arrived is unknown');
      alert('有消息在发送时程序中断,不知道有没有发出');
    },
    onError: onError('sweep'),
  });
  const runner = createBroadcastRunner({
    table: stores.schedules,
    handle: engine.handle,
    book,
    clock,
    owner,
    arm: (due) => wakeUp?.arm(due) ?? Promise.resolve(),
    onReport: (report) => {
      log.info({ report }, 'broadcast');
      for (const { group, why } of report.refused)
        alert(`群发 ${report.broadcast} 没有进这个群:${why}`, group);
    },
  });
  const wakeUp = has('scheduler')
    ? createWakeUp({
        connection: deps.queueConnection(),
        clock,
        onWake: runner.tick,
        onError: onError('wake-up'),
      })
    : undefined;

  const ops = createOpsStatus({
    book,
    stores,
    scopes,
    recentErrors,
    redis: deps.redisDescription,
    replyOf: engine.replyOf,
  });
  const server: FastifyInstance = createServer({
    onError: (error, route) => onError(`http ${route}`)(error),
  });
  await server.register(healthRoutes, {
    readiness: async () => {
      const up = redis.status === 'ready';
      return { ready: up, reasons: up ? [] : ['redis'], degraded: [] };
    },
    metrics: metrics.expose,
  });
  if (env.ADMIN_TOKEN !== undefined) await server.register(opsRoutes, { token: env.ADMIN_TOKEN, ...ops });
  if (has('web')) {
    await server.register(callbackRoutes, {
      endpoint: (kind, id) => wecom.endpoints.get(`${kind}/${id}`),
      handle: async (event) => {
        const begun = performance.now();
        const handled = await engine.handle(event);
        metrics.handleSeconds((performance.now() - begun) / 1000);
        return handled;
      },
      replyOf: async (event) => (await engine.replyOf(event))?.message,
      rememberResponseUrl: responseUrls.remember,
      machineNow: Date.now,
      sharedNow: clock.now,
      deadlineMs: CALLBACK_DEADLINE_MS,
      observe: ({ channel, outcome, reason, error }) => {
        metrics.callback(
          channel,
          outcome,
          outcome === 'ignored' || outcome === 'malformed' ? outcome : reason,
        );
        if (outcome === 'ignored' || outcome === 'malformed')
          log.debug({ channel, reason }, `callback ${outcome}`);
        if (outcome === 'refused') log.warn({ channel, reason }, 'callback refused');
        if (outcome === 'failed') onError('callback')(error);
      },
    });
  }

  const stops: (() => Promise<void> | void)[] = [];
  return {
    server,
    engine,
    stores,
    metrics,
    live: ops.live,
    why: ops.why,
    scopes,
    /** Starts the background work of this process's roles. */
    start: async (): Promise<void> => {
      if (has('worker')) {
        const worker = createDeliveryWorker({
          connection: deps.queueConnection(),
          clock,
          deliver,
          onError: onError('delivery worker'),
        });
        stops.push(worker.close);
        await sweeper.sweepAll();
        stops.push(runEvery(SWEEP_EVERY_MS, sweeper.step));
      }
      if (has('scheduler')) {
        const tick = () => runner.tick().catch(onError('schedule'));
        stops.push(
          runEvery(WATCHDOG_EVERY_MS, async () => {
            const late = await runner.overdue(clock.now() - OVERDUE_MS).catch(() => []);
            if (late.length > 0) alert(`${late.length} 条定时群发到点 10 秒还没有开始,正在补上`);
            await tick();
          }),
        );
        await tick();
      }
      stops.push(ops.keepFresh());
      const unsubscribe = clock.onChange(() => {
        if (has('worker')) void sweeper.sweepAll().catch(onError('sweep'));
        if (has('scheduler')) void runner.tick().catch(onError('schedule'));
      });
      stops.push(() => void unsubscribe());
    },
    close: async (): Promise<void> => {
      await server.close();
      for (const stop of stops.reverse()) await stop();
      await dispatcher.close();
      await wakeUp?.close();
      await jobs.close();
      await wecom.close();
    },
  };
}
export type App = Awaited<ReturnType<typeof createApp>>;
