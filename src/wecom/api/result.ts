/** What became of one call of WeCom's API. None of it holds a token, key or URL. */
export type ApiResult =
  /** WeCom answered. `errcode` 0 is success; everything else but -1 proves that the call was not accepted. */
  | {
      readonly type: 'answer';
      readonly errcode: number;
      readonly errmsg: string;
      readonly body: Readonly<Record<string, unknown>>;
    }
  /** The request certainly did not leave: it is safe to try again. */
  | { readonly type: 'refused'; readonly reason: string }
  /** It may have left, and what came of it is not known. */
  | { readonly type: 'unknown'; readonly reason: string };

/** Reads WeCom's answer. A body without an integer `errcode` is not one (a proxy's page, a cut-off answer). */
export function parseAnswer(status: number, body: string): ApiResult {
  if (status >= 200 && status < 300) {
    const parsed = parseRecord(body);
    const errcode = parsed?.errcode;
    if (parsed && typeof errcode === 'number' && Number.isInteger(errcode))
      return {
        type: 'answer',
        errcode,
        errmsg: typeof parsed.errmsg === 'string' ? parsed.errmsg : '',
        body: parsed,
      };
  }
  return { type: 'unknown', reason: `企业微信的回答看不懂（HTTP ${status}），不知道是否已送达` };
}

function parseRecord(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined; // not JSON: the caller says what that means
  }
}
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
