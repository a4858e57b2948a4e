import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { startEmulator } from './start.ts';

const png = Buffer.from('some picture');
const md5 = createHash('md5').update(png).digest('hex');
const image = (sum: string) => ({ msgtype: 'image', image: { base64: png.toString('base64'), md5: sum } });
const markdown = (content: string) => ({ msgtype: 'markdown', markdown: { content } });
const markdown2 = (content: string) => ({ msgtype: 'markdown_v2', markdown_v2: { content } });
const text = (content: unknown) => ({ msgtype: 'text', text: { content } });
const news = (count: number) => ({
  msgtype: 'news',
  news: { articles: Array.from({ length: count }, () => ({ title: 't', url: 'https://e.x' })) },
});
const card = (fields: object) => ({
  msgtype: 'template_card',
  template_card: {
    card_type: 'text_notice',
    main_title: { title: 't' },
    card_action: { type: 1 },
    ...fields,
  },
});

describe('webhook/send', () => {
  it.each([
    { why: 'text', body: text('你好'), code: 0 },
    { why: '2048 bytes of text', body: text('a'.repeat(2048)), code: 0 },
    { why: '2049 bytes of text', body: text('a'.repeat(2049)), code: 40058 },
    { why: 'bytes, not characters', body: text('好'.repeat(683)), code: 40058 },
    { why: '4096 bytes of markdown', body: markdown('a'.repeat(4096)), code: 0 },
    { why: '4097 bytes of markdown', body: markdown('a'.repeat(4097)), code: 40058 },
    { why: '4096 bytes of markdown_v2', body: markdown2('a'.repeat(4096)), code: 0 },
    { why: '4097 bytes of markdown_v2', body: markdown2('a'.repeat(4097)), code: 40058 },
    { why: 'empty text', body: text(''), code: 44004 },
    { why: 'no text at all', body: { msgtype: 'text' }, code: 44004 },
    { why: 'an unknown type', body: { msgtype: 'video' }, code: 40008 },
    { why: 'a picture', body: image(md5), code: 0 },
    { why: 'a picture with the wrong sum', body: image('0'.repeat(32)), code: 301019 },
    { why: 'eight articles', body: news(8), code: 0 },
    { why: 'nine articles', body: news(9), code: 45008 },
    { why: 'a file nobody uploaded', body: { msgtype: 'file', file: { media_id: 'x' } }, code: 40007 },
    { why: 'a card', body: card({}), code: 0 },
    { why: 'a card with buttons', body: card({ card_type: 'button_interaction' }), code: 42031 },
    { why: 'a card without action', body: card({ card_action: {} }), code: 42045 },
    { why: 'no JSON', body: '{', code: 47001 },
  ])('answers $code to $why', async ({ body, code }) => {
    const { webhook, emulator } = await startEmulator();
    const answer = await webhook(body);
    expect(answer).toMatchObject({ httpStatus: 200, errcode: code });
    expect(emulator.visible('inner')).toBe(code === 0 ? 1 : 0);
  });

  it('says ok, or why with hint, address and help link', async () => {
    const { webhook } = await startEmulator();
    expect((await webhook(text('a'))).errmsg).toBe('ok');
    expect((await webhook(markdown('a'.repeat(4097)))).errmsg).toMatch(
      /^markdown\.content exceed max length 4096.*, hint: \[.+\], from ip: 127\.0\.0\.1, more info at https:\/\/open\.work\.weixin\.qq\.com\/devtool\/query\?e=40058$/,
    );
  });

  it('refuses an unknown key and shows nothing', async () => {
    const { webhook, emulator } = await startEmulator();
    expect(await webhook(text('a'), 'wrong')).toMatchObject({ errcode: 93000 });
    expect(emulator.transcript()).toEqual([]);
  });

  it('takes 20 messages a minute per robot and forgets them after it', async () => {
    const { webhook, passes, emulator } = await startEmulator();
    for (let n = 0; n < 20; n += 1) expect(await webhook(text('a'))).toMatchObject({ errcode: 0 });
    expect(await webhook(text('a'))).toMatchObject({ errcode: 45009 });
    expect(await webhook(text('a'), 'spare-key')).toMatchObject({ errcode: 0 });
    passes(59_999);
    expect(await webhook(text('a'))).toMatchObject({ errcode: 45009 });
    passes(1);
    expect(await webhook(text('a'))).toMatchObject({ errcode: 0 });
    expect(emulator.visible('inner')).toBe(21);
  });

  it('has no limits with limits: false, keeps nothing with recordTranscript: false, and counts all the same', async () => {
    const seen: string[] = [];
    const { webhook, emulator } = await startEmulator({
      limits: false,
      recordTranscript: false,
      onWebhook: (body, id) => seen.push(`${id} ${JSON.stringify(body.text)}`),
    });
    for (let n = 0; n < 25; n += 1) expect(await webhook(text(`a${n}`))).toMatchObject({ errcode: 0 });
    expect(emulator.visible('inner')).toBe(25);
    expect(emulator.transcript()).toEqual([]);
    expect(emulator.calls()).toEqual([]);
    expect(seen).toHaveLength(25);
    expect(seen[3]).toBe('push {"content":"a3"}');
  });

  it('pings whom the list and the text name, @all only by the list', async () => {
    const { webhook, emulator } = await startEmulator();
    await webhook({ msgtype: 'text', text: { content: 'hi <@lisi>', mentioned_list: ['@all', 'ZhangSan'] } });
    await webhook(markdown('<@lisi> **hi**'));
    await webhook(markdown2('<@lisi> **hi**'));
    expect(emulator.transcript('inner').map(({ mentions }) => mentions)).toEqual([
      ['@all', 'ZhangSan', 'lisi'],
      ['lisi'],
      [],
    ]);
  });

  it('records what was posted, where and as what', async () => {
    const { webhook, emulator } = await startEmulator();
    await webhook(markdown('**早**'));
    expect(emulator.transcript('inner')).toMatchObject([
      {
        n: 1,
        at: emulator.clock.now(),
        chat: 'inner',
        channel: 'webhook',
        format: 'markdown',
        content: '**早**',
      },
    ]);
    expect(emulator.transcript('inner', 1)).toEqual([]);
    expect(emulator.calls()).toEqual([
      { path: '/cgi-bin/webhook/send', at: emulator.clock.now(), errcode: 0, body: markdown('**早**') },
    ]);
    expect(JSON.stringify(emulator.calls())).not.toContain('push-key');
  });

  it('closes the webhooks of a dismissed group', async () => {
    const { webhook, emulator } = await startEmulator();
    await emulator.changeGroup('inner', { dismiss: true });
    expect(await webhook(text('a'))).toMatchObject({ errcode: 93000 });
  });
});

describe('webhook/upload_media', () => {
  const form = (bytes: number, part = 'media') => {
    const data = new FormData();
    data.append(part, new Blob([new Uint8Array(bytes)]), 'report.pdf');
    return data;
  };
  it.each([
    { why: 'a file', key: 'push-key', type: 'file', body: form(6), code: 0 },
    { why: '5 bytes', key: 'push-key', type: 'file', body: form(5), code: 44001 },
    { why: 'another part name', key: 'push-key', type: 'file', body: form(6, 'file'), code: 44001 },
    { why: 'too much voice', key: 'push-key', type: 'voice', body: form(2 * 1024 * 1024 + 1), code: 45001 },
    { why: 'a type webhooks do not take', key: 'push-key', type: 'image', body: form(6), code: 40004 },
    { why: 'an unknown key', key: 'wrong', type: 'file', body: form(6), code: 93000 },
  ])('answers $code to $why', async ({ key, type, body, code }) => {
    const { emulator } = await startEmulator();
    const url = `${emulator.url}/cgi-bin/webhook/upload_media?key=${key}&type=${type}`;
    const answer = await (await fetch(url, { method: 'POST', body })).json();
    expect(answer).toMatchObject({ errcode: code });
  });

  it('gives an id that works for three days and only with its key', async () => {
    const { emulator, webhook, passes } = await startEmulator();
    const url = `${emulator.url}/cgi-bin/webhook/upload_media?key=push-key&type=file`;
    const uploaded: unknown = await (await fetch(url, { method: 'POST', body: form(6) })).json();
    expect(uploaded).toMatchObject({ type: 'file', created_at: String(emulator.clock.now() / 1000) });
    const media_id =
      typeof uploaded === 'object' && uploaded && 'media_id' in uploaded ? uploaded.media_id : undefined;
    const message = { msgtype: 'file', file: { media_id } };
    expect(await webhook(message)).toMatchObject({ errcode: 0 });
    expect(await webhook(message, 'spare-key')).toMatchObject({ errcode: 40007 });
    passes(3 * 86_400_000);
    expect(await webhook(message)).toMatchObject({ errcode: 40007 });
  });
});
