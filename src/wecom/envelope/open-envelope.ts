import { isUtf8 } from 'node:buffer';
import * as crypto from 'node:crypto';

/** What one callback endpoint is configured with. `receiveId`: corp id for apps, `''` for aibots and group robots. */
export interface EnvelopeSettings {
  /** 3–32 letters and digits. */
  readonly token: string;
  /** 43 letters and digits. */
  readonly encodingAESKey: string;
  readonly receiveId: string;
}

/** Which check failed. For counters only: callers answer all of one status alike. */
export type EnvelopeRefusal =
  | 'field-missing'
  | 'field-grammar'
  | 'window'
  | 'signature'
  | 'cipher'
  | 'padding'
  | 'length'
  | 'receive-id'
  | 'utf8';
export type Opened =
  | { readonly ok: true; readonly plaintext: string; readonly nonce: string; readonly timestamp: string }
  | { readonly ok: false; readonly status: 400 | 403; readonly reason: EnvelopeRefusal };

/** The four fields as they came: anything but a string of the right form is refused. */
export interface EnvelopeFields {
  readonly signature: unknown;
  readonly timestamp: unknown;
  readonly nonce: unknown;
  readonly encrypt: unknown;
}

/** A callback older or younger than this is a replay (research: ±300 s). */
const WINDOW_MS = 300_000;
/** AES-CBC with PKCS#7 over blocks of 32, not 16 (inbound.md §1.1). */
const BLOCK = 32;
const IV = 16;
const HEADER = 20; // random(16) and the length (4)
/** No body is larger (and a key-holder's echo need not be either). */
const MAX_ENCRYPT = 1_048_576;

const TIMESTAMP = /^[1-9]\d{9}$/;
const NONCE = /^[A-Za-z0-9]{1,64}$/;
const SIGNATURE = /^[0-9a-f]{40}$/;

const refuse = (status: 400 | 403, reason: EnvelopeRefusal): Opened => ({ ok: false, status, reason });

/** SHA-1 in hex of the sorted four (inbound.md §1.1). The grammars stand in for the delimiter the scheme lacks. */
export const signatureOf = (token: string, timestamp: string, nonce: string, encrypt: string): string =>
  sha1(sortedJoin(token, timestamp, nonce, encrypt));

/** By hand: `sort` on an array of four costs as much as the hash. */
function sortedJoin(a: string, b: string, c: string, d: string): string {
  const [low1, high1] = a < b ? [a, b] : [b, a];
  const [low2, high2] = c < d ? [c, d] : [d, c];
  const [first, second] = low1 < low2 ? [low1, low2] : [low2, low1];
  const [third, last] = high1 < high2 ? [high1, high2] : [high2, high1];
  return second < third ? first + second + third + last : first + third + second + last;
}
const sha1 = (text: string): string => crypto.hash('sha1', text, 'hex');

export const aesKeyOf = (encodingAESKey: string): Buffer => Buffer.from(`${encodingAESKey}=`, 'base64');

/**
 * Opens callbacks of one endpoint. Every byte is accounted for: field grammars, constant-time signature, ±300 s, canonical
 * base64, every padding byte, the exact length, the receiver, valid UTF-8. Never throws.
 */
export function createEnvelopeOpener({ token, encodingAESKey, receiveId }: EnvelopeSettings) {
  const key = aesKeyOf(encodingAESKey);
  const iv = key.subarray(0, IV);
  const receiver = Buffer.from(receiveId, 'utf8');
  // One cipher for all callbacks: making one costs several times what decrypting a message does. In CBC a block depends
  // on the ciphertext before it alone, so the vector goes in front of each message and what comes out of it is dropped.
  const decipher = crypto.createDecipheriv('aes-256-cbc', key, iv);
  decipher.setAutoPadding(false);

  const decrypt = (cipherText: Buffer): Opened | string => {
    // Canonical base64 is never empty, so from here on there is at least one block.
    if (cipherText.length % BLOCK !== 0) return refuse(403, 'cipher');
    // Whole blocks and no padding of the cipher's own: everything comes out of `update`.
    const plain = decipher.update(Buffer.concat([iv, cipherText])).subarray(IV);
    const pad = plain[plain.length - 1] ?? 0;
    if (pad < 1 || pad > BLOCK) return refuse(403, 'padding');
    const end = plain.length - pad;
    for (let at = end; at < plain.length; at += 1) if (plain[at] !== pad) return refuse(403, 'padding');
    const length = plain.readUInt32BE(16);
    if (HEADER + length + receiver.length !== end) return refuse(403, 'length');
    const message = plain.subarray(HEADER, HEADER + length);
    if (!plain.subarray(HEADER + length, end).equals(receiver)) return refuse(403, 'receive-id');
    if (!isUtf8(message)) return refuse(403, 'utf8');
    return message.toString('utf8');
  };

  return ({ signature, timestamp, nonce, encrypt }: EnvelopeFields, nowMs: number): Opened => {
    if (
      typeof signature !== 'string' ||
      typeof timestamp !== 'string' ||
      typeof nonce !== 'string' ||
      typeof encrypt !== 'string'
    )
      return refuse(400, 'field-missing');
    if (!SIGNATURE.test(signature) || !TIMESTAMP.test(timestamp) || !NONCE.test(nonce))
      return refuse(400, 'field-grammar');
    const cipherText = canonicalBytes(encrypt);
    if (!cipherText) return refuse(400, 'field-grammar');
    const expected = signatureOf(token, timestamp, nonce, encrypt);
    if (!crypto.timingSafeEqual(Buffer.from(expected, 'latin1'), Buffer.from(signature, 'latin1')))
      return refuse(403, 'signature');
    if (Math.abs(nowMs - Number(timestamp) * 1000) > WINDOW_MS) return refuse(403, 'window');
    const opened = decrypt(cipherText);
    return typeof opened === 'string' ? { ok: true, plaintext: opened, nonce, timestamp } : opened;
  };
}
export type EnvelopeOpener = ReturnType<typeof createEnvelopeOpener>;

/**
 * One text for one byte string: whole quads, padding only at the end, and no bits set that decoding would drop (or two
 * different texts would decrypt to the same message). Decoding forgives all of that; encoding again shows it.
 */
function canonicalBytes(text: string): Buffer | undefined {
  if (text.length === 0 || text.length > MAX_ENCRYPT) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
