import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCheckinBoardView } from './checkin-board-view.ts';
import type { Env } from './config/env.ts';
import type { WecomSettings } from './config/wecom.ts';
import { groupScope, type Scope, sharedScopes } from './domain/chat.ts';
import type { Outgoing } from './domain/effects.ts';
import { createEngine, type EngineDeps } from './engine/handle-event.ts';
import { createPacer } from './engine/pace.ts';
import { createBroadcastRunner } from './engine/run-broadcasts.ts';
import { createTellOperators } from './engine/tell-operators.ts';
import { createOutageWatch } from './engine/watch-outages.ts';
import { withViews } from './engine/with-views.ts';
import type { Book } from './features/book.ts';
import { BOARD_VIEW } from './features/checkin/board-rows.ts';
import { saidRows } from './features/why/rows.ts';
import { createWakeUp } from './jobs/wake-up.ts';
import type { Logger } from './observability/logger.ts';
import { createMetrics } from './observability/metrics.ts';
import type { RecentErrors } from './observability/recent-errors.ts';
import type { Scrubber } from './observability/scrubber.ts';
import { createOpsStatus } from './ops-status.ts';
import type { RedisClient } from './redis/connection.ts';
import { createRedisPresence } from './redis/presence.ts';
import { createResponseUrls } from './redis/response-urls.ts';
import type { SharedClock } from './redis/shared-clock.ts';
import { createRedisStores, type RedisStores } from './redis/stores.ts';
import { createRedisTokenStore } from './redis/token-store.ts';
import { runEvery } from './run-every.ts';
import { createSaidView } from './said-view.ts';
import type { Configuration } from './start-configuration.ts';
import { createTrouble } from './trouble.ts';
import { wireDelivery } from './wire-delivery.ts';
import { wireHttp } from './wire-http.ts';
import { wireWecom } from './wire-wecom.ts';

export interface AppDeps {
  readonly env: Env;
  readonly book: () => Book;
  /** Follows saves and commands. Absent: the book stays as it is. */
  readonly configuration?: Configuration;
  readonly wecom: WecomSettings;
  /** `WECOM_API_BASE`, or the emulator's. */
  readonly apiBase: string;
  readonly redis: RedisClient;
  /** Those on `redis`, when somebody has made them already. */
  readonly stores?: RedisStores;
  /** Connections for BullMQ, each used by one queue or worker. */
  readonly queueConnection: () => RedisClient;
  readonly redisDescription: string;
  readonly clock: SharedClock;
  readonly scrubber: Scrubber;
  readonly log: Logger;
  readonly recentErrors: RecentErrors;
  /** Sends in flight at once in this process. */
  readonly windowSize?: number;
  /** Another configuration has come into force. Must not throw. */
  readonly onLive?: () => void;
  readonly onDecided?: EngineDeps['onDecided'];
}

const WINDOW = 64;
const WATCHDOG_EVERY_MS = 5_000;
const OVERDUE_MS = 10_000;
const BEAT_EVERY_MS = 5_000;
/** Three signs of life missed in a row: nobody was there. */
const LEAST_GAP_MS = 15_000;

/** Builds the whole program and starts nothing. `close` stops it in the order intake, workers, clients. */
export async function createApp(deps: AppDeps) {
  const { env, book, redis, clock, scrubber, log, recentErrors } = deps;
  const owner = randomUUID();
  const has = (role: Env['ROLES'][number]) => env.ROLES.includes(role);
  const stores = deps.stores ?? createRedisStores(redis);
  const responseUrls = createResponseUrls(redis);
  const scopes = (): readonly Scope[] => [
    ...Array.from(book().community.groups.keys(), groupScope),
    ...sharedScopes,
  ];
  const onCommitted = (scope: Scope, effects: readonly Outgoing[]) => delivery.accept(scope, effects);

  const tell = createTellOperators({ store: stores.events, book, clock, onCommitted });
  const trouble = createTrouble({ log, recentErrors, tell, now: Date.now });
  const metrics = createMetrics({
    queueDepth: () => stores.outbox.depth(scopes()),
    redisUp: () => redis.status === 'ready',
    process: true,
  });
  const wecom = wireWecom({
    settings: deps.wecom,
    apiBase: deps.apiBase,
    clock,
    store: createRedisTokenStore({ redis, now: clock.now, sleep }),
    scrubber,
    log,
    alert: trouble.alert,
  });
  const engine = createEngine({
    store: withViews(stores.events, {
      [saidRows.collection]: createSaidView(stores),
      [BOARD_VIEW]: createCheckinBoardView({
        events: stores.events,
        groups: () => book().community.groups.keys(),
        now: clock.now,
      }),
    }),
    directory: stores.chats,
    book,
    clock,
    random: Math.random,
    identify: wecom.identify,
    pacer: createPacer(),
    onCommitted,
    ...(deps.onDecided && { onDecided: deps.onDecided }),
    observe: (what) => what !== 'empty' && metrics.commit(what),
  });
  redis.on('close', engine.storeLost);
  const delivery = wireDelivery({
    owner,
    book,
    stores,
    responseUrls,
    clock,
    wecom,
    metrics,
    trouble,
    scopes,
    queueConnection: deps.queueConnection,
    handle: engine.handle,
    configure: async ({ change, by }, id) => deps.configuration?.change(change, by.userid ?? by.id, id),
    windowSize: deps.windowSize ?? WINDOW,
  });

  const runner = createBroadcastRunner({
    table: stores.schedules,
    handle: engine.handle,
    book,
    clock,
    owner,
    arm: (due) => wakeUp?.arm(due) ?? Promise.resolve(),
    onBroken: ({ schedule, instant }, error) => {
      trouble.failed('broadcast')(error);
      trouble.alert(`定时群发 ${schedule}@${instant} 没能执行,稍后再试`);
    },
    onReport: (report) => {
      log.info({ report }, 'broadcast');
      for (const { group, why } of report.refused)
        trouble.alert(`群发 ${report.broadcast} 没有进这个群:${why}`, group);
    },
  });
  const wakeUp = has('scheduler')
    ? createWakeUp({
        connection: deps.queueConnection(),
        clock,
        onWake: runner.tick,
        onError: trouble.failed('wake-up'),
      })
    : undefined;
  const watch = async () => {
    const late = await runner.overdue(clock.now() - OVERDUE_MS).catch(() => []);
    if (late.length > 0) trouble.alert(`${late.length} 条定时群发到点 10 秒还没有开始,正在补上`);
    await runner.tick().catch(trouble.failed('schedule'));
  };

  const outages = createOutageWatch({
    presence: createRedisPresence({ redis, leastGapMs: LEAST_GAP_MS }),
    handle: engine.handle,
    groups: () => [...book().community.groups.keys()],
    onGap: ({ from, to }) =>
      log.warn({ from, to, seconds: Math.round((to - from) / 1000) }, 'nobody could accept messages'),
    onBroken: (_group, error) => trouble.failed('outage')(error),
  });
  const beat = () => outages.beat().catch(trouble.failed('outage'));

  const ops = createOpsStatus({
    book,
    stores,
    scopes,
    recentErrors,
    redis: deps.redisDescription,
    replyOf: engine.replyOf,
    ...(deps.configuration && { configuration: deps.configuration.status }),
  });
  const { handle, replyOf } = engine;
  const server = await wireHttp({
    env,
    redis,
    clock,
    wecom,
    responseUrls,
    handle,
    replyOf,
    ops,
    metrics,
    trouble,
  });

  const stops: (() => Promise<void> | void)[] = [];
  return {
    server,
    stores,
    live: ops.live,
    /** Starts the background work of this process's roles. */
    start: async (): Promise<void> => {
      if (has('web')) {
        // Before the schedules: a day that was lost to an outage is not missed by anybody.
        await beat();
        stops.push(runEvery(BEAT_EVERY_MS, beat));
      }
      if (has('worker')) await delivery.start();
      if (has('scheduler')) {
        await runner.tick().catch(trouble.failed('schedule'));
        stops.push(runEvery(WATCHDOG_EVERY_MS, watch));
        const unsubscribe = clock.onChange(() => {
          runner.tick().catch(trouble.failed('schedule'));
        });
        stops.push(() => void unsubscribe());
      }
      stops.push(ops.keepFresh());
      const stopFollowing = await deps.configuration?.begin({
        alert: trouble.alert,
        failed: trouble.failed('configuration'),
        onLive: () => {
          deps.onLive?.();
          if (has('scheduler')) runner.tick().catch(trouble.failed('schedule'));
        },
      });
      if (stopFollowing) stops.push(stopFollowing);
    },
    close: async (): Promise<void> => {
      if (has('web')) await beat();
      await server.close();
      for (const stop of stops.reverse()) await stop();
      await wakeUp?.close();
      await delivery.close();
      await wecom.close();
    },
  };
}
export type App = Awaited<ReturnType<typeof createApp>>;
