import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { z } from 'zod';
import { asError, Fault } from '../domain/fault.ts';
import { NotFound, sandboxApi } from './api.ts';
import type { SandboxDeps } from './deps.ts';
import { refuseUnlessLocal } from './only-loopback.ts';
import { pageHeaders, readPageFiles } from './page-files.ts';

/**
 * The sandbox page and its API under `/sandbox/`, for this machine only. Not wrapped in fastify-plugin: its guard,
 * parser and error texts stay in this scope.
 */
export const sandboxRoutes: FastifyPluginAsync<SandboxDeps> = async (app, deps) => {
  const files = await readPageFiles();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    app.getDefaultJsonParser('error', 'error'),
  );

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(pageHeaders);
    const { host, origin } = request.headers;
    const { remoteAddress } = request.socket;
    const problem = refuseUnlessLocal({
      method: request.method,
      remoteAddress,
      host,
      origin,
    });
    if (problem) return reply.code(403).send({ problem });
  });
  app.setErrorHandler((thrown, _, reply) => {
    const refusal = refusalOf(thrown);
    // What is our fault goes to the server's own handler, which reports it.
    if (!refusal) throw asError(thrown);
    return reply.code(refusal.code).send({ problem: refusal.problem });
  });

  const file = (name: string, reply: FastifyReply) => {
    const found = files.get(name);
    if (!found) throw new NotFound('没有这个文件');
    return reply.type(found.type).send(found.body);
  };
  app.get('/sandbox', (_, reply) => file('index.html', reply));
  app.get<{ Params: { '*': string } }>('/sandbox/*', (request, reply) =>
    file(request.params['*'] || 'index.html', reply),
  );
  await app.register(sandboxApi, { ...deps, prefix: '/sandbox/api' });
};

/** Expected refusals with words for the page; undefined when something is broken. */
function refusalOf(thrown: unknown): { readonly code: number; readonly problem: string } | undefined {
  if (thrown instanceof NotFound) return { code: 404, problem: thrown.message };
  if (thrown instanceof z.ZodError) return { code: 400, problem: '请求的内容不对' };
  if (thrown instanceof Fault && thrown.code.startsWith('emulator-'))
    return { code: 409, problem: '做不到:群或成员刚刚变了,请再试一次' };
  // Fastify's own refusals (not JSON, too large) carry their status.
  if (!(thrown instanceof Error && 'statusCode' in thrown)) return undefined;
  const { statusCode } = thrown;
  return typeof statusCode === 'number' && statusCode < 500
    ? { code: statusCode, problem: '请求的内容不对' }
    : undefined;
}
