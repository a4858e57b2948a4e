import { Agent, request } from 'undici';

/** How long things take on the emulated WeCom, in real milliseconds except `streamMs` (emulator clock). */
export interface Timing {
  /** The bot's time to answer a callback (inbound.md §2). */
  readonly deadlineMs: number;
  /** The bot's time to echo a GET verification (inbound.md §1.2). */
  readonly verifyMs: number;
  /** Pause before a failed callback is tried again. */
  readonly retryMs: number;
  /** Between two polls of an unfinished stream. */
  readonly pollMs: number;
  /** After this a stream is polled no more. */
  readonly streamMs: number;
}
export const realTiming: Timing = {
  deadlineMs: 5000,
  verifyMs: 1000,
  retryMs: 200,
  pollMs: 1000,
  streamMs: 360_000,
};

/** Status 0: no connection, or no complete answer within the deadline. */
export interface BotAnswer {
  readonly status: number;
  readonly body: string;
}
/** Carries requests to the bot, and waits, until it is closed. */
export interface Courier {
  post(url: string, body: string, contentType: string, deadlineMs: number): Promise<BotAnswer>;
  get(url: string, deadlineMs: number): Promise<BotAnswer>;
  /** Resolves early when the courier is closed. */
  pause(ms: number): Promise<void>;
  readonly closed: boolean;
  close(): Promise<void>;
}

export function createCourier(): Courier {
  const agent = new Agent({ keepAliveTimeout: 4000 });
  const pauses = new Set<() => void>();
  let closed = false;

  const send = async (
    url: string,
    deadlineMs: number,
    options: { method: 'GET' | 'POST'; body?: string; headers?: Record<string, string> },
  ): Promise<BotAnswer> => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), deadlineMs);
    try {
      const answer = await request(url, { ...options, dispatcher: agent, signal: abort.signal });
      return { status: answer.statusCode, body: await answer.body.text() };
    } catch {
      // Refused, broken off or too late: to WeCom it is all one.
      return { status: 0, body: '' };
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    post: (url, body, contentType, deadlineMs) =>
      send(url, deadlineMs, { method: 'POST', body, headers: { 'content-type': contentType } }),
    get: (url, deadlineMs) => send(url, deadlineMs, { method: 'GET' }),
    pause: (ms) => {
      if (closed) return Promise.resolve();
      const { promise, resolve } = later();
      const timer = setTimeout(resolve, ms);
      pauses.add(resolve);
      return promise.finally(() => {
        clearTimeout(timer);
        pauses.delete(resolve);
      });
    },
    get closed() {
      return closed;
    },
    close: async () => {
      closed = true;
      for (const resume of [...pauses]) resume();
      // Breaks off what is still being sent.
      await agent.destroy();
    },
  };
}

/** A promise and what resolves it. */
export function later(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
