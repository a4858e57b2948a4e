import { describe, expect, it } from 'vitest';
import { cardId, withButtons } from '../../../src/domain/card.ts';
import type { Handled } from '../../../src/domain/handled.ts';
import { asEventId } from '../../../src/domain/ids.ts';
import { say } from '../../../src/domain/message.ts';
import { parseXml } from '../../../src/wecom/xml/parse-xml.ts';
import { corp, type Kind, nowMs, openAnswer, postOf, serve, text } from './serve.ts';

const kinds: readonly Kind[] = ['aibot', 'robot', 'app'];
const robotJson =
  '{"msgid":"M1","chatid":"wrX","from":{"userid":"ZhangSan"},"msgtype":"text","text":{"content":"@R hi"}}';
const card = JSON.stringify({
  msgid: 'E1',
  chatid: 'wrCHAT',
  chattype: 'group',
  from: { userid: 'ZhangSan' },
  response_url: 'https://ww.example/response?response_code=RC2',
  msgtype: 'event',
  event: {
    eventtype: 'template_card_event',
    template_card_event: { card_type: 'button_interaction', event_key: 'yes', task_id: 'T1' },
  },
});
const poll = (id: string) =>
  JSON.stringify({
    msgid: 'P1',
    chatid: 'wrCHAT',
    chattype: 'group',
    from: { userid: 'zs' },
    msgtype: 'stream',
    stream: { id },
  });

describe('a message is answered in the response', () => {
  it('of an aibot: a finished stream under the nonce of the callback', async () => {
    const { post, close, events } = await serve();
    const response = await post('aibot', text.aibot('M1'), { nonce: 'theirs42' });
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('text/plain; charset=utf-8');
    const { plaintext, nonce } = openAnswer('aibot', response.body);
    expect(nonce).toBe('theirs42');
    expect(JSON.parse(plaintext)).toEqual({
      msgtype: 'stream',
      stream: { id: 's.m.M1', finish: true, content: '收到第 1 条' },
    });
    expect(events).toMatchObject([{ id: 'm.M1', text: 'hi', at: nowMs + 7 }]);
    await close();
  });
  it('of an aibot, with buttons under the words; a press is answered by the card alone', async () => {
    const plan = withButtons(say('好'), {
      id: cardId('test', asEventId('m.1')),
      title: '确认<@all>一下',
      until: nowMs,
      buttons: [{ label: '好', says: '确认', look: 'primary' }],
    });
    const handle = async ({ id }: { id: Handled['event'] }): Promise<Handled> => ({
      event: id,
      duplicate: false,
      reply: plan,
      trail: [],
    });
    const { post, close } = await serve({ handle });
    const shown = {
      card_type: 'button_interaction',
      main_title: { title: '确认‹＠·all›一下' },
      button_list: [{ text: '好', style: 1, key: `${nowMs.toString(36)}|确认` }],
      task_id: plan.card?.id,
    };
    expect(JSON.parse(openAnswer('aibot', (await post('aibot', text.aibot('M1'))).body).plaintext)).toEqual({
      msgtype: 'stream_with_template_card',
      stream: { id: 's.m.M1', finish: true, content: '好' },
      template_card: shown,
    });
    expect(JSON.parse(openAnswer('aibot', (await post('aibot', card)).body).plaintext)).toEqual({
      response_type: 'update_template_card',
      template_card: shown,
    });
    const robot = openAnswer('robot', (await post('robot', text.robot('M1'))).body);
    expect(parseXml(robot.plaintext)?.value).toEqual({ MsgType: 'text', Text: { Content: '好' } });
    await close();
  });
  it('of a robot, in XML', async () => {
    const { post, close } = await serve();
    const response = await post('robot', text.robot('M1'), { nonce: 'theirs42' });
    expect(response.headers['content-type']).toBe('application/xml; charset=utf-8');
    const { plaintext, nonce } = openAnswer('robot', response.body);
    expect(nonce).toBe('fresh1');
    expect(parseXml(plaintext)?.value).toEqual({ MsgType: 'text', Text: { Content: '收到第 1 条' } });
    await close();
  });
  it('of a robot, in JSON', async () => {
    const { post, close } = await serve();
    const response = await post('robot', robotJson, { form: 'json' });
    expect(response.headers['content-type']).toBe('text/plain; charset=utf-8');
    const { plaintext, nonce } = openAnswer('robot', response.body);
    expect(nonce).toBe('fresh1');
    expect(JSON.parse(plaintext)).toEqual({ msgtype: 'text', text: { content: '收到第 1 条' } });
    await close();
  });
  it('of an app: to whom wrote, from the corp', async () => {
    const { post, close } = await serve();
    const { plaintext, nonce } = openAnswer('app', (await post('app', text.app('4561255354251345929'))).body);
    expect(nonce).toBe('fresh1');
    expect(parseXml(plaintext)?.value).toEqual({
      ToUserName: 'ZhangSan',
      FromUserName: corp,
      CreateTime: '1700000000',
      MsgType: 'text',
      Content: '收到第 1 条',
    });
    await close();
  });
  it.each(kinds)('whatever is said arrives as it was said (%s)', async (kind) => {
    const said = ']]> <b>&amp;</b> "\\ 群运 😀\n]]]]><![CDATA[>';
    const { post, close } = await serve({
      handle: async ({ id }) => ({ event: id, duplicate: false, reply: say(said), trail: [] }),
    });
    const { plaintext } = openAnswer(kind, (await post(kind, text[kind]('1'))).body);
    const found =
      kind === 'aibot' ? JSON.parse(plaintext).stream.content : JSON.stringify(parseXml(plaintext)?.value);
    expect(found).toContain(kind === 'aibot' ? said : JSON.stringify(said).slice(1, -1));
    await close();
  });
  it.each([
    '',
    'application/json',
    'text/xml; charset=gbk',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'image/png',
    'application/octet-stream',
    'json',
    'text/xml;charset',
    ';;',
  ])('under any content type: "%s"', async (contentType) => {
    const { post, close } = await serve();
    for (const kind of kinds)
      expect((await post(kind, text[kind]('1'), { contentType })).statusCode).toBe(200);
    await close();
  });
  it('with a trailing slash too', async () => {
    const { inject, close } = await serve();
    const options = postOf('aibot', text.aibot('M1'));
    expect((await inject({ ...options, url: options.url.replace('?', '/?') })).statusCode).toBe(200);
    await close();
  });
});

describe('one message delivered several times', () => {
  it.each(kinds)('at once has one effect and one answer (%s)', async (kind) => {
    const { post, close, events } = await serve();
    const responses = await Promise.all(
      [1, 2, 3, 4].map((n) => post(kind, text[kind]('7'), { nonce: `n${n}` })),
    );
    const answers = responses.map(({ body }) => openAnswer(kind, body));
    expect(new Set(answers.map(({ plaintext }) => plaintext)).size).toBe(1);
    if (kind === 'aibot') expect(answers.map(({ nonce }) => nonce)).toEqual(['n1', 'n2', 'n3', 'n4']);
    else expect(new Set(answers.map(({ nonce }) => nonce)).size).toBe(4);
    expect(events).toHaveLength(1);
    await close();
  });
});

describe('what gets no words', () => {
  it.each([
    ['an event', card],
    ['a type nobody knows', '{"msgid":"M","msgtype":"hologram"}'],
    ['an event nobody knows', '{"msgid":"M","msgtype":"event","event":{"eventtype":"x"}}'],
  ])('%s is acknowledged with nothing', async (_, plaintext) => {
    const { post, close } = await serve();
    const response = await post('aibot', plaintext);
    expect([response.statusCode, response.body]).toEqual([200, '']);
    await close();
  });
  it('a message without an answer too', async () => {
    const { post, close, outcomes } = await serve({
      handle: async ({ id }) => ({ event: id, duplicate: false, trail: [] }),
    });
    for (const kind of kinds) {
      const response = await post(kind, text[kind]('1'));
      expect([response.statusCode, response.body]).toEqual([200, '']);
    }
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['acknowledged']));
    await close();
  });
  it('the URL for a late answer is kept before a click is handled, and only for clicks', async () => {
    const order: string[] = [];
    const { post, close } = await serve({
      rememberResponseUrl: async (event, url) => {
        order.push(`keep ${event} ${url}`);
      },
      handle: async ({ id }) => {
        order.push(`handle ${id}`);
        return { event: id, duplicate: false, trail: [] };
      },
    });
    await post('aibot', card);
    await post('aibot', text.aibot('M1'));
    expect(order).toEqual([
      'keep m.E1 https://ww.example/response?response_code=RC2',
      'handle m.E1',
      'handle m.M1',
    ]);
    await close();
  });
});

describe('a poll of a stream', () => {
  const streamOf = (body: string) => JSON.parse(openAnswer('aibot', body).plaintext).stream;
  it('is told again what was answered, and is no event', async () => {
    const { post, close, events } = await serve();
    const first = streamOf((await post('aibot', text.aibot('M1'))).body);
    const response = await post('aibot', poll(first.id), { nonce: 'poll1' });
    expect(openAnswer('aibot', response.body).nonce).toBe('poll1');
    expect(streamOf(response.body)).toEqual(first);
    expect(events).toHaveLength(1);
    await close();
  });
  it.each(['s.m.unknown', 's.', 'x', 's.m.<>', `s.m.${'x'.repeat(300)}`])(
    'that nobody knows (%s) is ended',
    async (id) => {
      const { post, close } = await serve();
      expect(streamOf((await post('aibot', poll(id))).body)).toEqual({
        id,
        finish: true,
        content: expect.stringContaining('请再发一次'),
      });
      await close();
    },
  );
  it('is ended when the answer cannot be looked up, or not in time', async () => {
    for (const replyOf of [
      () => Promise.reject(new Error('redis')),
      () => new Promise<undefined>(() => {}),
    ]) {
      const { post, close } = await serve({ replyOf, deadlineMs: 1 });
      expect(streamOf((await post('aibot', poll('s.m.M1'))).body)).toMatchObject({ finish: true });
      await close();
    }
  });
});

describe('what could not be made durable', () => {
  it.each(kinds)('is answered 503, so that it comes again (%s)', async (kind) => {
    let fails = true;
    const { post, close, outcomes, errors } = await serve({
      handle: async ({ id }) => {
        if (fails) throw new Error('redis-unavailable');
        return { event: id, duplicate: false, reply: say('好了'), trail: [] };
      },
    });
    const first = await post(kind, text[kind]('1'));
    expect([first.statusCode, first.body]).toEqual([503, '']);
    expect(outcomes).toMatchObject([
      { channel: kind, outcome: 'failed', error: { message: 'redis-unavailable' } },
    ]);
    fails = false;
    expect(openAnswer(kind, (await post(kind, text[kind]('1'))).body).plaintext).toContain('好了');
    expect(errors).toEqual([]);
    await close();
  });
  it('in time is answered 503 as well, whatever becomes of it', async () => {
    let fail = (_: Error): void => {};
    const late = new Promise<Handled>((_, reject) => {
      fail = reject;
    });
    let calls = 0;
    const { post, close, outcomes } = await serve({
      deadlineMs: 1,
      handle: ({ id }) => {
        calls += 1;
        return calls === 1
          ? late
          : Promise.resolve({ event: id, duplicate: true, reply: say('好了'), trail: [] });
      },
    });
    const slow = await post('aibot', text.aibot('M1'));
    expect([slow.statusCode, slow.body]).toEqual([503, '']);
    expect(outcomes).toMatchObject([{ outcome: 'failed', reason: 'not durable' }]);
    // It fails after all; nobody waits for it any more, and nothing else is disturbed.
    fail(new Error('too late'));
    expect(openAnswer('aibot', (await post('aibot', text.aibot('M1'))).body).plaintext).toContain('好了');
    await close();
  });
  it('a URL for a late answer belongs to it', async () => {
    const { post, close, events } = await serve({
      rememberResponseUrl: () => Promise.reject(new Error('redis-unavailable')),
    });
    expect((await post('aibot', card)).statusCode).toBe(503);
    expect(events).toEqual([]);
    await close();
  });
});
