import { type Dispatcher, Pool } from 'undici';
import { mediaForm } from './media-form.ts';
import { type ApiResult, parseAnswer } from './result.ts';

export interface WecomClientOptions {
  /** `WECOM_API_BASE`. */
  readonly baseUrl: string;
  /** Sockets at most; what does not fit waits, within the total time-out. */
  readonly connections?: number;
  readonly connectTimeoutMs?: number;
  /** From the call to the last byte of the answer. Must stay below the age at which a claim is given up. */
  readonly totalTimeoutMs?: number;
  /** The same for a file of up to 20 MB. */
  readonly uploadTimeoutMs?: number;
  readonly maxBodyBytes?: number;
  /** Calls `expire` after `ms` unless cancelled: a plain timer, except in tests. */
  readonly deadline?: (ms: number, expire: () => void) => () => void;
}

/** The only HTTP client towards WeCom. `path` may hold a token or key: it is never logged nor part of a result. */
export interface WecomClient {
  readonly baseUrl: URL;
  get(path: string): Promise<ApiResult>;
  post(path: string, json: string): Promise<ApiResult>;
  /** A multipart form with the one part `media`. Takes longer than other calls may. */
  upload(path: string, file: { readonly name: string; readonly bytes: Buffer }): Promise<ApiResult>;
  /** Waits for the calls in flight. */
  close(): Promise<void>;
}

const JSON_HEADERS = ['content-type', 'application/json; charset=utf-8'];

/**
 * Keep-alive connections, no redirects, bounded time and size. Distinguishes what certainly did not leave from what
 * may have: a request counts as gone from the moment its first byte may be written.
 */
export function createWecomClient({
  baseUrl: base,
  connections = 128,
  connectTimeoutMs = 2_000,
  totalTimeoutMs = 5_000,
  uploadTimeoutMs = 15_000,
  maxBodyBytes = 4 * 1024 * 1024,
  deadline = afterTimer,
}: WecomClientOptions): WecomClient {
  const baseUrl = new URL(base);
  const prefix = baseUrl.pathname.replace(/\/$/, '');
  const pool = new Pool(baseUrl.origin, {
    connections,
    pipelining: 1,
    connect: { timeout: connectTimeoutMs },
    // One deadline of our own covers both; undici's are checked once a second.
    headersTimeout: 0,
    bodyTimeout: 0,
    // Below what servers usually grant: a connection closed as we write would leave an `unknown`.
    keepAliveTimeout: 10_000,
    keepAliveMaxTimeout: 30_000,
  });

  let closed: Promise<void> | undefined;

  const call = (options: Dispatcher.DispatchOptions, timeoutMs = totalTimeoutMs) =>
    new Promise<ApiResult>((resolve) => {
      let left = false;
      let controller: Dispatcher.DispatchController | undefined;
      let status = 0;
      let size = 0;
      let chunks: Buffer[] = [];
      let settled = false;
      const settle = (result: ApiResult) => {
        if (settled) return;
        settled = true;
        cancelDeadline();
        chunks = [];
        resolve(result);
      };
      const giveUp = (reason: string) => {
        settle(
          left
            ? { type: 'unknown', reason: `${reason}，不知道是否已送达` }
            : { type: 'refused', reason: `${reason}，没有发出` },
        );
        controller?.abort(new Error(reason));
      };
      const cancelDeadline = deadline(timeoutMs, () => giveUp('企业微信没有及时回应'));
      pool.dispatch(options, {
        onRequestStart(started) {
          controller = started;
          if (settled) started.abort(new Error('waited too long for a connection'));
          else left = true;
        },
        onResponseStart(_, statusCode) {
          status = statusCode;
        },
        onResponseData(_, chunk) {
          size += chunk.length;
          if (size > maxBodyBytes) giveUp('企业微信的回答太大');
          else if (!settled) chunks.push(chunk);
        },
        onResponseEnd() {
          const [only, ...more] = chunks;
          settle(
            parseAnswer(status, (only && more.length === 0 ? only : Buffer.concat(chunks)).toString('utf8')),
          );
        },
        onResponseError(_, error) {
          giveUp(`连接企业微信出错（${errorCode(error)}）`);
        },
      });
    });

  return {
    baseUrl,
    get: (path) => call({ path: prefix + path, method: 'GET' }),
    post: (path, json) => call({ path: prefix + path, method: 'POST', headers: JSON_HEADERS, body: json }),
    upload: (path, file) => {
      const { contentType, body } = mediaForm(file);
      const headers = ['content-type', contentType];
      return call({ path: prefix + path, method: 'POST', headers, body }, uploadTimeoutMs);
    },
    close: () => {
      closed ??= pool.close();
      return closed;
    },
  };
}

const afterTimer = (ms: number, expire: () => void) => {
  const timer = setTimeout(expire, ms);
  return () => clearTimeout(timer);
};

/** A system or undici error code, never the message: that may name the URL. */
const errorCode = (error: Error): string =>
  'code' in error && typeof error.code === 'string' && /^[A-Z_0-9]{1,40}$/.test(error.code)
    ? error.code
    : error.name;
