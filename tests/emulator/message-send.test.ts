import { describe, expect, it } from 'vitest';
import { cutToBytes } from '../../src/emulator/api/message-send.ts';
import { customerId, startEmulator } from './start.ts';

const text = (content: string, more: object = {}) => ({
  touser: 'zhangsan',
  agentid: 1000002,
  msgtype: 'text',
  text: { content },
  ...more,
});
const start = async () => {
  const started = await startEmulator();
  const token = await started.accessToken();
  return {
    ...started,
    send: (body: unknown) => started.post(`/cgi-bin/message/send?access_token=${token}`, body),
  };
};

describe('message/send', () => {
  it.each([
    { why: 'a text', body: text('hi'), code: 0 },
    { why: 'an agent nobody knows', body: text('hi', { agentid: 5 }), code: 40056 },
    { why: "another app's agent", body: text('hi', { agentid: 1000003 }), code: 301002 },
    { why: 'nobody to send to', body: text('hi', { touser: '' }), code: 82001 },
    { why: 'strangers only', body: text('hi', { touser: 'ghost|phantom' }), code: 81013 },
    { why: 'a customer', body: text('hi', { touser: customerId }), code: 81013 },
    {
      why: '1001 recipients',
      body: text('hi', { touser: Array(1001).fill('zhangsan').join('|') }),
      code: 40032,
    },
    { why: 'empty text', body: text(''), code: 44004 },
    { why: 'a type it does not have', body: text('hi', { msgtype: 'markdown_v2' }), code: 40008 },
    {
      why: '2048 bytes of markdown',
      body: { ...text(''), msgtype: 'markdown', markdown: { content: 'a'.repeat(2048) } },
      code: 0,
    },
    {
      why: '2049 bytes of markdown',
      body: { ...text(''), msgtype: 'markdown', markdown: { content: 'a'.repeat(2049) } },
      code: 45002,
    },
    {
      why: 'media nobody uploaded',
      body: { ...text(''), msgtype: 'file', file: { media_id: 'x' } },
      code: 40007,
    },
  ])('answers $code to $why', async ({ body, code }) => {
    const { send } = await start();
    expect(await send(body)).toMatchObject({ httpStatus: 200, errcode: code });
  });

  it('delivers to those it knows, whatever the case, and names the others', async () => {
    const { send, emulator } = await start();
    const answer = await send(text('hi', { touser: 'zhangsan|ghost|LISI' }));
    expect(answer).toMatchObject({
      errcode: 0,
      invaliduser: 'ghost',
      msgid: expect.stringMatching(/.{20,}/),
    });
    expect(emulator.transcript().map(({ chat, channel, content }) => ({ chat, channel, content }))).toEqual([
      { chat: 'dm:ZhangSan', channel: 'message/send', content: 'hi' },
      { chat: 'dm:lisi', channel: 'message/send', content: 'hi' },
    ]);
  });

  it('reaches all staff with @all', async () => {
    const { send, emulator } = await start();
    await send(text('hi', { touser: '@all' }));
    expect(emulator.visible('dm:ZhangSan')).toBe(1);
    expect(emulator.visible('dm:lisi')).toBe(1);
    expect(emulator.visible(`dm:${customerId}`)).toBe(0);
  });

  it('shows a repeat only without the duplicate check, and again after its interval', async () => {
    const { send, emulator, passes } = await start();
    const checked = text('hi', { enable_duplicate_check: 1, duplicate_check_interval: 60 });
    const first = await send(checked);
    expect((await send(checked)).msgid).toBe(first.msgid);
    expect(emulator.visible('dm:ZhangSan')).toBe(1);
    await send(text('hi'));
    expect(emulator.visible('dm:ZhangSan')).toBe(2);
    await send(text('hello', { enable_duplicate_check: 1 }));
    expect(emulator.visible('dm:ZhangSan')).toBe(3);
    passes(60_000);
    await send(checked);
    expect(emulator.visible('dm:ZhangSan')).toBe(4);
  });

  it('drops the 31st message of a minute without a word', async () => {
    const { send, emulator, passes } = await start();
    for (let n = 0; n < 31; n += 1) expect(await send(text(`${n}`))).toMatchObject({ errcode: 0 });
    expect(emulator.visible('dm:ZhangSan')).toBe(30);
    passes(60_000);
    await send(text('again'));
    expect(emulator.visible('dm:ZhangSan')).toBe(31);
  });

  it('cuts text at 2048 bytes, between characters', async () => {
    const { send, emulator } = await start();
    await send(text('好'.repeat(700)));
    expect(emulator.transcript('dm:ZhangSan')[0]?.content).toBe('好'.repeat(682));
    expect(cutToBytes('a😀', 4)).toBe('a');
    expect(cutToBytes('a😀', 5)).toBe('a😀');
  });
});
