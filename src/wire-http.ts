import type { FastifyInstance } from 'fastify';
import type { Env } from './config/env.ts';
import type { HandleEvent } from './domain/handled.ts';
import type { ReplyOf } from './engine/handle-event.ts';
import { callbackRoutes } from './http/callbacks/callback-routes.ts';
import { healthRoutes } from './http/health.ts';
import { opsRoutes } from './http/ops.ts';
import { createServer } from './http/server.ts';
import type { createMetrics } from './observability/metrics.ts';
import type { createOpsStatus } from './ops-status.ts';
import type { RedisClient } from './redis/connection.ts';
import type { ResponseUrls } from './redis/response-urls.ts';
import type { SharedClock } from './redis/shared-clock.ts';
import type { Trouble } from './trouble.ts';
import type { Wecom } from './wire-wecom.ts';

export interface HttpDeps {
  readonly env: Env;
  readonly redis: RedisClient;
  readonly clock: SharedClock;
  readonly wecom: Wecom;
  readonly responseUrls: ResponseUrls;
  readonly handle: HandleEvent;
  readonly replyOf: ReplyOf;
  readonly ops: ReturnType<typeof createOpsStatus>;
  readonly metrics: ReturnType<typeof createMetrics>;
  readonly trouble: Trouble;
}

/** A callback that is not durable by then is answered 503; WeCom hangs up after 5 s. */
const CALLBACK_DEADLINE_MS = 4_000;

/** The server with every route of this process's roles. */
export async function wireHttp(deps: HttpDeps): Promise<FastifyInstance> {
  const { env, redis, clock, wecom, metrics, trouble } = deps;
  const server = createServer({ onError: (error, route) => trouble.failed(`http ${route}`)(error) });
  await server.register(healthRoutes, {
    readiness: async () => {
      const up = redis.status === 'ready';
      return { ready: up, reasons: up ? [] : ['redis'], degraded: [] };
    },
    metrics: metrics.expose,
  });
  if (env.ADMIN_TOKEN !== undefined)
    await server.register(opsRoutes, { token: env.ADMIN_TOKEN, status: deps.ops.status, why: deps.ops.why });
  if (!env.ROLES.includes('web')) return server;

  await server.register(callbackRoutes, {
    endpoint: (kind, id) => wecom.endpoints.get(`${kind}/${id}`),
    handle: async (event) => {
      const begun = performance.now();
      const handled = await deps.handle(event);
      metrics.handleSeconds((performance.now() - begun) / 1000);
      return handled;
    },
    replyOf: async (event) => (await deps.replyOf(event))?.message,
    rememberResponseUrl: deps.responseUrls.remember,
    machineNow: Date.now,
    sharedNow: clock.now,
    deadlineMs: CALLBACK_DEADLINE_MS,
    observe: ({ channel, outcome, reason, error }) => {
      // What a payload calls itself is no label: anybody with a token could make up a new one each time.
      const unnamed = outcome === 'ignored' || outcome === 'malformed';
      metrics.callback(channel, outcome, unnamed ? '' : reason);
      if (unnamed) trouble.log.debug({ channel, reason }, `callback ${outcome}`);
      if (outcome === 'refused') trouble.warnRarely('callback refused', { channel, reason });
      if (outcome === 'failed') trouble.failed('callback')(error);
    },
  });
  return server;
}
