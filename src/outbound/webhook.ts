import { request } from 'undici';
import { asError, Fault } from '../domain/fault.ts';

export interface WebhookDeps {
  /** Hosts (with the port where it is not 443) that may be called; asked for every call. */
  readonly allowed: () => readonly string[];
  /** Something that a repetition would not cure; said once for each call. */
  readonly onGivenUp: (why: string) => void;
  /** For tests: how the request leaves. */
  readonly send?: typeof request;
}
/** `id` is the same on every repetition of one call and travels as `idempotency-key`. */
export type CallWebhook = (url: string, body: string | object, id: string) => Promise<void>;

const TIMEOUT_MS = 5_000;
/** Answers in which the other side asks for another try. */
const AGAIN = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Calls another program: https only, a host that is on the list as it stands, no redirect followed, the answer not
 * read. Throws to be tried again; what cannot get better is told and left.
 */
export function createWebhook({ allowed, onGivenUp, send = request }: WebhookDeps): CallWebhook {
  return async (url, body, id) => {
    const refusal = refusalOf(url, allowed());
    if (refusal !== undefined) {
      onGivenUp(refusal);
      return;
    }
    const status = await post(send, url, body, id);
    if (AGAIN.has(status))
      throw new Fault('webhook-again', `对方回了 HTTP ${status}`, { place: hostOf(url) });
    if (status >= 300) onGivenUp(`${hostOf(url)} 回了 HTTP ${status},不再重试`);
  };
}

/** Why a URL may not be called. Checked again at the call: the list may have changed since the rule ran. */
const refusalOf = (url: string, hosts: readonly string[]): string | undefined => {
  if (!URL.canParse(url)) return 'webhook 的网址不对';
  const { protocol, host, username, password } = new URL(url);
  if (protocol !== 'https:' || username !== '' || password !== '') return `${host} 不是干净的 https 网址`;
  return hosts.includes(host) ? undefined : `「${host}」不在 settings.yaml 的 webhookHosts 里`;
};

const post = async (
  send: typeof request,
  url: string,
  body: string | object,
  id: string,
): Promise<number> => {
  const plain = typeof body === 'string';
  try {
    const { statusCode, body: answer } = await send(url, {
      method: 'POST',
      headers: {
        'content-type': plain ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
        'idempotency-key': id,
      },
      body: plain ? body : JSON.stringify(body),
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    answer.on('error', () => undefined).destroy();
    return statusCode;
  } catch (error) {
    throw new Fault('webhook-unreachable', `webhook 没有打通:${asError(error).message}`, {
      place: hostOf(url),
      cause: error,
    });
  }
};
const hostOf = (url: string) => new URL(url).host;
