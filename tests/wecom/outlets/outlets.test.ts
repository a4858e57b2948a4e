import { describe, expect, it } from 'vitest';
import type { OutgoingText, SendOutcome } from '../../../src/delivery/ports.ts';
import { createAccessTokens } from '../../../src/wecom/api/access-token.ts';
import { createAppApi } from '../../../src/wecom/api/app-api.ts';
import { createMemoryTokenStore } from '../../../src/wecom/api/memory-token-store.ts';
import { createAppchatOutlet } from '../../../src/wecom/outlets/appchat.ts';
import { createLateReplies } from '../../../src/wecom/outlets/response-url.ts';
import { sendPieces } from '../../../src/wecom/outlets/send-pieces.ts';
import { createWebhookOutlet } from '../../../src/wecom/outlets/webhook.ts';
import { manualDeadline, ok, refusal, startFakeWecom } from '../api/fake-wecom.ts';

const text = (more: Partial<OutgoingText> = {}): OutgoingText => ({
  format: 'text',
  content: '早安',
  mentions: [],
  mentionAll: false,
  ...more,
});
/** Never answers; the time-out runs out once the request has arrived. */
const silent = () => {};
const KEY = 'canary+key/693a';

async function startWebhook(...script: Parameters<typeof startFakeWecom>) {
  const { deadline, expireNewest } = manualDeadline();
  const wecom = await startFakeWecom(...script.map((answer) => (answer === silent ? expireNewest : answer)));
  const alerts: string[] = [];
  const outlet = createWebhookOutlet({
    id: 'newbie-push',
    key: KEY,
    client: wecom.client({ deadline }),
    random: () => 0,
    alert: (said) => alerts.push(said),
  });
  return { wecom, outlet, alerts };
}

describe('a webhook', () => {
  it.each([
    ['text', text(), { msgtype: 'text', text: { content: '早安' } }],
    [
      'text with pings',
      text({ mentions: ['ZhangSan'] }),
      { msgtype: 'text', text: { content: '早安', mentioned_list: ['ZhangSan'] } },
    ],
    [
      'text for everybody',
      text({ mentions: ['li'], mentionAll: true }),
      { msgtype: 'text', text: { content: '早安', mentioned_list: ['li', '@all'] } },
    ],
    [
      'markdown',
      text({ format: 'markdown', content: '**早**' }),
      { msgtype: 'markdown', markdown: { content: '**早**' } },
    ],
  ])('sends %s', async (_, message, body) => {
    const { outlet, wecom } = await startWebhook(ok);
    expect(await outlet.send(message)).toEqual({ type: 'sent' });
    expect(wecom.calls).toMatchObject([{ method: 'POST', path: '/cgi-bin/webhook/send', body }]);
    expect(wecom.calls[0]?.query.get('key')).toBe(KEY);
  });

  it('is paced below WeCom’s 20 a minute, under a name without the key', async () => {
    const { outlet } = await startWebhook(ok);
    expect(outlet).toMatchObject({
      destination: 'webhook/newbie-push',
      limits: [{ max: 18, windowMs: 60_000 }],
      can: { mention: true },
    });
  });

  it.each<[string, Parameters<typeof startFakeWecom>[0], Partial<SendOutcome>]>([
    ['removed', refusal(93000), { type: 'failed', code: 93000, disable: true }],
    ['too fast', refusal(45009), { type: 'later', afterMs: 60_000, block: true }],
    ['too many at once', refusal(45033), { type: 'later', afterMs: 1_000 }],
    ['busy, which may have been sent', refusal(-1), { type: 'unknown' }],
    ['broken', (_, response) => response.writeHead(500).end('<html>'), { type: 'unknown' }],
    ['silent', silent, { type: 'unknown' }],
    ['cut off', (request) => request.socket.destroy(), { type: 'unknown' }],
  ])('that is %s is asked once', async (_, answer, outcome) => {
    const { outlet, wecom, alerts } = await startWebhook(answer);
    const result = await outlet.send(text());
    expect(result).toMatchObject(outcome);
    expect(wecom.calls.length).toBe(1);
    for (const secret of [KEY, encodeURIComponent(KEY)])
      expect(JSON.stringify([result, alerts])).not.toContain(secret);
  });

  it('that nobody answers for may be tried again', async () => {
    const { outlet, wecom } = await startWebhook();
    await wecom.close();
    expect(await outlet.send(text())).toMatchObject({ type: 'later' });
  });
});

describe('an appchat', () => {
  it('is posted into with the app’s token, and not repeated in doubt', async () => {
    const wecom = await startFakeWecom(
      { ...ok, access_token: 'T1', expires_in: 7200 },
      ok,
      refusal(-1),
      refusal(86003),
    );
    const client = wecom.client();
    const retry = { random: () => 0, sleep: async () => {} };
    const tokens = createAccessTokens({
      client,
      corpId: 'ww1',
      apps: [{ id: 'community', secret: 's' }],
      store: createMemoryTokenStore(),
      clock: { now: () => 0 },
      scrubber: { add: () => {} },
      log: { warn: () => {} },
      alert: () => {},
      ...retry,
    });
    const api = createAppApi({ client, tokens, ...retry });
    const outlet = createAppchatOutlet({
      app: 'community',
      chatId: 'Chat1',
      api,
      random: () => 0,
      alert: () => {},
    });
    expect(await outlet.send(text({ mentions: ['li'] }))).toEqual({ type: 'sent' });
    expect(await outlet.send(text({ format: 'markdown' }))).toMatchObject({ type: 'unknown' });
    expect(await outlet.send(text())).toMatchObject({ type: 'failed', disable: true });
    expect(wecom.calls.slice(1).map(({ body }) => body)).toEqual([
      { chatid: 'Chat1', msgtype: 'text', text: { content: '早安', mentioned_list: ['li'] }, safe: 0 },
      { chatid: 'Chat1', msgtype: 'markdown', markdown: { content: '早安' }, safe: 0 },
      { chatid: 'Chat1', msgtype: 'text', text: { content: '早安' }, safe: 0 },
    ]);
    expect(outlet.destination).toBe('appchat/community/Chat1');
  });
});

describe('a response_url', () => {
  const markdown = text({ format: 'markdown', content: '**补上了**' });
  async function start(...script: Parameters<typeof startFakeWecom>) {
    const wecom = await startFakeWecom(...script);
    return {
      wecom,
      url: `${wecom.url}/cgi-bin/aibot/response?response_code=RC1`,
      late: createLateReplies(wecom.client()),
    };
  }

  it('is posted to once', async () => {
    const { wecom, url, late } = await start(ok);
    const both = await Promise.all([late.reply(url, markdown), late.reply(url, markdown)]);
    expect(both.map(({ type }) => type)).toEqual(['sent', 'failed']);
    expect(wecom.calls).toMatchObject([
      { path: '/cgi-bin/aibot/response', body: { msgtype: 'markdown', markdown: { content: '**补上了**' } } },
    ]);
    expect(wecom.calls[0]?.query.get('response_code')).toBe('RC1');
  });

  it('is not spent when nothing left', async () => {
    const { wecom, url } = await start(ok);
    const { port } = new URL(wecom.url);
    await wecom.close();
    const late = createLateReplies(wecom.client());
    const there = url.replace(/:\d+/, `:${port}`);
    expect(await late.reply(there, markdown)).toMatchObject({ type: 'later' });
    expect(await late.reply(there, markdown)).toMatchObject({ type: 'later' });
  });

  it.each([60140, 45009, 93006])('refused with %i is final', async (code) => {
    const { url, late } = await start(refusal(code));
    expect(await late.reply(url, markdown)).toMatchObject({ type: 'failed', code });
  });

  it.each([refusal(-1), silent])('answered with doubt stays in doubt', async (answer) => {
    const { deadline, expireNewest } = manualDeadline();
    const { wecom, url } = await start(answer === silent ? expireNewest : answer);
    expect(await createLateReplies(wecom.client({ deadline })).reply(url, markdown)).toMatchObject({
      type: 'unknown',
    });
  });

  it.each([
    'http://evil.com/cgi-bin/aibot/response?response_code=RC',
    'https://HOST/cgi-bin/aibot/response?response_code=RC',
    'http://HOST.evil.com/cgi-bin/aibot/response?response_code=RC',
    'http://HOST@evil.com/cgi-bin/aibot/response?response_code=RC',
    'http://user:pass@HOST/cgi-bin/aibot/response?response_code=RC',
    'http://HOST/cgi-bin/aibot/response?response_code=RC#x',
    'http://HOST/cgi-bin/aibot/response/?response_code=RC',
    'http://HOST/cgi-bin/aibot/../message/send?response_code=RC',
    'http://HOST/cgi-bin/message/send?x=/cgi-bin/aibot/response',
    'http://HOST/cgi-bin/aibot/%2e%2e/response',
    'http://HOST//evil.com/cgi-bin/aibot/response',
    'http://localhost/cgi-bin/aibot/response',
    'file:///cgi-bin/aibot/response',
    'data:text/plain,/cgi-bin/aibot/response',
    '//HOST/cgi-bin/aibot/response',
    '/cgi-bin/aibot/response?response_code=RC',
    '',
  ])('elsewhere is never called: %s', async (address) => {
    const { wecom, late } = await start(ok);
    const result = await late.reply(address.replace('HOST', new URL(wecom.url).host), markdown);
    expect(result).toMatchObject({ type: 'failed' });
    expect(wecom.calls).toEqual([]);
  });
});

describe('the pieces of a long message', () => {
  const pieces = ['一', '二', '三'].map((content) => text({ content }));
  const run = async (...outcomes: SendOutcome[]) => {
    const sent: string[] = [];
    const result = await sendPieces(pieces, async ({ content }) => {
      sent.push(content);
      return outcomes[sent.length - 1] ?? { type: 'sent' };
    });
    return { sent: sent.join(''), result };
  };
  const later: SendOutcome = { type: 'later', afterMs: 60_000, code: 45009, reason: '太快', block: true };
  const sent: SendOutcome = { type: 'sent' };

  it.each<[string, SendOutcome[], string, SendOutcome]>([
    ['go in order', [], '一二三', { type: 'sent' }],
    [
      'keep notes',
      [{ type: 'sent', note: 'a' }, sent, { type: 'sent', note: 'a' }],
      '一二三',
      { type: 'sent', note: 'a' },
    ],
    ['start again when not even the first was accepted', [later], '一', later],
    [
      'are not repeated once the first has left',
      [sent, later],
      '一二',
      { type: 'failed', code: 45009, reason: '共 3 段，只发出前 1 段：太快' },
    ],
    [
      'stop in doubt',
      [sent, sent, { type: 'unknown', reason: '?' }],
      '一二三',
      { type: 'unknown', reason: '共 3 段，只发出前 2 段：?' },
    ],
    [
      'stop at a refusal',
      [sent, { type: 'failed', code: 93000, reason: 'x', disable: true }],
      '一二',
      { type: 'failed', code: 93000, reason: '共 3 段，只发出前 1 段：x', disable: true },
    ],
  ])('%s', async (_, outcomes, order, result) => {
    expect(await run(...outcomes)).toEqual({ sent: order, result });
  });

  it('that are none cannot be sent', async () => {
    expect(await sendPieces([], async () => sent)).toMatchObject({ type: 'failed' });
  });
});
