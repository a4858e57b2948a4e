import { randomInt } from 'node:crypto';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { asError } from '../../domain/fault.ts';
import { type Fields, isFields } from '../api/fields.ts';
import type { Target } from './target.ts';
import { type Element, readXml, textOf, writeXml } from './xml.ts';

export interface Sealed {
  readonly url: string;
  readonly body: string;
  readonly nonce: string;
}
/** Encrypts and signs one delivery. Called again for every copy and retry: the ciphertext always differs. */
export function seal(target: Target, plaintext: string, seconds: number): Sealed {
  const { settings, receiveId } = target;
  const encrypted = encrypt(settings.encodingAESKey, plaintext, receiveId);
  const { url, nonce } = signedUrl(target, encrypted, seconds);
  return { url: url.href, nonce, body: wrap(target, encrypted) };
}
/** The callback URL of a GET verification: `echostr` is `+`-safe because it is percent-encoded. */
export function sealEcho(target: Target, plaintext: string, seconds: number): string {
  const echo = encrypt(target.settings.encodingAESKey, plaintext, target.receiveId);
  const { url } = signedUrl(target, echo, seconds);
  url.searchParams.set('echostr', echo);
  return url.href;
}
function signedUrl({ settings }: Target, encrypted: string, seconds: number) {
  const nonce = String(randomInt(1_000_000_000, 10_000_000_000));
  const url = new URL(settings.url);
  url.searchParams.set('msg_signature', getSignature(settings.token, seconds, nonce, encrypted));
  url.searchParams.set('timestamp', String(seconds));
  url.searchParams.set('nonce', nonce);
  return { url, nonce };
}
function wrap(target: Target, encrypted: string): string {
  if (target.form === 'json') return JSON.stringify({ encrypt: encrypted });
  const inner =
    target.channel === 'app'
      ? writeXml([
          ['ToUserName', target.receiveId],
          ['AgentID', String(target.agentId)],
          ['Encrypt', encrypted],
        ])
      : writeXml([['Encrypt', encrypted]]);
  return `<xml>${inner}</xml>`;
}

export type Opened =
  | { readonly ok: true; readonly plaintext: string; readonly nonce: string }
  | { readonly ok: false; readonly problem: string };
interface Envelope {
  readonly encrypted: string;
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
}

/** Checks and decrypts a reply, and says in plain words what WeCom would not take (inbound.md §1.3). */
export function openReply(target: Target, body: string, sentNonce: string): Opened {
  const envelope = target.form === 'json' ? jsonEnvelope(body) : xmlEnvelope(readXml(body));
  if (typeof envelope === 'string') return wrong(envelope);
  const { token, encodingAESKey } = target.settings;
  if (!/^\d{10}$/.test(envelope.timestamp)) return wrong('timestamp must be whole seconds');
  if (target.channel === 'aibot' && envelope.nonce !== sentNonce)
    return wrong("nonce must be the callback URL's");
  if (getSignature(token, envelope.timestamp, envelope.nonce, envelope.encrypted) !== envelope.signature)
    return wrong('signature does not match');
  try {
    const { message, id, random } = decrypt(encodingAESKey, envelope.encrypted);
    if (id !== target.receiveId) return wrong('receiveid is wrong');
    // Sealing the same content again must give the same bytes, or a length, pad or encoding is off.
    if (encrypt(encodingAESKey, message, id, random) !== envelope.encrypted)
      return wrong('padding or length is wrong');
    return { ok: true, plaintext: message, nonce: envelope.nonce };
  } catch (error) {
    return wrong(`cannot be decrypted (${asError(error).name})`);
  }
}
const wrong = (problem: string): Opened => ({ ok: false, problem });

function jsonEnvelope(body: string): Envelope | string {
  const fields = parsedJson(body);
  if (!fields) return 'body is not a JSON object';
  const { encrypt: encrypted, msgsignature: signature, timestamp, nonce } = fields;
  if (typeof encrypted !== 'string' || typeof signature !== 'string' || typeof nonce !== 'string')
    return 'encrypt, msgsignature or nonce is missing';
  if (typeof timestamp !== 'number') return 'timestamp must be an integer';
  return { encrypted, signature, timestamp: String(timestamp), nonce };
}
function xmlEnvelope(root: Element | undefined): Envelope | string {
  const encrypted = textOf(root, 'Encrypt');
  const signature = textOf(root, 'MsgSignature');
  const timestamp = textOf(root, 'TimeStamp');
  const nonce = textOf(root, 'Nonce');
  if (!encrypted || !signature || !timestamp || !nonce)
    return 'Encrypt, MsgSignature, TimeStamp or Nonce is missing';
  return { encrypted, signature, timestamp, nonce };
}
export function parsedJson(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : undefined;
  } catch {
    // The caller reports it as a bad reply.
    return undefined;
  }
}
