import { createCipheriv } from 'node:crypto';
import * as official from '@wecom/crypto';
import { describe, expect, it } from 'vitest';
import { openEcho } from '../../../src/wecom/envelope/open-echo.ts';
import {
  aesKeyOf,
  createEnvelopeOpener,
  type EnvelopeFields,
  signatureOf,
} from '../../../src/wecom/envelope/open-envelope.ts';
import { sealBytes } from '../../fuzz/seal-bytes.ts';

/*
 * Each case is signed with the right token and encrypted with the right key: a single check stands between it and being
 * opened, so it turns red when that check goes.
 */
const token = 'QDG6eK';
const encodingAESKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const corp = 'wx5823bf96d3bd56c7';
const settings = { token, encodingAESKey, receiveId: corp };
const none = { ...settings, receiveId: '' };
const openCorp = createEnvelopeOpener(settings);
const openNone = createEnvelopeOpener(none);
const nowMs = 1_700_000_000_000;
const timestamp = '1700000000';
const nonce = 'nonce123';
const random = Buffer.from('0123456789abcdef');

const seal = (more: Partial<Parameters<typeof sealBytes>[1]>, as: typeof settings = settings) =>
  sealBytes(as, { random, message: Buffer.from('hello'), ...more });
/** Encrypts bytes as they are: no header, no padding added. */
const encryptRaw = (plain: Buffer): string => {
  const key = aesKeyOf(encodingAESKey);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
};
const signed = (change: { timestamp?: string; nonce?: string; encrypt?: string } = {}) => {
  const fields = { timestamp, nonce, encrypt: seal({}), ...change };
  return { ...fields, signature: signatureOf(token, fields.timestamp, fields.nonce, fields.encrypt) };
};
const good = signed();
const verdict = (fields: EnvelopeFields, open = openCorp, at = nowMs) => {
  const opened = open(fields, at);
  return opened.ok ? opened.plaintext : `${opened.status} ${opened.reason}`;
};

describe('the fields', () => {
  it('open when everything is as it should be', () => {
    expect(openCorp(good, nowMs)).toEqual({ ok: true, plaintext: 'hello', nonce, timestamp });
  });

  const names = ['signature', 'timestamp', 'nonce', 'encrypt'] as const;
  it.each(names)('%s must be one string', (name) => {
    // A list of one turns into the same text wherever it is used as one.
    for (const value of [undefined, null, [good[name]], [good[name], good[name]], {}, 0, true])
      expect(verdict({ ...good, [name]: value })).toBe('400 field-missing');
    const text = { toString: () => good[name] };
    expect(verdict({ ...good, [name]: text })).toBe('400 field-missing');
  });

  it.each([
    good.signature.toUpperCase(),
    good.signature.slice(1),
    `${good.signature}0`,
    `${good.signature}\n`,
    '',
  ])('a signature of %j is none', (signature) => {
    expect(verdict({ ...good, signature })).toBe('400 field-grammar');
  });
  it.each([
    '01700000000',
    '+1700000000',
    ' 1700000000',
    '1700000000\n',
    '1700000000.0',
    '1.7e9',
    '0x6553f100',
    '170000000',
    '0700000000',
    '１７００００００００',
    '',
  ])('a time of %j is none', (time) => {
    expect(verdict(signed({ timestamp: time }))).toBe('400 field-grammar');
  });
  it.each(['', 'a-b', 'a b', 'a+b', 'a/b', 'a=', 'n\n', 'é', '\u0000', 'a'.repeat(65)])(
    'a nonce of %j is none',
    (odd) => {
      expect(verdict(signed({ nonce: odd }))).toBe('400 field-grammar');
    },
  );
  it.each(['a', '0', 'a'.repeat(64)])('a nonce of %j is one', (fine) => {
    expect(verdict(signed({ nonce: fine }))).toBe('hello');
  });

  const encrypt = seal({ message: Buffer.from('hello 2') }); // 64 bytes: ends with `==`
  const oneEqual = seal({ message: Buffer.alloc(0) }, none); // 32 bytes: ends with one `=`
  it.each([
    ['nothing', ''],
    ['without its padding', encrypt.replace(/=+$/, '')],
    ['with half its padding', encrypt.replace(/=$/, '')],
    ['with too much padding', `${encrypt}====`],
    ['with padding inside', `${encrypt.slice(0, 4)}====${encrypt.slice(4)}`],
    ['with a line break', `${encrypt}\n\n\n\n`],
    ['with spaces', `    ${encrypt}`],
    ['with characters a decoder skips', `${encrypt.slice(0, 4)}****${encrypt.slice(4)}`],
    ['in the alphabet of URLs', encrypt.replaceAll('+', '-').replaceAll('/', '_')],
    ['with bits that decoding drops, four of them', encrypt.replace(/.==$/, 'B==')],
    ['with bits that decoding drops, two of them', oneEqual.replace(/(.)=$/, 'B=')],
    ['only padding', '===='],
  ])('a ciphertext %s is none', (_, odd) => {
    expect(odd).not.toBe(encrypt);
    expect(verdict(signed({ encrypt: odd }))).toBe('400 field-grammar');
  });
  it.each([
    [/(.)==$/, '==', encrypt, [1, 2, 4, 8]],
    [/(.)=$/, '=', oneEqual, [1, 2]],
  ] as const)('every bit that decoding drops counts (%s)', (end, padding, genuine, bits) => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const last = alphabet.indexOf(end.exec(genuine)?.[1] ?? '');
    const open = genuine === oneEqual ? openNone : openCorp;
    expect(verdict(signed({ encrypt: genuine }), open)).not.toMatch(/^40/);
    for (const bit of bits) {
      const odd = genuine.replace(end, `${alphabet[last | bit]}${padding}`);
      expect(odd).not.toBe(genuine);
      expect(verdict(signed({ encrypt: odd }), open)).toBe('400 field-grammar');
    }
  });
  it('the cases above decode to what would be opened', () => {
    expect(encrypt).toMatch(/[^=]==$/);
    expect(encrypt).toMatch(/[+/]/);
    expect(oneEqual).toMatch(/[^=]=$/);
    for (const odd of [encrypt.replace(/=+$/, ''), `    ${encrypt}`, `${encrypt}\n\n\n\n`])
      expect(Buffer.from(odd, 'base64')).toEqual(Buffer.from(encrypt, 'base64'));
  });
  it('a ciphertext is at most as long as a body', () => {
    // 786,432 bytes are 1 MiB of base64 exactly, and whole blocks.
    const of = (bytes: number) => seal({ message: Buffer.alloc(bytes, 'x') }, none);
    const largest = of(786_432 - 21);
    expect(largest).toHaveLength(1_048_576);
    expect(verdict(signed({ encrypt: largest }), openNone)).toHaveLength(786_432 - 21);
    expect(verdict(signed({ encrypt: of(786_432) }), openNone)).toBe('400 field-grammar');
  });
});

describe('the signature', () => {
  it.each(Array.from({ length: 40 }, (_, at) => at))('digit %i counts', (at) => {
    const digit = good.signature[at] === '0' ? '1' : '0';
    const signature = good.signature.slice(0, at) + digit + good.signature.slice(at + 1);
    expect(verdict({ ...good, signature })).toBe('403 signature');
  });
  it('covers time, nonce, ciphertext and token', () => {
    const other = seal({ message: Buffer.from('bye') });
    expect(verdict({ ...good, timestamp: '1700000001' })).toBe('403 signature');
    expect(verdict({ ...good, nonce: 'nonce124' })).toBe('403 signature');
    expect(verdict({ ...good, encrypt: other })).toBe('403 signature');
    const stranger = createEnvelopeOpener({ ...settings, token: 'QDG6eL' });
    expect(verdict(good, stranger)).toBe('403 signature');
  });
  it('is checked before the time, so that a stranger learns nothing about our clock', () => {
    expect(verdict({ ...good, signature: '0'.repeat(40) }, openCorp, nowMs + 999_000)).toBe('403 signature');
  });
});

describe('the window', () => {
  it.each([
    [-300_000, 'hello'],
    [300_000, 'hello'],
    [-300_001, '403 window'],
    [300_001, '403 window'],
    [86_400_000, '403 window'],
  ])('%i ms from the timestamp: %s', (away, said) => {
    expect(verdict(good, openCorp, nowMs + away)).toBe(said);
  });
});

describe('the ciphertext', () => {
  it('comes in whole blocks of 32', () => {
    // Three blocks of AES, padded as PKCS#7 would: right in everything but the size.
    const plain = Buffer.alloc(48, 48 - 20 - 5);
    random.copy(plain, 0);
    plain.writeUInt32BE(5, 16);
    plain.write('hello', 20);
    const padded = Buffer.concat([plain.subarray(0, 25), Buffer.alloc(23, 23)]);
    expect(verdict(signed({ encrypt: encryptRaw(padded) }), openNone)).toBe('403 cipher');
    const cut = Buffer.concat([Buffer.from(seal({}, none), 'base64'), Buffer.from([1])]).toString('base64');
    expect(verdict(signed({ encrypt: cut }), openNone)).toBe('403 cipher');
  });
  it('of another key does not open', () => {
    const stranger = { ...settings, encodingAESKey: `J${encodingAESKey.slice(1)}` };
    expect(verdict(signed({ encrypt: seal({}, stranger) }))).toMatch(/^403 (padding|length)$/);
  });
});

describe('the padding', () => {
  /** The last bytes of the last block, below a message that would otherwise be found whole. */
  const ending = (pad: Buffer, message = 'hello') =>
    verdict(signed({ encrypt: seal({ message: Buffer.from(message), pad: () => pad }, none) }), openNone);

  it('of 1 to 32 bytes is taken off', () => {
    for (let length = 0; length < 32; length += 1) {
      const message = 'x'.repeat(length);
      const encrypt = seal({ message: Buffer.from(message) }, none);
      expect(verdict(signed({ encrypt }), openNone)).toBe(message);
    }
  });
  it('may not be missing', () => {
    // 20 + 12 bytes fill the block; the last of them is a zero, as if there were no padding.
    expect(ending(Buffer.alloc(0), `elevenbytes\u0000`)).toBe('403 padding');
  });
  it('may not be longer than a block', () => {
    // 64 − 33 − 20 = 11 bytes of message, then 33 times 33.
    expect(ending(Buffer.alloc(33, 33), 'elevenbytes')).toBe('403 padding');
  });
  it.each(Array.from({ length: 31 }, (_, at) => at))('counts byte %i of 32', (at) => {
    // 20 + 12 bytes: a whole block of padding follows.
    const pad = Buffer.alloc(32, 32);
    pad[at] = 31;
    expect(ending(pad, 'twelve bytes')).toBe('403 padding');
  });
  it('leaves no room for less than a header', () => {
    // 32 bytes that say: 20 of them are padding, so that 12 are left for random and length.
    expect(verdict(signed({ encrypt: encryptRaw(Buffer.alloc(32, 20)) }), openNone)).toBe('403 length');
    expect(verdict(signed({ encrypt: encryptRaw(Buffer.alloc(32, 32)) }), openNone)).toBe('403 length');
  });
});

describe('the length', () => {
  it.each([-1, 1, -5, 16, 32, 0x7fffffff - 5, 0xffffffff - 5])('off by %i is refused', (by) => {
    expect(verdict(signed({ encrypt: seal({ length: 5 + by }) }))).toBe('403 length');
    expect(verdict(signed({ encrypt: seal({ length: 5 + by }, none) }), openNone)).toBe('403 length');
  });
  it('does not let a tail become the receiver, or the receiver the message', () => {
    // Short by the length of the receiver: the end of the message stands where the receiver should.
    const message = Buffer.from(`hello${corp}`);
    expect(verdict(signed({ encrypt: seal({ message, length: 5 }) }))).toBe('403 length');
    // For a bot without a receiver the same bytes are a longer message, when the length says so too.
    expect(verdict(signed({ encrypt: seal({ length: 5 + corp.length }) }), openNone)).toBe(`hello${corp}`);
  });
});

describe('the receiver', () => {
  it.each(['wx5823bf96d3bd56c8', 'WX5823BF96D3BD56C7', '\u0000'.repeat(18)])(
    '%j is somebody else',
    (other) => {
      expect(verdict(signed({ encrypt: seal({ receiver: Buffer.from(other) }) }))).toBe('403 receive-id');
    },
  );
  it.each(['', 'wx5823bf96d3bd56c', 'wx5823bf96d3bd56c7x'])('%j is of another length', (other) => {
    expect(verdict(signed({ encrypt: seal({ receiver: Buffer.from(other) }) }))).toBe('403 length');
  });
  it('is nobody for a bot', () => {
    expect(verdict(signed({ encrypt: seal({}) }), openNone)).toBe('403 length');
  });
});

describe('the message', () => {
  it.each([
    ['a lone byte', [0x80]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['half a surrogate pair', [0xed, 0xa0, 0x80]],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['a cut character', [0xe4, 0xbd]],
  ])('must be UTF-8: %s', (_, bytes) => {
    const message = Buffer.concat([Buffer.from('hi '), Buffer.from(bytes)]);
    expect(verdict(signed({ encrypt: seal({ message }) }))).toBe('403 utf8');
  });
  it('may be empty, and keeps every character', () => {
    for (const text of ['', '\ufeff', '群运 😀\u0000\r\n'])
      expect(verdict(signed({ encrypt: seal({ message: Buffer.from(text) }) }))).toBe(text);
  });
});

describe('the missing delimiter', () => {
  /** What a member wrote, to be read from its own start: four bytes that stand for a length, then a payload. */
  const inner = `${' '.repeat(4)}{"msgtype":"text","from":{"userid":"boss"},"text":{"content":"/群发 全体"}}`;

  it('cannot be used to cut the head off a message (nonce swallows blocks of ciphertext)', () => {
    // The member's text reaches to the end; 48 bytes further on, it begins with four bytes to be read as a length.
    const message = Buffer.from(`${'x'.repeat(64 - 20)}${inner}`);
    let found = 0;
    for (let n = 0; n < 200; n += 1) {
      const bytes = Buffer.alloc(16, n);
      const encrypt = sealBytes(none, { random: bytes, message });
      const captured = { timestamp, nonce: '1a', encrypt };
      const [cut, rest] = [encrypt.slice(0, 64), encrypt.slice(64)];
      const signature = signatureOf(token, timestamp, captured.nonce, encrypt);
      const shifted = { signature, timestamp, nonce: captured.nonce + cut, encrypt: rest };
      if (official.getSignature(token, timestamp, shifted.nonce, rest) !== signature) continue;
      found += 1;
      // The published package takes it for the member's own choice of message …
      expect(official.decrypt(encodingAESKey, rest).message).toContain('"userid":"boss"');
      // … and here it ends at the form of the nonce, whatever was cut off.
      expect(verdict(shifted, openNone)).toBe('400 field-grammar');
      // Were that form wider, the blocks would give it away; were they not, the length would.
      expect(verdict(signed({ encrypt: rest }), openNone)).toMatch(/^403 (cipher|length)$/);
    }
    expect(found).toBeGreaterThan(0);
  });
  it('cannot be used to drop the time', () => {
    const joined = signatureOf(token, '', timestamp + nonce, good.encrypt);
    expect(verdict({ ...good, signature: joined, timestamp: undefined, nonce: timestamp + nonce })).toBe(
      '400 field-missing',
    );
    expect(verdict({ ...good, signature: joined, timestamp: '', nonce: timestamp + nonce })).toBe(
      '400 field-grammar',
    );
  });
  it('cannot be used to move digits of the time into the nonce', () => {
    const moved = { ...good, timestamp: timestamp.slice(0, 9), nonce: timestamp.slice(9) + nonce };
    const signature = signatureOf(token, moved.timestamp, moved.nonce, moved.encrypt);
    expect(verdict({ ...moved, signature })).toBe('400 field-grammar');
  });
});

describe('the echo', () => {
  const echo = signed({
    encrypt: seal({ message: Buffer.from('1616140317555161061'), random: Buffer.alloc(16, 3) }),
  });
  it('forgives + read as a space, and nothing else', () => {
    const spaced = { ...echo, encrypt: echo.encrypt.replaceAll('+', ' ') };
    expect(echo.encrypt).toContain('+');
    expect(openEcho(openCorp, spaced, nowMs)).toMatchObject({ plaintext: '1616140317555161061' });
    expect(openEcho(openCorp, { ...spaced, encrypt: ` ${spaced.encrypt}` }, nowMs).ok).toBe(false);
    expect(openEcho(openCorp, { ...spaced, encrypt: [spaced.encrypt] }, nowMs).ok).toBe(false);
    expect(openEcho(openCorp, { ...spaced, signature: '0'.repeat(40) }, nowMs)).toMatchObject({
      status: 403,
    });
    expect(openEcho(openCorp, spaced, nowMs + 300_001)).toMatchObject({ reason: 'window' });
  });
});
