import type { Response } from 'light-my-request';
import { describe, expect, it } from 'vitest';
import { signatureOf } from '../../../src/wecom/envelope/open-envelope.ts';
import { sealBytes } from '../../fuzz/seal-bytes.ts';
import { envelopes, type Kind, nowMs, postOf, serve, text } from './serve.ts';

/** All a caller can see, but for the date. */
const seen = ({ statusCode, headers, body }: Response) => {
  const { date: _, ...rest } = headers;
  return { statusCode, rest, body };
};
const good = () => postOf('aibot', text.aibot('M1'));
/** Sealed with the right key, signed with the right token, wrong inside. */
const sealed = (kind: Kind, insides: Partial<Parameters<typeof sealBytes>[1]>) => {
  const encrypt = sealBytes(envelopes[kind], {
    random: Buffer.alloc(16, 1),
    message: Buffer.from(text[kind]('M1')),
    ...insides,
  });
  const timestamp = String(nowMs / 1000);
  const signature = signatureOf(envelopes[kind].token, timestamp, 'n', encrypt);
  const query = `msg_signature=${signature}&timestamp=${timestamp}&nonce=n`;
  return { ...good(), url: `/wecom/aibot/helper?${query}`, payload: JSON.stringify({ encrypt }) };
};

const malformed = {
  'no query': { ...good(), url: '/wecom/aibot/helper' },
  'no nonce': { ...good(), url: good().url.replace('nonce=', 'once=') },
  'a nonce that is none': { ...good(), url: good().url.replace('nonce=', 'nonce=-') },
  'a repeated signature': { ...good(), url: `${good().url}&msg_signature=${'0'.repeat(40)}` },
  'a repeated time': { ...good(), url: `${good().url}&timestamp=${nowMs / 1000}` },
  'a repeated nonce': { ...good(), url: `${good().url}&nonce=nonce123` },
  'an empty body': { ...good(), payload: '' },
  'no JSON': { ...good(), payload: '{' },
  'JSON without ciphertext': { ...good(), payload: '{"a":1}' },
  'a list of ciphertexts': {
    ...good(),
    payload: good().payload.replace(/"encrypt":(".*")/, '"encrypt":[$1]'),
  },
  'JSON nested 100,000 deep': { ...good(), payload: '['.repeat(100_000) },
  'a ciphertext in the prototype': {
    ...good(),
    payload: good().payload.replace(/^\{(.*)\}$/, '{"__proto__":{$1}}'),
  },
  'a form': { ...good(), payload: 'encrypt=abc' },
  'a genuine envelope around no payload': postOf('aibot', '{}'),
  'a genuine envelope around no JSON': postOf('aibot', 'hello'),
  'a genuine envelope around a message of nobody': postOf('aibot', '{"msgid":"M","msgtype":"text"}'),
};
const failed = {
  'another signature': {
    ...good(),
    url: good().url.replace(/msg_signature=\w{40}/, `msg_signature=${'0'.repeat(40)}`),
  },
  'another time': { ...good(), url: good().url.replace('timestamp=17', 'timestamp=16') },
  'another nonce': { ...good(), url: good().url.replace('nonce=', 'nonce=x') },
  'the envelope of another endpoint': {
    ...postOf('robot', text.robot('M1'), { form: 'json' }),
    url: good().url,
  },
  'padding that lies': sealed('aibot', { pad: (count) => Buffer.alloc(count, 0) }),
  'a length that lies': sealed('aibot', { length: 5 }),
  'a receiver where there is none': sealed('aibot', { receiver: Buffer.from('wwCORP') }),
  'bytes that are no UTF-8': sealed('aibot', { message: Buffer.from([0xff]) }),
};
const unknown = {
  'another id': { ...good(), url: good().url.replace('helper', 'other') },
  'another kind': { ...good(), url: good().url.replace('aibot', 'app') },
  'a kind there is not': { ...good(), url: good().url.replace('aibot', '__proto__') },
  'a longer path': { ...good(), url: good().url.replace('helper', 'helper/x') },
  'a path that cannot be decoded': { ...good(), url: good().url.replace('helper', '%zz') },
  'an endless id': { ...good(), url: good().url.replace('helper', 'x'.repeat(500)) },
  'another method': { ...good(), method: 'PUT' as const },
};

describe.each([
  [400, malformed],
  [403, failed],
  [404, unknown],
] as const)('answered %i', (status, cases) => {
  it.each(Object.entries(cases))('%s', async (_, options) => {
    const { inject, close, events, errors } = await serve();
    const response = await inject(options);
    expect([response.statusCode, response.body]).toEqual([status, '']);
    expect([events, errors]).toEqual([[], []]);
    await close();
  });
  it('all look the same', async () => {
    const { inject, close } = await serve();
    // What the framework refuses before a route is found does not pass by here, and need not look like it.
    const own = Object.entries(cases).filter(([name]) => !/decoded|endless/.test(name));
    const looks = new Set<string>();
    for (const [, options] of own) looks.add(JSON.stringify(seen(await inject(options))));
    expect(looks.size).toBe(1);
    await close();
  });
});

describe('an outer body in XML', () => {
  const robot = postOf('robot', text.robot('M1'));
  const encrypt = /<Encrypt>.*<\/Encrypt>/.exec(robot.payload)?.[0] ?? '';
  it.each([
    ['another root', `<yml>${encrypt}</yml>`],
    ['two ciphertexts', `<xml>${encrypt}${encrypt}</xml>`],
    ['a ciphertext further inside', `<xml><xml>${encrypt}</xml></xml>`],
    ['a ciphertext with parts', `<xml><Encrypt>${encrypt}</Encrypt></xml>`],
    ['a document type', `<!DOCTYPE xml>${robot.payload}`],
    ['a declaration', `<?xml version="1.0"?>${robot.payload}`],
    ['a byte order mark', `\ufeff${robot.payload}`],
    ['an attribute', robot.payload.replace('<xml>', '<xml a="b">')],
    ['something behind it', `${robot.payload}x`],
  ])('is refused with %s', async (_, payload) => {
    const { inject, close, events } = await serve();
    expect((await inject(robot)).statusCode).toBe(200);
    expect((await inject({ ...robot, payload })).statusCode).toBe(400);
    expect(events).toHaveLength(1);
    await close();
  });
  it('is what an app takes, and JSON what an aibot takes', async () => {
    const { post, close } = await serve();
    expect((await post('app', text.app('1'), { form: 'json' })).statusCode).toBe(400);
    expect((await post('aibot', text.aibot('1'), { form: 'xml' })).statusCode).toBe(400);
    await close();
  });
});

describe('too much', () => {
  it('is answered 413 above one MiB, empty, and read below', async () => {
    const { inject, close, errors } = await serve();
    const of = (bytes: number) => ({ ...good(), payload: `"${'a'.repeat(bytes - 2)}"` });
    const over = await inject(of(1_048_577));
    expect([over.statusCode, over.body]).toEqual([413, '']);
    expect((await inject(of(1_048_576))).statusCode).toBe(400);
    expect(errors).toEqual([]);
    await close();
  });
  it('of XML is refused like any other', async () => {
    const { inject, close } = await serve();
    const robot = postOf('robot', text.robot('M1'));
    for (const payload of [`<xml><Encrypt>x${' '.repeat(1_000_000)}x</Encrypt></xml>`, '<a>'.repeat(300_000)])
      expect((await inject({ ...robot, payload })).statusCode).toBe(400);
    await close();
  });
});

describe('the one who counts', () => {
  it('is told what was refused and why, the caller is not', async () => {
    const { inject, close, outcomes } = await serve();
    for (const options of [
      ...Object.values(failed),
      malformed['no nonce'],
      malformed['a genuine envelope around no payload'],
    ])
      await inject(options);
    expect(outcomes.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual([
      'refused signature',
      'refused signature',
      'refused signature',
      'refused signature',
      'refused padding',
      'refused length',
      'refused length',
      'refused utf8',
      'refused field-missing',
      'malformed msgid',
    ]);
    await close();
  });
});
