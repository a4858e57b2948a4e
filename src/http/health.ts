import type { FastifyPluginAsync } from 'fastify';

/** `ready: false` keeps traffic away (503); `degraded` names what is down while the bot still serves. */
export interface Readiness {
  readonly ready: boolean;
  readonly reasons: readonly string[];
  readonly degraded: readonly string[];
}
export interface HealthOptions {
  readonly readiness: () => Promise<Readiness>;
  /** Prometheus text and its content type. */
  readonly metrics: () => Promise<{ readonly type: string; readonly body: string }>;
}

/** `/healthz` (process alive), `/readyz` (configuration loaded, Redis answered once), `/metrics`. */
export const healthRoutes: FastifyPluginAsync<HealthOptions> = async (app, { readiness, metrics }) => {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const { ready, reasons, degraded } = await readiness();
    reply.code(ready ? 200 : 503);
    return ready ? { status: 'ready', degraded } : { status: 'not ready', reasons };
  });
  app.get('/metrics', async (_request, reply) => {
    const { type, body } = await metrics();
    return reply.type(type).send(body);
  });
};
