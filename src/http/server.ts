import Fastify, { type FastifyInstance } from 'fastify';

/** A body larger than this is answered 413. */
export const BODY_LIMIT = 1024 * 1024;

/**
 * The bare server: time-outs shorter than WeCom's 5 s, so that a slow client cannot hold a socket, and answers that
 * tell a caller nothing but a status. Routes are added by plugins.
 */
export function createServer(deps: { onError: (error: Error, route: string) => void }): FastifyInstance {
  const app = Fastify({
    logger: false, // every request of a flood would be a line; what matters is logged where it is decided
    bodyLimit: BODY_LIMIT,
    requestTimeout: 4_000,
    connectionTimeout: 5_000,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    routerOptions: { ignoreTrailingSlash: true },
    // A path that cannot be read leads nowhere; Fastify's own answer would describe the mistake.
    frameworkErrors: (_error, _request, reply) => {
      reply.raw.writeHead(404, { 'content-length': 0 }).end();
    },
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) deps.onError(error, request.routeOptions.url ?? 'unknown route');
    return reply.code(status).send();
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send());
  return app;
}
