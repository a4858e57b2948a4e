import * as official from '@wecom/crypto';
import { describe, expect, it } from 'vitest';
import { openEcho } from '../../../src/wecom/envelope/open-echo.ts';
import { createEnvelopeOpener, signatureOf } from '../../../src/wecom/envelope/open-envelope.ts';
import { createEnvelopeSealer } from '../../../src/wecom/envelope/seal-envelope.ts';

const token = 'QDG6eK';
const encodingAESKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const corp = 'wx5823bf96d3bd56c7';

/** inbound.md §1.4. V1 and V2 are Tencent's own, V3 and V4 were made with two independent implementations. */
const v1 = {
  signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
  timestamp: '1409659589',
  nonce: '263014780',
  encrypt: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
};
const v2 = {
  signature: '477715d11cdb4164915debcba66cb864d751f3e6',
  timestamp: '1409659813',
  nonce: '1372623149',
  encrypt:
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
};
const v2Plain =
  '<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>\n<FromUserName><![CDATA[mycreate]]></FromUserName>\n<CreateTime>1409659813</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[hello]]></Content>\n<MsgId>4561255354251345929</MsgId>\n<AgentID>218</AgentID>\n</xml>';
const v3 = {
  signature: 'cb975dceeb74c97aade3ca6f09c63b9df82abb19',
  timestamp: '1700000000',
  nonce: 'nonce123',
  encrypt:
    'sKqRbbiSUnDhFHOvPjtUMevlVJi5gSks1smLwj58jImB2BNF0on6mvpE5XjYftWR+hKtqfw2+k/hItigkhHI2ITZ+4TZPkW1CRjdWTgPVbN+GsKbDXGJI9Sxfe05/dE5',
};
const v4 = 'sKqRbbiSUnDhFHOvPjtUMUfqZ8gy0HoJdHhWsbA2EEFHqj1mfMBvIlGtXOBIa4rja4UFmdhXIsymo71Xiz3GgA==';

const openCorp = createEnvelopeOpener({ token, encodingAESKey, receiveId: corp });
const openBot = createEnvelopeOpener({ token, encodingAESKey, receiveId: '' });
const at = ({ timestamp }: { timestamp: string }) => Number(timestamp) * 1000;
const plainOf = (opened: ReturnType<typeof openCorp>) => (opened.ok ? opened.plaintext : opened.reason);

describe('the test vectors', () => {
  it('V1 is the bare echo', () => {
    expect(plainOf(openEcho(openCorp, v1, at(v1)))).toBe('1616140317555161061');
  });
  it('V1 opens when a parser has turned + into spaces, once', () => {
    const spaced = { ...v1, encrypt: v1.encrypt.replaceAll('+', ' ') };
    expect(plainOf(openEcho(openCorp, spaced, at(v1)))).toBe('1616140317555161061');
    expect(openCorp(spaced, at(v1)).ok).toBe(false);
  });
  it('V2 is the XML message, and sealing it with its random gives the same ciphertext', () => {
    expect(plainOf(openCorp(v2, at(v2)))).toBe(v2Plain);
    const seal = createEnvelopeSealer({ token, encodingAESKey, receiveId: corp });
    const sealed = seal(v2Plain, v2.nonce, v2.timestamp, Buffer.from('0960688932c47ef1'));
    expect(sealed).toEqual(v2);
  });
  it('V3 is the JSON message of a bot without a receiver', () => {
    expect(plainOf(openBot(v3, at(v3)))).toBe('{"msgtype":"text","text":{"content":"你好"}}');
  });
  it('V4 carries a whole block of padding', () => {
    const fields = { timestamp: '1700000000', nonce: 'n', encrypt: v4 };
    const signature = signatureOf(token, fields.timestamp, fields.nonce, v4);
    expect(plainOf(openBot({ ...fields, signature }, at(fields)))).toBe('abcdefghijkl');
    const seal = createEnvelopeSealer({ token, encodingAESKey, receiveId: '' });
    expect(seal('abcdefghijkl', 'n', '1700000000', Buffer.from('0123456789abcdef')).encrypt).toBe(v4);
  });
  it('agree with the official package in both directions', () => {
    const seal = createEnvelopeSealer({ token, encodingAESKey, receiveId: corp });
    const sealed = seal('<xml>群运 😀</xml>', 'abc', '1700000000');
    expect(official.decrypt(encodingAESKey, sealed.encrypt)).toMatchObject({
      message: '<xml>群运 😀</xml>',
      id: corp,
    });
    expect(official.getSignature(token, sealed.timestamp, sealed.nonce, sealed.encrypt)).toBe(
      sealed.signature,
    );
    const encrypt = official.encrypt(encodingAESKey, '你好', corp);
    const signature = official.getSignature(token, '1700000000', 'abc', encrypt);
    expect(
      plainOf(openCorp({ signature, timestamp: '1700000000', nonce: 'abc', encrypt }, 1_700_000_000_000)),
    ).toBe('你好');
  });
});
