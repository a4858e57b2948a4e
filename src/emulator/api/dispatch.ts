import type { Clock } from '../../domain/clock.ts';
import { createWindows } from '../window.ts';
import { type Answer, asSent, refuse } from './answer.ts';
import type { Calls } from './calls.ts';
import { harmless } from './calls.ts';
import type { Endpoint } from './endpoint.ts';
import { type Fields, isFields } from './fields.ts';
import { type Media, mediaPart } from './media.ts';
import type { Tokens } from './token.ts';

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly contentType: string | undefined;
  readonly body: Buffer;
}
export type Dispatch = (request: ApiRequest) => Answer;

/** Finds the endpoint, checks method, token and JSON, and answers. Unknown paths answer like WeCom: with an errcode. */
export function createDispatch(deps: {
  readonly endpoints: readonly Endpoint[];
  readonly tokens: Tokens;
  readonly media: Media;
  readonly clock: Clock;
  readonly calls: Calls;
  readonly limits: boolean;
}): Dispatch {
  const { tokens, media, clock, calls } = deps;
  const byPath = new Map(deps.endpoints.map((endpoint) => [endpoint.path, endpoint]));
  // outbound.md §8.1, "base frequency" per corp and API.
  const base = createWindows(deps.limits, [
    { max: 10_000, ms: 60_000 },
    { max: 150_000, ms: 3_600_000 },
  ]);

  const answerTo = (request: ApiRequest): Answer => {
    const { path, query } = request;
    const endpoint = byPath.get(path);
    if (!endpoint) return noted(request, undefined, refuse(40066, 'invalid url'));
    switch (endpoint.type) {
      case 'upload': {
        if (request.method !== 'POST') return noted(request, undefined, refuse(43002, 'require POST method'));
        const allowed = endpoint.scope(query);
        const file = mediaPart(request.contentType, request.body);
        const answer =
          'refusal' in allowed ? allowed.refusal : media.upload(allowed.scope, query.get('type'), file);
        return noted(request, undefined, answer);
      }
      case 'open':
      case 'token': {
        if (request.method !== endpoint.method) {
          const refusal = endpoint.method === 'GET' ? 43001 : 43002;
          return noted(request, undefined, refuse(refusal, `require ${endpoint.method} method`));
        }
        const body = endpoint.method === 'GET' ? {} : parsed(request.body);
        if (!body) return noted(request, undefined, refuse(47001, 'data format error'));
        if (endpoint.type === 'open') return noted(request, body, endpoint.handle({ query, body }));
        const allowed = tokens.check(query);
        if ('refusal' in allowed) return noted(request, body, allowed.refusal);
        if (!base.take(path, clock.now()))
          return noted(request, body, refuse(45009, 'api freq out of limit'));
        return noted(request, body, endpoint.handle({ query, body, app: allowed.app }));
      }
      default:
        return endpoint satisfies never;
    }
  };
  const noted = (request: ApiRequest, body: Fields | undefined, answer: Answer) => {
    calls.note(request.path, request.method === 'GET' ? harmless(request.query) : body, answer.errcode);
    return answer;
  };
  return (request) => asSent(answerTo(request), clock.now());
}

const parsed = (raw: Buffer): Fields | undefined => {
  try {
    const value: unknown = JSON.parse(raw.toString('utf8'));
    return isFields(value) ? value : undefined;
  } catch {
    // Not JSON: answered as such.
    return undefined;
  }
};
