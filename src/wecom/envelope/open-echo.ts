import type { EnvelopeFields, EnvelopeOpener, Opened } from './open-envelope.ts';

/**
 * The GET by which WeCom checks a callback URL: the envelope is `echostr`, the answer its bare plaintext. A parser turns
 * a raw `+` into a space, so when the check fails and there are spaces they are read as `+` once (inbound.md §1.2).
 */
export function openEcho(open: EnvelopeOpener, fields: EnvelopeFields, nowMs: number): Opened {
  const opened = open(fields, nowMs);
  const { encrypt } = fields;
  if (opened.ok || typeof encrypt !== 'string' || !encrypt.includes(' ')) return opened;
  return open({ ...fields, encrypt: encrypt.replaceAll(' ', '+') }, nowMs);
}
