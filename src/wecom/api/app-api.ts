import { type AccessTokens, BREAKING_CODES } from './access-token.ts';
import type { WecomClient } from './client.ts';
import { errcodeOf } from './errcodes.ts';
import type { ApiResult } from './result.ts';
import { type RetryBusy, retryBusy } from './retry-busy.ts';

export interface AppApiDeps extends RetryBusy {
  readonly client: WecomClient;
  readonly tokens: AccessTokens;
}

/** Calls with an app's access token. `path` without the token. */
export interface AppApi {
  /** For calls that must not happen twice: repeated only after a refused token. */
  post(app: string, path: string, body: unknown): Promise<ApiResult>;
  /** For reads and calls with a duplicate check: repeated while WeCom is busy, too. */
  postRepeatable(app: string, path: string, body: unknown): Promise<ApiResult>;
}

/** Puts the token into the URL; a refused one is replaced once and the call repeated once (outbound.md §1). */
export function createAppApi({ client, tokens, ...retry }: AppApiDeps): AppApi {
  const post: AppApi['post'] = async (app, path, body) => {
    const json = JSON.stringify(body);
    const first = await tokens.token(app);
    if (first.type === 'none') return first.result;
    const result = await callWith(first.token, path, json);
    if (result.type !== 'answer') return result;
    if (result.errcode === 0) tokens.works(app);
    if (BREAKING_CODES.has(result.errcode)) tokens.trip(app, result);
    if (errcodeOf(result.errcode).action !== 'refresh') return result;
    const second = await tokens.token(app, first.token);
    return second.type === 'none' ? second.result : callWith(second.token, path, json);
  };
  const callWith = (token: string, path: string, json: string) =>
    client.post(`${path}?access_token=${encodeURIComponent(token)}`, json);

  return {
    post,
    postRepeatable: (app, path, body) => retryBusy(() => post(app, path, body), retry),
  };
}
