import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createWecomClient, type WecomClientOptions } from '../../../src/wecom/api/client.ts';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}
type Answer =
  | Readonly<Record<string, unknown>>
  | ((request: IncomingMessage, response: ServerResponse) => void);
export const ok = { errcode: 0, errmsg: 'ok' };
export const refusal = (errcode: number, errmsg = 'no') => ({ errcode, errmsg });

/** Time-outs that run out when the test says so. */
export function manualDeadline() {
  const running = new Set<() => void>();
  return {
    deadline: (_ms: number, expire: () => void) => {
      running.add(expire);
      return () => void running.delete(expire);
    },
    expireNewest: () => [...running].at(-1)?.(),
  };
}

/** A scripted WeCom on a real socket: answers in the order given, the last one for ever. Closed with the test. */
export async function startFakeWecom(...first: Answer[]) {
  const calls: Call[] = [];
  const answers = [...first];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const url = new URL(request.url ?? '', 'http://x');
    calls.push({
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      body: body === '' ? undefined : JSON.parse(body),
    });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (typeof answer === 'function') answer(request, response);
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(answer ?? ok));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  onTestFinished(close);
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    close,
    /** From now on these answers. */
    script: (...more: Answer[]) => answers.splice(0, answers.length, ...more),
    client: (options: Partial<WecomClientOptions> = {}) => {
      const client = createWecomClient({ baseUrl: `http://127.0.0.1:${port}`, ...options });
      onTestFinished(() => client.close());
      return client;
    },
  };
}
