import { createServer, type IncomingMessage } from 'node:http';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { listen } from '../../src/emulator/listen.ts';
import type { CallbackSettings } from '../../src/emulator/types.ts';

export interface Received {
  readonly path: string;
  readonly method: string;
  readonly plaintext: string;
  readonly receiveId: string;
  readonly nonce: string;
  readonly ciphertext: string;
  readonly signed: boolean;
  readonly timestamp: string;
  readonly contentType: string | undefined;
}
/** What the bot does with a callback: the plaintext of its reply, nothing, or something wrong. */
export type Answer =
  | {
      readonly reply: string;
      readonly receiveId?: string;
      readonly nonce?: string;
      readonly timestamp?: string;
    }
  | { readonly raw: string; readonly status?: number }
  | { readonly hang: true }
  | undefined;

export const key = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
export const token = 'QDG6eK';

/** A bot of a few lines that knows only @wecom/crypto. */
export async function startFakeBot() {
  const received: Received[] = [];
  let answer: (got: Received) => Answer | Promise<Answer> = () => undefined;
  let nonces = 0;
  const waiting: { count: number; resolve: () => void }[] = [];

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://bot');
    const body = await bodyOf(request);
    const ciphertext = url.searchParams.get('echostr') ?? ciphertextOf(body);
    const { message, id } = decrypt(key, ciphertext);
    const nonce = url.searchParams.get('nonce') ?? '';
    const timestamp = url.searchParams.get('timestamp') ?? '';
    const got: Received = {
      path: url.pathname,
      method: request.method ?? '',
      plaintext: message,
      receiveId: id,
      nonce,
      timestamp,
      ciphertext,
      signed: getSignature(token, timestamp, nonce, ciphertext) === url.searchParams.get('msg_signature'),
      contentType: request.headers['content-type'],
    };
    received.push(got);
    for (const one of waiting) if (received.length >= one.count) one.resolve();
    const chosen = await answer(got);
    if (chosen && 'hang' in chosen) return;
    if (chosen && 'raw' in chosen) {
      response.writeHead(chosen.status ?? 200).end(chosen.raw);
      return;
    }
    if (!chosen) {
      response.end(request.method === 'GET' ? message : '');
      return;
    }
    const sealed = encrypt(key, chosen.reply, chosen.receiveId ?? id);
    const seconds = chosen.timestamp ?? '1700000000';
    const aibot = url.pathname.startsWith('/wecom/aibot');
    nonces += 1;
    const ownNonce = chosen.nonce ?? (aibot ? nonce : `n${nonces}`);
    const signature = getSignature(token, seconds, ownNonce, sealed);
    response.end(
      body.startsWith('{')
        ? JSON.stringify({
            encrypt: sealed,
            msgsignature: signature,
            timestamp: Number(seconds),
            nonce: ownNonce,
          })
        : `<xml><Encrypt><![CDATA[${sealed}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature><TimeStamp>${seconds}</TimeStamp><Nonce><![CDATA[${ownNonce}]]></Nonce></xml>`,
    );
  });
  const { url, close } = await listen(server, 0);
  return {
    url,
    close,
    received,
    /** JSON payloads of what came. */
    payloads: () => received.map(({ plaintext }): unknown => JSON.parse(plaintext)),
    answers: (next: typeof answer) => {
      answer = next;
    },
    /** Resolves once so many callbacks have come. */
    heard: (count: number) =>
      new Promise<void>((resolve) => {
        if (received.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    callback: (path: string): CallbackSettings => ({ token, encodingAESKey: key, url: `${url}${path}` }),
  };
}
export type FakeBot = Awaited<ReturnType<typeof startFakeBot>>;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
const ciphertextOf = (body: string): string =>
  (body.startsWith('{') ? /"encrypt":"([^"]+)"/ : /<Encrypt><!\[CDATA\[([^\]]+)\]\]>/).exec(body)?.[1] ?? '';

/** A finished stream, the plain answer of an aibot in URL mode. */
export const said = (content: string, finish = true, id = 'st_1'): Answer => ({
  reply: JSON.stringify({ msgtype: 'stream', stream: { id, finish, content } }),
});
