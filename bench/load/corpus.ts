import { createEnvelopeSealer } from '../../src/wecom/envelope/seal-envelope.ts';
import { AIBOT, askText, CALLBACK, chatId, postText, userid } from '../world.ts';

/** A whole HTTP request, ready to be written. */
export type Request = Buffer;

export interface Corpus {
  readonly requests: readonly Request[];
  /** Which group request `n` comes from: they take turns, so that no key meets its limit. */
  readonly groupOf: (n: number) => number;
}

/** Really signed and encrypted callbacks of one aibot, each with a message id of its own. */
export function createCorpus(kind: 'echo' | 'reply' | 'send', groups: number, size: number): Corpus {
  const seal = createEnvelopeSealer({ ...CALLBACK, receiveId: '' });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const run = timestamp.slice(-6);
  const request = (n: number): Request => {
    const group = n % groups;
    const payload = {
      msgid: `CAIQ${run}${String(n).padStart(10, '0')}`,
      aibotid: AIBOT,
      chatid: chatId(group),
      chattype: 'group',
      from: { userid: userid(group, Math.floor(n / groups)) },
      response_url: `https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=${n}`,
      msgtype: 'text',
      text: { content: kind === 'send' ? postText(n) : askText(n) },
    };
    const nonce = `n${n}`;
    const { encrypt, signature } = seal(JSON.stringify(payload), nonce, timestamp);
    const query = `msg_signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`;
    const path = kind === 'echo' ? '/echo' : `/wecom/aibot/${AIBOT}?${query}`;
    return post(path, `{"encrypt":"${encrypt}"}`);
  };
  return { requests: Array.from({ length: size }, (_, n) => request(n)), groupOf: (n) => n % groups };
}

const post = (path: string, body: string): Request =>
  Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
