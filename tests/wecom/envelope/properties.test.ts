import * as official from '@wecom/crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEnvelopeOpener, type EnvelopeFields } from '../../../src/wecom/envelope/open-envelope.ts';
import { createEnvelopeSealer, sealedJson, sealedXml } from '../../../src/wecom/envelope/seal-envelope.ts';
import { parseXml } from '../../../src/wecom/xml/parse-xml.ts';

const alphanumeric = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'];
const word = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphanumeric), minLength, maxLength });
const settings = fc.record({
  token: word(3, 32),
  encodingAESKey: word(43, 43),
  receiveId: fc.oneof(fc.constant(''), word(1, 40), fc.string({ unit: 'grapheme' })),
});
const message = fc.string({ unit: 'grapheme', maxLength: 200 });
const nonce = word(1, 64);
const timestamp = fc.integer({ min: 1_000_000_000, max: 9_999_999_999 }).map(String);

describe('whatever is sealed', () => {
  it('opens again, and only for its receiver', () => {
    fc.assert(
      fc.property(settings, message, nonce, timestamp, word(1, 40), (own, text, once, time, other) => {
        const sealed = createEnvelopeSealer(own)(text, once, time);
        const at = Number(time) * 1000;
        expect(createEnvelopeOpener(own)(sealed, at)).toEqual({
          ok: true,
          plaintext: text,
          nonce: once,
          timestamp: time,
        });
        if (other === own.receiveId) return;
        expect(createEnvelopeOpener({ ...own, receiveId: other })(sealed, at).ok).toBe(false);
      }),
    );
  });
  it('is read alike by the official package', () => {
    fc.assert(
      fc.property(settings, message, nonce, timestamp, (own, text, once, time) => {
        const sealed = createEnvelopeSealer(own)(text, once, time);
        expect(official.getSignature(own.token, time, once, sealed.encrypt)).toBe(sealed.signature);
        expect(official.decrypt(own.encodingAESKey, sealed.encrypt)).toMatchObject({
          message: text,
          id: own.receiveId,
        });
      }),
    );
  });
  it('is written as JSON and as XML without loss', () => {
    fc.assert(
      fc.property(settings, message, nonce, timestamp, (own, text, once, time) => {
        const sealed = createEnvelopeSealer(own)(text, once, time);
        expect(JSON.parse(sealedJson(sealed))).toEqual({
          encrypt: sealed.encrypt,
          msgsignature: sealed.signature,
          timestamp: Number(time),
          nonce: once,
        });
        expect(parseXml(sealedXml(sealed))?.value).toEqual({
          Encrypt: sealed.encrypt,
          MsgSignature: sealed.signature,
          TimeStamp: time,
          Nonce: once,
        });
      }),
    );
  });
  it('never comes out the same twice', () => {
    const seal = createEnvelopeSealer({ token: 'abc', encodingAESKey: 'a'.repeat(43), receiveId: '' });
    const all = Array.from({ length: 100 }, () => seal('same', 'n', '1700000000').encrypt);
    expect(new Set(all).size).toBe(100);
  });
});

describe('whatever is changed', () => {
  const own = {
    token: 'QDG6eK',
    encodingAESKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
    receiveId: '',
  };
  const open = createEnvelopeOpener(own);
  const sealed = createEnvelopeSealer(own)('hello', 'nonce123', '1700000000');
  const names = ['signature', 'timestamp', 'nonce', 'encrypt'] as const;

  it('by one character is refused', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), fc.string({ maxLength: 2 }), (name, at, by) => {
        const place = at % sealed[name].length;
        const changed = sealed[name].slice(0, place) + by + sealed[name].slice(place + 1);
        fc.pre(changed !== sealed[name]);
        expect(open({ ...sealed, [name]: changed }, 1_700_000_000_000).ok).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
  it('to anything at all is refused without throwing', () => {
    const field = fc.oneof(fc.anything(), fc.string(), fc.base64String());
    fc.assert(
      fc.property(
        fc.record({ signature: field, timestamp: field, nonce: field, encrypt: field }),
        (fields) => {
          expect(open(fields satisfies EnvelopeFields, 1_700_000_000_000).ok).toBe(false);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
