import Fastify from 'fastify';
import { portOf, serveArm } from './serve-arm.ts';

/** The yardstick: Fastify parses a JSON body and sends it back. */
await serveArm(async () => {
  const server = Fastify({ logger: false });
  server.post('/echo', (request, reply) => reply.send(request.body));
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return { port: portOf(url), close: () => server.close() };
});
