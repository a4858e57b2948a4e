import type { AnswerDeps } from '../../src/http/callbacks/answer-callback.ts';
import { callbackRoutes } from '../../src/http/callbacks/callback-routes.ts';
import { createServer } from '../../src/http/server.ts';
import type { Fire } from './run-fuzz.ts';
import { bodyOf } from './shot.ts';
import type { Target } from './targets.ts';

/** The same through the real server: query strings, body limits and content types included. */
export async function throughHttp(
  targets: readonly Target[],
  deps: AnswerDeps,
): Promise<{ readonly fire: Fire; readonly close: () => Promise<void> }> {
  const endpoints = new Map(targets.map(({ endpoint }) => [`${endpoint.kind}/${endpoint.id}`, endpoint]));
  const server = createServer({
    onError: (error) => {
      throw error; // a 5xx is a fault of ours, whatever was sent
    },
  });
  await server.register(callbackRoutes, { ...deps, endpoint: (kind, id) => endpoints.get(`${kind}/${id}`) });
  const fire: Fire = async (shot, how) => {
    const { kind, id } = shot.target.endpoint;
    const query = new URLSearchParams();
    const add = (name: string, value: unknown) => {
      if (value === undefined) return;
      for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
    };
    add('msg_signature', shot.signature);
    add('timestamp', shot.timestamp);
    add('nonce', shot.nonce);
    if (how === 'GET') add('echostr', shot.encrypt);
    const response = await server.inject({
      method: how,
      url: `/wecom/${kind}/${id}?${query}`,
      ...(how === 'POST' && {
        payload: bodyOf(shot),
        headers: { 'content-type': shot.target.form === 'json' ? 'application/json' : 'text/xml' },
      }),
    });
    return { status: response.statusCode, body: response.body };
  };
  return { fire, close: () => server.close() };
}
