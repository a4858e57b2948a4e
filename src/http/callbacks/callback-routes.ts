import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import {
  type Answer,
  type AnswerDeps,
  answerCallback,
  answerEcho,
  type CallbackQuery,
} from './answer-callback.ts';
import type { CallbackEndpoint } from './callback-endpoint.ts';
import { createGather } from './gather.ts';

export interface CallbackRoutesOptions extends AnswerDeps {
  /** Endpoints by `<kind>/<id>`; a reload may change them. */
  readonly endpoint: (kind: string, id: string) => CallbackEndpoint | undefined;
}
interface Route {
  Params: { kind: string; id: string };
  Querystring: CallbackQuery;
  Body: string | undefined;
}

/**
 * `/wecom/app|aibot|robot/:id`. Not wrapped in fastify-plugin: raw bodies stay in this scope, since the signature covers
 * what is inside them whatever content type WeCom names. Refusals have an empty body and do not tell which check failed.
 */
export const callbackRoutes: FastifyPluginAsync<CallbackRoutesOptions> = async (app, options) => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  // What WeCom names is documented nowhere, and a type that Fastify cannot read would be answered 415.
  app.addHook('onRequest', (request, _reply, done) => {
    request.headers['content-type'] = undefined;
    done();
  });

  app.get<Route>('/wecom/:kind/:id', async (request, reply) => {
    const endpoint = options.endpoint(request.params.kind, request.params.id);
    if (!endpoint) return reply.code(404).send();
    return send(reply, answerEcho(endpoint, request.query, options));
  });
  const together = createGather();
  app.post<Route>('/wecom/:kind/:id', async (request, reply) => {
    const endpoint = options.endpoint(request.params.kind, request.params.id);
    if (!endpoint) return reply.code(404).send();
    await together();
    return send(reply, await answerCallback(endpoint, request.query, request.body ?? '', options));
  });
};

const send = (reply: FastifyReply, { status, body, contentType }: Answer) => {
  reply.code(status);
  if (contentType !== undefined) reply.header('content-type', contentType);
  return reply.send(body);
};
