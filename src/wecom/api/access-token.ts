import type { StoredToken, TokenStore } from '../../delivery/token-store-port.ts';
import type { Clock } from '../../domain/clock.ts';
import { asError } from '../../domain/fault.ts';
import type { Logger } from '../../observability/logger.ts';
import type { Scrubber } from '../../observability/scrubber.ts';
import type { WecomClient } from './client.ts';
import { explainErrcode } from './errcodes.ts';
import type { Alert } from './outcome.ts';
import type { ApiResult } from './result.ts';
import { type RetryBusy, retryBusy } from './retry-busy.ts';

export interface AccessTokenDeps extends RetryBusy {
  readonly client: WecomClient;
  readonly corpId: string;
  readonly apps: readonly { readonly id: string; readonly secret: string }[];
  readonly store: TokenStore;
  readonly clock: Clock;
  readonly scrubber: Pick<Scrubber, 'add'>;
  readonly log: Pick<Logger, 'warn'>;
  readonly alert: Alert;
}

/** `result`: why there is none; it proves that nothing was sent with it, `unknown` never occurs. */
export type TokenResult =
  | { readonly type: 'token'; readonly token: string }
  | { readonly type: 'none'; readonly result: Exclude<ApiResult, { type: 'unknown' }> };

export interface AccessTokens {
  /** `bad` is a token that WeCom has just refused: another one is fetched. */
  token(app: string, bad?: string): Promise<TokenResult>;
  /** WeCom refused the app's credentials elsewhere: stop asking for a while. */
  trip(app: string, result: Extract<ApiResult, { type: 'answer' }>): void;
  /** A call with the app's token was accepted: the next trouble is worth reporting again. */
  works(app: string): void;
}

/** A wrong secret asked for too often gets our IP blocked for an hour (outbound.md §1). */
export const BREAKING_CODES: ReadonlySet<number> = new Set([40001, 40013, 40091]);
const BREAKER_MS = 600_000;
const RENEW_BEFORE_S = 300;

/**
 * One token per app, shared through the store and fetched by one process at a time, renewed 300 s before it expires.
 * Wrong credentials stop all calls of that app for ten minutes and are reported once until they work again.
 */
export function createAccessTokens(deps: AccessTokenDeps): AccessTokens {
  const { client, corpId, store, clock, scrubber, log, alert } = deps;
  const secrets = new Map(deps.apps.map(({ id, secret }) => [id, secret]));
  const cached = new Map<string, StoredToken>();
  const fetching = new Map<string, Promise<TokenResult>>();
  const broken = new Map<
    string,
    { readonly until: number; readonly result: Extract<ApiResult, { type: 'answer' }> }
  >();

  const isFresh = (token: StoredToken | undefined, bad: string | undefined): token is StoredToken =>
    token !== undefined && token.token !== bad && token.renewAt > clock.now();

  const keep = (app: string, token: StoredToken): TokenResult => {
    scrubber.add(token.token, `access_token/${app}`);
    cached.set(app, token);
    return { type: 'token', token: token.token };
  };
  /** The store is a convenience: without it each process asks for itself. */
  const shared = async <T>(work: () => Promise<T>, otherwise: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      log.warn({ err: asError(error) }, 'access tokens are not shared: the store does not answer');
      return otherwise();
    }
  };
  const stored = (app: string) =>
    shared(
      () => store.get(app),
      async () => undefined,
    );

  const trip: AccessTokens['trip'] = (app, result) => {
    if (!broken.has(app))
      alert(`应用 ${app}：${explainErrcode(result.errcode, result.errmsg)}；10 分钟内不再调用`);
    broken.set(app, { until: clock.now() + BREAKER_MS, result });
  };

  const fetchToken = async (app: string, secret: string, bad: string | undefined): Promise<TokenResult> => {
    const query = new URLSearchParams({ corpid: corpId, corpsecret: secret });
    const result = await retryBusy(() => client.get(`/cgi-bin/gettoken?${query}`), deps);
    if (result.type === 'answer' && result.errcode === 0) {
      const { access_token: token, expires_in: seconds } = result.body;
      if (typeof token === 'string' && token !== '' && typeof seconds === 'number') {
        const now = clock.now();
        const fetched: StoredToken = {
          token,
          renewAt: now + Math.max(seconds - RENEW_BEFORE_S, seconds / 2) * 1_000,
          expiresAt: now + seconds * 1_000,
        };
        await shared(
          () => store.set(app, fetched),
          async () => undefined,
        );
        return keep(app, fetched);
      }
    }
    if (result.type === 'answer' && BREAKING_CODES.has(result.errcode)) trip(app, result);
    else {
      const old = cached.get(app); // in its last minutes, but better than none
      if (old && old.token !== bad && old.expiresAt > clock.now()) return { type: 'token', token: old.token };
    }
    if (result.type === 'answer' && result.errcode !== 0) return { type: 'none', result };
    const reason =
      result.type === 'answer'
        ? '企业微信没有给出 access_token，没有发出'
        : '没能取得 access_token，没有发出';
    return { type: 'none', result: { type: 'refused', reason } };
  };

  const renew = async (app: string, secret: string, bad: string | undefined): Promise<TokenResult> => {
    const known = await stored(app);
    if (isFresh(known, bad)) return keep(app, known);
    const locked = async () => {
      const meanwhile = await stored(app);
      return isFresh(meanwhile, bad) ? keep(app, meanwhile) : fetchToken(app, secret, bad);
    };
    return shared(
      () => store.lock(app, locked),
      () => fetchToken(app, secret, bad),
    );
  };

  return {
    trip,
    works: (app) => void broken.delete(app),
    token: async (app, bad) => {
      const breaker = broken.get(app);
      if (breaker && breaker.until > clock.now()) return { type: 'none', result: breaker.result };
      const known = cached.get(app);
      if (isFresh(known, bad)) return { type: 'token', token: known.token };
      const secret = secrets.get(app);
      if (secret === undefined) {
        const reason = `wecom.yaml 里没有应用 ${app}，请补上`;
        return { type: 'none', result: { type: 'refused', reason } };
      }
      const joined = await fetching.get(app);
      // A renewal that did not know of the bad token may hand out that very token.
      if (joined && !(joined.type === 'token' && joined.token === bad)) return joined;
      const running = fetching.get(app);
      if (running) return running;
      const renewal = renew(app, secret, bad).finally(() => fetching.delete(app));
      fetching.set(app, renewal);
      return renewal;
    },
  };
}
