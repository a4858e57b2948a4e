import { randomBytes } from 'node:crypto';
import type { Clock } from '../../domain/clock.ts';
import type { TenantSettings } from '../types.ts';
import { type Answer, accept, refuse } from './answer.ts';
import type { App, Endpoint } from './endpoint.ts';

const lifetimeMs = 7_200_000;

/** Access tokens: one per app secret, 7200 s, revocable (outbound.md §1). */
export interface Tokens {
  readonly endpoint: Endpoint;
  check(query: URLSearchParams): { readonly app: App } | { readonly refusal: Answer };
  revokeAll(): void;
}

export function createTokens(settings: TenantSettings, clock: Clock): Tokens {
  const issued = new Map<string, { readonly app: App; readonly until: number }>();
  const current = new Map<string, string>();

  const issue = (app: App): Answer => {
    const now = clock.now();
    const known = current.get(app.id);
    const live = known === undefined ? undefined : issued.get(known);
    // A repeated call gets the token there is; its life is not extended.
    if (live && live.until > now)
      return accept({ access_token: known, expires_in: Math.ceil((live.until - now) / 1000) });
    const token = randomBytes(120).toString('base64url');
    issued.set(token, { app, until: now + lifetimeMs });
    current.set(app.id, token);
    return accept({ access_token: token, expires_in: lifetimeMs / 1000 });
  };

  return {
    endpoint: {
      type: 'open',
      path: '/cgi-bin/gettoken',
      method: 'GET',
      handle: ({ query }) => {
        const corpId = query.get('corpid');
        const secret = query.get('corpsecret');
        if (!corpId) return refuse(41002, 'corpid missing');
        if (!secret) return refuse(41004, 'corpsecret missing');
        if (corpId !== settings.corpId) return refuse(40013, 'invalid corpid');
        const app = settings.apps.find((one) => one.secret === secret);
        return app ? issue(app) : refuse(40001, 'invalid credential');
      },
    },
    check: (query) => {
      const token = query.get('access_token');
      if (!token) return { refusal: refuse(41001, 'access_token missing') };
      const found = issued.get(token);
      if (!found) return { refusal: refuse(40014, 'invalid access_token') };
      if (found.until <= clock.now()) return { refusal: refuse(42001, 'access_token expired') };
      return { app: found.app };
    },
    revokeAll: () => {
      issued.clear();
      current.clear();
    },
  };
}
