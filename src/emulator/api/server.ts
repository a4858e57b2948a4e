import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { asError } from '../../domain/fault.ts';
import type { Faults } from '../faults.ts';
import { asSent, refuse } from './answer.ts';
import type { Calls } from './calls.ts';
import type { Dispatch } from './dispatch.ts';

/** More than the largest upload with its multipart frame. */
const largestBody = 24 * 1024 * 1024;

/** Anything else the same port serves; true when it took the request. */
export type Aside = (request: IncomingMessage, response: ServerResponse) => boolean;

/** The emulated qyapi on loopback: reads the body, misbehaves on demand, answers HTTP 200 with an errcode. */
export function createApiServer(deps: {
  readonly dispatch: Dispatch;
  readonly faults: Faults;
  readonly calls: Calls;
  readonly now: () => number;
  readonly aside: Aside;
  readonly log: (line: string) => void;
}) {
  const { dispatch, faults, calls } = deps;
  const late = new Set<NodeJS.Timeout>();

  const answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => {
    const url = request.url ?? '/';
    const mark = url.indexOf('?');
    const path = mark < 0 ? url : url.slice(0, mark);
    if (faults.take(path, 'drop-before')) {
      calls.note(path, undefined);
      request.socket.destroy();
      return;
    }
    if (faults.take(path, 'http-500')) {
      calls.note(path, undefined);
      response.writeHead(500).end();
      return;
    }
    const wrong = faults.take(path, 'errcode');
    if (wrong) calls.note(path, undefined, wrong.value ?? -1);
    const result = wrong
      ? asSent(refuse(wrong.value ?? -1, reasonOf(wrong.value ?? -1)), deps.now())
      : dispatch({
          method: request.method ?? 'GET',
          path,
          query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
          contentType: request.headers['content-type'],
          body,
        });
    if (faults.take(path, 'drop-after')) {
      request.socket.destroy();
      return;
    }
    const text = JSON.stringify(result);
    const send = () =>
      response
        .writeHead(200, {
          'content-type': 'application/json; charset=UTF-8',
          'content-length': Buffer.byteLength(text),
        })
        .end(text);
    const slow = faults.take(path, 'delay');
    if (!slow) {
      send();
      return;
    }
    const timer = setTimeout(() => {
      late.delete(timer);
      send();
    }, slow.value ?? 0);
    late.add(timer);
  };

  const server = createServer((request, response) => {
    if (deps.aside(request, response)) return;
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > largestBody) request.destroy();
      else chunks.push(chunk);
    });
    request.on('error', (error) => deps.log(`request broken off: ${error.message}`));
    request.on('end', () => {
      try {
        answer(request, response, chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
      } catch (error) {
        deps.log(`emulator failed: ${asError(error).message}`);
        response.writeHead(500).end();
      }
    });
  });
  return {
    server,
    stop: () => {
      for (const timer of late) clearTimeout(timer);
      late.clear();
    },
  };
}

const reasons: Readonly<Record<number, string>> = {
  [-1]: 'system busy',
  40001: 'invalid credential',
  40014: 'invalid access_token',
  42001: 'access_token expired',
  45009: 'api freq out of limit',
  45033: 'api concurrent out of limit',
  93000: 'invalid webhook url',
};
const reasonOf = (code: number): string => reasons[code] ?? 'requested fault';
