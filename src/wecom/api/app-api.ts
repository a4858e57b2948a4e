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
  /** Temporary material; `path` with its own query. */
  upload(
    app: string,
    path: string,
    file: { readonly name: string; readonly bytes: Buffer },
  ): Promise<ApiResult>;
}

/** Puts the token into the URL; a refused one is replaced once and the call repeated once (outbound.md §1). */
export function createAppApi({ client, tokens, ...retry }: AppApiDeps): AppApi {
  const withToken = async (app: string, call: (token: string) => Promise<ApiResult>): Promise<ApiResult> => {
    const first = await tokens.token(app);
    if (first.type === 'none') return first.result;
    const result = await call(first.token);
    if (result.type !== 'answer') return result;
    if (result.errcode === 0) tokens.works(app);
    if (BREAKING_CODES.has(result.errcode)) tokens.trip(app, result);
    if (errcodeOf(result.errcode).action !== 'refresh') return result;
    const second = await tokens.token(app, first.token);
    return second.type === 'none' ? second.result : call(second.token);
  };
  const post: AppApi['post'] = (app, path, body) => {
    const json = JSON.stringify(body);
    return withToken(app, (token) => client.post(`${path}?access_token=${encodeURIComponent(token)}`, json));
  };

  return {
    post,
    postRepeatable: (app, path, body) => retryBusy(() => post(app, path, body), retry),
    upload: (app, path, file) =>
      withToken(app, (token) => client.upload(`${path}&access_token=${encodeURIComponent(token)}`, file)),
  };
}
