import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyPluginAsync } from 'fastify';

export interface OpsOptions {
  /** `ADMIN_TOKEN`. Without one the routes are not registered. */
  readonly token: string;
  readonly status: () => Promise<unknown>;
  /** `<group>~<effect or event id>`; undefined when nothing is known of it. */
  readonly why: (messageId: string) => Promise<unknown | undefined>;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Ops API: everything answers only to `Authorization: Bearer ADMIN_TOKEN`, compared in constant time. */
export const opsRoutes: FastifyPluginAsync<OpsOptions> = async (app, { token, status, why }) => {
  const expected = digest(`Bearer ${token}`);
  app.addHook('onRequest', async (request, reply) => {
    const given = digest(request.headers.authorization ?? '');
    if (!timingSafeEqual(given, expected)) {
      return reply.code(401).header('www-authenticate', 'Bearer').send();
    }
  });
  app.get('/ops/status', async () => status());
  app.get<{ Params: { messageId: string } }>('/ops/why/:messageId', async (request, reply) => {
    const known = await why(request.params.messageId);
    if (known === undefined) return reply.code(404).send({ error: 'nothing is known of this message id' });
    return known;
  });
};
