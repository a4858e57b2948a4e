import { createCipheriv } from 'node:crypto';
import { encrypt, getSignature } from '@wecom/crypto';
import { describe, expect, it } from 'vitest';
import { openReply, seal, sealEcho } from '../../src/emulator/call/envelope.ts';
import type { Target } from '../../src/emulator/call/target.ts';
import { key, token } from './fake-bot.ts';

const target: Target = {
  via: 'aibot/helper',
  channel: 'aibot',
  id: 'helper',
  name: '小群',
  settings: { token, encodingAESKey: key, url: 'http://bot/cb?tenant=1' },
  receiveId: '',
  form: 'json',
  agentId: 0,
};
const good = encrypt(key, '{"a":1}', '');
const reply = (change: object = {}, sealed = good) =>
  JSON.stringify({
    encrypt: sealed,
    msgsignature: getSignature(token, 1700000000, 'n', sealed),
    timestamp: 1700000000,
    nonce: 'n',
    ...change,
  });
/** A block that says 7 bytes of text, padded as asked. */
const padded = (pad: (filler: Buffer) => void) => {
  const raw = Buffer.from(key, 'base64');
  const plain = Buffer.alloc(32, 5);
  plain.writeUInt32BE(7, 16);
  plain.write('{"a":1}', 20);
  pad(plain.subarray(27));
  const cipher = createCipheriv('aes-256-cbc', raw, raw.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
};

describe('openReply', () => {
  it('opens what is sealed well', () => {
    expect(openReply(target, reply(), 'n')).toEqual({ ok: true, plaintext: '{"a":1}', nonce: 'n' });
    expect(
      openReply(
        target,
        reply(
          {},
          padded(() => {}),
        ),
        'n',
      ),
    ).toMatchObject({ ok: true });
  });

  it.each([
    { why: 'another signature', body: reply({ msgsignature: '0'.repeat(40) }), says: 'signature' },
    { why: 'a timestamp not signed', body: reply({ timestamp: 1700000001 }), says: 'signature' },
    { why: 'a timestamp as text', body: reply({ timestamp: '1700000000' }), says: 'integer' },
    {
      why: 'msg_signature spelt as in the URL',
      body: reply({ msgsignature: undefined, msg_signature: 'x' }),
      says: 'missing',
    },
    { why: 'another nonce', body: reply({ nonce: 'm' }), says: 'nonce' },
    { why: 'a receiveid', body: reply({}, encrypt(key, '{}', 'wwCORP')), says: 'receiveid' },
    {
      why: 'pad bytes that differ',
      body: reply(
        {},
        padded((pad) => pad.fill(9, 0, 1)),
      ),
      says: 'padding',
    },
    { why: 'no ciphertext', body: reply({}, 'AAAA'), says: 'decrypted' },
  ])('refuses $why', ({ body, says }) => {
    expect(openReply(target, body, 'n')).toEqual({ ok: false, problem: expect.stringContaining(says) });
  });
});

describe('seal', () => {
  it('signs, keeps the query the URL was configured with, and never gives the same bytes', () => {
    const [one, two] = [seal(target, '你好', 1700000000), seal(target, '你好', 1700000000)];
    const query = new URL(one.url).searchParams;
    const sealed = String(Object.values<unknown>(JSON.parse(one.body))[0]);
    expect(query.get('tenant')).toBe('1');
    expect(query.get('msg_signature')).toBe(getSignature(token, 1700000000, one.nonce, sealed));
    expect(one.body).not.toBe(two.body);
    expect(one.nonce).not.toBe(two.nonce);
  });

  it('names corp and agent around what an app gets', () => {
    const app: Target = { ...target, channel: 'app', form: 'xml', receiveId: 'wwCORP', agentId: 1000002 };
    expect(seal(app, '<xml></xml>', 1700000000).body).toMatch(
      /^<xml><ToUserName><!\[CDATA\[wwCORP\]\]><\/ToUserName><AgentID><!\[CDATA\[1000002\]\]><\/AgentID><Encrypt><!\[CDATA\[[A-Za-z0-9+/=]+\]\]><\/Encrypt><\/xml>$/,
    );
  });

  it('leaves no bare + in an echostr', () => {
    for (let n = 0; n < 20; n += 1) {
      const url = sealEcho(target, '1616140317555161061', 1700000000);
      expect(new URL(url).search).not.toMatch(/echostr=[^&]*\+/);
    }
  });
});
