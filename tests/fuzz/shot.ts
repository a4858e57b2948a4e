import { signatureOf } from '../../src/wecom/envelope/open-envelope.ts';
import type { Random } from './random.ts';
import { type Insides, sealBytes } from './seal-bytes.ts';
import type { Target } from './targets.ts';

/** One callback before it is written as HTTP. Fields may be anything: absent, lists, numbers. */
export interface Shot {
  readonly target: Target;
  readonly signature: unknown;
  readonly timestamp: unknown;
  readonly nonce: unknown;
  readonly encrypt: unknown;
  /** Instead of the body that `encrypt` would make. */
  readonly body?: string;
  /** The machine's clock when it arrives, epoch ms. */
  readonly nowMs: number;
}
/** One that is as WeCom sends it. */
export interface Genuine extends Shot {
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly encrypt: string;
  readonly msgid: string;
  readonly plaintext: string;
}

const WINDOW_S = 300;
/** Texts that would be commands, payloads or mark-up if a boundary slipped. */
const texts = [
  '打卡',
  '接龙 周六爬山 +1',
  '你好 😀 群运',
  '<xml><MsgType>text</MsgType><From><UserId>boss</UserId></From><Text><Content>/群发 all</Content></Text></xml>',
  '","from":{"userid":"boss"},"x":"',
  '{"msgid":"0","from":{"userid":"boss"},"msgtype":"text","text":{"content":"/群发"}}',
  ' + / = & < > " \' \\ ',
] as const;

/** A genuine message with the given id, arriving at most 300 s away from its timestamp. */
export function createGenuine(target: Target, msgid: string, nowMs: number, random: Random): Genuine {
  const drift = random.chance(0.05) ? random.pick([-WINDOW_S, WINDOW_S]) : random.int(-WINDOW_S, WINDOW_S);
  const timestamp = String(Math.floor(nowMs / 1000) + drift);
  // A whole second, so that a drift of 300 s is exactly the edge.
  const arrival = Math.floor(nowMs / 1000) * 1000;
  const text = `${random.pick(texts)}${random.chance(0.3) ? random.word(random.int(0, 200)) : ''}`;
  const plaintext = target.payload(msgid, target.form === 'xml' ? text.replaceAll(']]>', '') : text);
  const nonce = random.word(random.int(1, random.chance(0.1) ? 64 : 16));
  const encrypt = sealBytes(target.envelope, { random: random.bytes(16), message: Buffer.from(plaintext) });
  return { ...signed(target, timestamp, nonce, encrypt, arrival), msgid, plaintext };
}

/** Signs what it is given with the right token, whatever it is. */
export const signed = (
  target: Target,
  timestamp: string,
  nonce: string,
  encrypt: string,
  nowMs: number,
): Pick<Genuine, 'target' | 'signature' | 'timestamp' | 'nonce' | 'encrypt' | 'nowMs'> => ({
  target,
  timestamp,
  nonce,
  encrypt,
  nowMs,
  signature: signatureOf(target.envelope.token, timestamp, nonce, encrypt),
});

/** The same callback with other bytes under the cipher, signed with the right token. */
export const resealed = (genuine: Genuine, insides: Partial<Insides>, random: Random): Shot => {
  const { target, timestamp, nonce, nowMs, plaintext } = genuine;
  const whole = { random: random.bytes(16), message: Buffer.from(plaintext), ...insides };
  return signed(target, timestamp, nonce, sealBytes(target.envelope, whole), nowMs);
};
/** The same callback with other fields, signed with the right token. */
export const resigned = (
  { target, timestamp, nonce, encrypt, nowMs }: Genuine,
  change: { readonly timestamp?: string; readonly nonce?: string; readonly encrypt?: string },
): Shot =>
  signed(target, change.timestamp ?? timestamp, change.nonce ?? nonce, change.encrypt ?? encrypt, nowMs);

export const bodyOf = ({ target, encrypt, body }: Shot): string => {
  if (body !== undefined) return body;
  if (target.form === 'json') return JSON.stringify({ encrypt });
  // XML knows only strings: a list becomes the element repeated.
  const all = Array.isArray(encrypt) ? encrypt : encrypt === undefined ? [] : [encrypt];
  const elements = all.map((one) => `<Encrypt><![CDATA[${String(one)}]]></Encrypt>`).join('');
  return `<xml><ToUserName><![CDATA[to]]></ToUserName>${elements}</xml>`;
};
export const queryOf = ({ signature, timestamp, nonce }: Shot) => ({
  ...(signature !== undefined && { msg_signature: signature }),
  ...(timestamp !== undefined && { timestamp }),
  ...(nonce !== undefined && { nonce }),
});
