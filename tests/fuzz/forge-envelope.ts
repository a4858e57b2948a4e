import { signatureOf } from '../../src/wecom/envelope/open-envelope.ts';
import type { Random } from './random.ts';
import { sealBytes } from './seal-bytes.ts';
import { type Genuine, resealed, resigned, type Shot, signed } from './shot.ts';

/** Makes something that must be refused out of a genuine callback; undefined when this one offers no way. */
export type Forge = (genuine: Genuine, random: Random) => Shot | undefined;

const flipped = (bytes: Buffer, bit: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
};
const replacedAt = (text: string, at: number, by: string) => text.slice(0, at) + by + text.slice(at + 1);
const another = (char: string, random: Random, alphabet: string): string => {
  for (;;) {
    const next = random.word(1, alphabet);
    if (next !== char) return next;
  }
};
const HEX = '0123456789abcdef';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const anything = (random: Random): unknown =>
  random.pick([undefined, null, '', 0, 1, true, {}, [], ['a', 'b'], { length: 40 }, Number.NaN] as const);

/** Changes made without the key or the token: only the signature stands in the way. */
export const unsigned = {
  'ciphertext bit flip': (genuine, random) => {
    const bytes = Buffer.from(genuine.encrypt, 'base64');
    return { ...genuine, encrypt: flipped(bytes, random.int(0, bytes.length * 8 - 1)).toString('base64') };
  },
  'ciphertext character': (genuine, random) => {
    const at = random.int(0, genuine.encrypt.length - 1);
    const char = another(genuine.encrypt[at] ?? '', random, BASE64);
    return { ...genuine, encrypt: replacedAt(genuine.encrypt, at, char) };
  },
  'ciphertext cut': (genuine, random) => {
    const bytes = Buffer.from(genuine.encrypt, 'base64');
    const keep = random.chance(0.7)
      ? 32 * random.int(0, bytes.length / 32 - 1)
      : random.int(0, bytes.length - 1);
    const part = random.chance(0.5) ? bytes.subarray(0, keep) : bytes.subarray(bytes.length - keep);
    return { ...genuine, encrypt: part.toString('base64') };
  },
  'ciphertext extended': (genuine, random) => {
    const bytes = Buffer.from(genuine.encrypt, 'base64');
    const more = random.chance(0.5) ? bytes.subarray(-32) : random.bytes(random.pick([1, 16, 32, 64]));
    const whole = random.chance(0.5) ? [bytes, more] : [more, bytes];
    return { ...genuine, encrypt: Buffer.concat(whole).toString('base64') };
  },
  'ciphertext blocks moved': (genuine, random) => {
    const bytes = Buffer.from(genuine.encrypt, 'base64');
    const cut = 32 * random.int(1, Math.max(1, bytes.length / 32 - 1));
    const moved = Buffer.concat([bytes.subarray(cut), bytes.subarray(0, cut)]);
    return moved.equals(bytes) ? undefined : { ...genuine, encrypt: moved.toString('base64') };
  },
  'signature digit': (genuine, random) => {
    const at = random.int(0, 39);
    return {
      ...genuine,
      signature: replacedAt(genuine.signature, at, another(genuine.signature[at] ?? '', random, HEX)),
    };
  },
  'signature form': (genuine, random) => {
    const { signature } = genuine;
    const form = random.pick([
      signature.toUpperCase(),
      signature.slice(0, random.int(0, 39)),
      `${signature}0`,
      ` ${signature}`,
      `${signature}\n`,
      '0'.repeat(40),
      Buffer.from(signature, 'hex').toString('base64'),
      signature.replaceAll('0', '０').padEnd(41, ' '),
    ] as const);
    return form === signature ? undefined : { ...genuine, signature: form };
  },
  'nonce changed': (genuine, random) => {
    const nonce = random.word(random.int(1, 64));
    return nonce === genuine.nonce ? undefined : { ...genuine, nonce };
  },
  'timestamp changed': (genuine, random) => {
    const timestamp = String(Number(genuine.timestamp) + random.pick([-60, -1, 1, 60, 3600]));
    return { ...genuine, timestamp };
  },
  'field missing': (genuine, random) => {
    const { signature, timestamp, nonce, encrypt, target, nowMs } = genuine;
    const without = { signature, timestamp, nonce, encrypt };
    const name = random.pick(['signature', 'timestamp', 'nonce', 'encrypt'] as const);
    return { target, nowMs, ...without, [name]: random.pick([undefined, ''] as const) };
  },
  'field of another type': (genuine, random) => {
    const name = random.pick(['signature', 'timestamp', 'nonce', 'encrypt'] as const);
    return { ...genuine, [name]: anything(random) };
  },
  'key repeated': (genuine, random) => {
    const name = random.pick(['signature', 'timestamp', 'nonce', 'encrypt'] as const);
    const twice = [genuine[name], random.chance(0.5) ? genuine[name] : random.word(10)];
    return { ...genuine, [name]: random.chance(0.5) ? twice : twice.reverse() };
  },
  'nonce and ciphertext shifted': (genuine, random) => shifted(genuine, random),
  'timestamp and nonce joined': (genuine, random) => {
    const { timestamp, nonce } = genuine;
    const at = random.int(0, timestamp.length - 1);
    return random.chance(0.5)
      ? { ...genuine, timestamp: undefined, nonce: timestamp + nonce }
      : { ...genuine, timestamp: timestamp.slice(0, at), nonce: timestamp.slice(at) + nonce };
  },
  'replay outside the window': (genuine, random) => {
    const away = random.pick([
      301_000,
      300_001 + Math.floor(random.next() * 1e6),
      86_400_000,
      3.2e11,
    ] as const);
    const nowMs = Number(genuine.timestamp) * 1000 + (random.chance(0.7) ? away : -away);
    return { ...genuine, nowMs };
  },
  'huge field': (genuine, random) => {
    const name = random.pick(['signature', 'timestamp', 'nonce', 'encrypt'] as const);
    const size = random.chance(0.01) ? 1_500_000 : random.pick([65, 1_000, 70_000] as const);
    const char = random.pick(['0', 'a', 'A', '=', ' '] as const);
    return { ...genuine, [name]: genuine[name] + char.repeat(size) };
  },
} as const satisfies Record<string, Forge>;

/** Signed with the right token: only the check of the field or byte in question stands in the way. */
export const validlySigned = {
  'timestamp form': (genuine, random) => {
    const { timestamp } = genuine;
    const odd = random.pick([
      `+${timestamp}`,
      ` ${timestamp}`,
      `${timestamp} `,
      `0${timestamp}`,
      `${timestamp}.0`,
      `${timestamp}000`,
      `0x${Number(timestamp).toString(16)}`,
      `${timestamp.slice(0, 1)}.${timestamp.slice(1)}e9`,
      timestamp.replace(/\d/, '１'),
      `${timestamp}\n`,
      '',
      'NaN',
      `-${timestamp}`,
    ] as const);
    return resigned(genuine, { timestamp: odd });
  },
  'nonce form': (genuine, random) => {
    const nonce = random.pick([
      '',
      'a'.repeat(65),
      `${genuine.nonce} `,
      `${genuine.nonce}-`,
      `${genuine.nonce}+`,
      'ü',
      '１２３',
      '\u0000',
      `${genuine.nonce}\n`,
    ] as const);
    return resigned(genuine, { nonce });
  },
  'base64 not canonical': (genuine, random) => {
    const { encrypt } = genuine;
    const encrypted = random.pick([
      looseBits(encrypt),
      `${encrypt}=`,
      encrypt.replace(/=+$/, ''),
      encrypt.replace(/=+$/, '').padEnd(Math.ceil(encrypt.length / 4) * 4 + 4, '='),
      `${encrypt.slice(0, 8)}\n${encrypt.slice(8)}`,
      `${encrypt.slice(0, 8)}=${encrypt.slice(8)}`,
      encrypt.replaceAll('+', '-').replaceAll('/', '_'),
      `${encrypt.slice(0, 4)}****${encrypt.slice(4)}`,
      ` ${encrypt}`,
    ] as const);
    return encrypted === undefined || encrypted === encrypt
      ? undefined
      : resigned(genuine, { encrypt: encrypted });
  },
  'padding bytes': (genuine, random) => {
    const kind = random.int(0, 6);
    const pad = (count: number): Buffer => {
      const right = Buffer.alloc(count, count);
      // All but the last byte may lie; only a check of every byte sees it.
      if (kind === 0 && count > 1) right[random.int(0, count - 2)] = count - 1;
      else if (kind === 1) right[count - 1] = 0;
      else if (kind === 2) right[count - 1] = random.int(33, 255);
      else if (kind === 3) return Buffer.alloc(count, count === 32 ? 31 : count + 1);
      // Consistent in itself, but for blocks of 16 or with a whole block too many.
      else if (kind === 4 && count > 16) return Buffer.alloc(count - 16, count - 16);
      else if (kind === 5) return Buffer.alloc(count + 32, count + 32);
      else right[count - 1] = count === 1 ? 2 : random.int(1, count - 1);
      return right;
    };
    return resealed(genuine, { pad }, random);
  },
  'length field': (genuine, random) => {
    const real = Buffer.byteLength(genuine.plaintext);
    const length = random.pick([
      0,
      1,
      real - 1,
      real + 1,
      real + 16,
      real + 32,
      0x7fffffff,
      0xffffffff,
    ] as const);
    return length === real ? undefined : resealed(genuine, { length }, random);
  },
  'receiver of another': (genuine, random) => {
    const { receiveId } = genuine.target.envelope;
    const other = random.pick([
      '',
      receiveId.toUpperCase(),
      `${receiveId}x`,
      receiveId.slice(0, -1),
      'wx5823bf96d3bd56c8',
      'wx5823bf96d3bd56c7',
      `${receiveId}\u0000`,
    ] as const);
    return other === receiveId ? undefined : resealed(genuine, { receiver: Buffer.from(other) }, random);
  },
  'bytes that are no UTF-8': (genuine, random) => {
    const bytes = Buffer.from(genuine.plaintext);
    const bad = random.pick<readonly number[]>([
      [0xff],
      [0xc0, 0xaf],
      [0xed, 0xa0, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0x80],
    ]);
    const at = genuine.plaintext.indexOf('zhangsan');
    const place = at < 0 ? bytes.length : Buffer.byteLength(genuine.plaintext.slice(0, at + 3));
    const message = Buffer.concat([bytes.subarray(0, place), Buffer.from(bad), bytes.subarray(place)]);
    return resealed(genuine, { message }, random);
  },
  'another key': (genuine, random) => {
    const { target, timestamp, nonce, nowMs, plaintext } = genuine;
    const envelope = { ...target.envelope, encodingAESKey: `${random.word(42)}A` };
    const encrypt = sealBytes(envelope, { random: random.bytes(16), message: Buffer.from(plaintext) });
    return signed(target, timestamp, nonce, encrypt, nowMs);
  },
  'random ciphertext': (genuine, random) =>
    resigned(genuine, {
      encrypt: random.bytes(random.pick([0, 1, 16, 31, 32, 48, 64, 96] as const)).toString('base64'),
    }),
} as const satisfies Record<string, Forge>;

/** A wrong token, a right key. */
export const wrongToken = {
  'another token': (genuine, random) => {
    const { timestamp, nonce, encrypt, target } = genuine;
    const token = random.word(random.int(3, 32));
    if (token === target.envelope.token) return undefined;
    return { ...genuine, signature: signatureOf(token, timestamp, nonce, encrypt) };
  },
} as const satisfies Record<string, Forge>;

/**
 * The scheme joins its sorted fields without a delimiter: what stands at the border of two can be moved from one to the
 * other and the signature stays right. `nonce` swallows the first blocks of the ciphertext, or gives some of itself.
 */
function shifted(genuine: Genuine, random: Random): Shot | undefined {
  const { target, timestamp, nonce, encrypt, signature } = genuine;
  const count = random.chance(0.7) ? 64 * random.int(1, 4) : random.int(1, 64);
  const swallowed = { nonce: nonce + encrypt.slice(0, count), encrypt: encrypt.slice(count) };
  const given = { nonce: nonce.slice(0, -1), encrypt: nonce.slice(-1) + encrypt };
  const change = random.chance(0.8) ? swallowed : given;
  const still = signatureOf(target.envelope.token, timestamp, change.nonce, change.encrypt) === signature;
  // Where the sort order forbids it the attacker tries all the same, once in a while.
  return still || random.chance(0.2) ? { ...genuine, ...change } : undefined;
}

/** The same bytes spelled differently: bits that decoding drops are set. */
function looseBits(encrypt: string): string | undefined {
  const unused = encrypt.endsWith('==') ? 3 : encrypt.endsWith('=') ? 2 : 0;
  if (unused === 0) return undefined;
  const at = encrypt.length - unused;
  const value = BASE64.indexOf(encrypt[at] ?? '');
  return replacedAt(encrypt, at, BASE64[value | 1] ?? '');
}
