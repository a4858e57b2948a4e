import { describe, expect, it } from 'vitest';
import { said } from './fake-bot.ts';
import { startEmulator } from './start.ts';

const json = (value: unknown) => ({ reply: JSON.stringify(value) });

describe('a message to an aibot', () => {
  it('arrives sealed, with the @ in front, and without a name', async () => {
    const { emulator, bot } = await startEmulator();
    await emulator.say('inner', 'lisi', '接龙 小李', { quote: '周六徒步' });
    expect(bot.received).toMatchObject([
      {
        path: '/wecom/aibot/helper',
        method: 'POST',
        receiveId: '',
        signed: true,
        contentType: 'application/json',
      },
    ]);
    expect(bot.payloads()).toEqual([
      {
        msgid: expect.stringMatching(/^[0-9a-f]{32}$/),
        aibotid: 'helper',
        chatid: 'wrInner',
        chattype: 'group',
        from: { userid: 'lisi' },
        response_url: expect.stringMatching(
          /^http:\/\/127\.0\.0\.1:\d+\/cgi-bin\/aibot\/response\?response_code=/,
        ),
        msgtype: 'text',
        text: { content: '@小群 接龙 小李' },
        quote: { msgtype: 'text', text: { content: '周六徒步' } },
      },
    ]);
  });

  it('is answered in the callback, and the line knows how it was delivered', async () => {
    const { emulator, bot } = await startEmulator();
    bot.answers(() => said('第 1 位'));
    const answers = await emulator.say('inner', 'lisi', '接龙');
    expect(answers).toMatchObject([
      {
        from: { kind: 'bot', id: 'helper', name: '小群' },
        channel: 'aibot',
        format: 'markdown',
        content: '第 1 位',
        replyTo: 1,
      },
    ]);
    expect(emulator.transcript('inner')).toMatchObject([
      {
        n: 1,
        from: { name: '李四' },
        channel: 'member',
        content: '@小群 接龙',
        delivery: { status: 200, tries: 1 },
      },
      { n: 2, content: '第 1 位' },
    ]);
    expect(emulator.visible('inner')).toBe(1);
  });

  it('is not heard by any bot without the @', async () => {
    const { emulator, bot } = await startEmulator();
    await emulator.say('inner', 'lisi', '大家早', { mentionBot: false });
    await emulator.say('team', 'lisi', '大家早');
    await emulator.say('vip', 'zhangsan', '大家早');
    expect(bot.received).toEqual([]);
    expect(emulator.transcript().map(({ content }) => content)).toEqual(['大家早', '大家早', '大家早']);
  });

  it('names members who have an open id by that', async () => {
    const { emulator, bot } = await startEmulator();
    emulator.addPerson({ userid: 'lisi', name: '李四', openUserid: 'woBBBBBBBBBBBBBBBBBBBBBBBB' });
    await emulator.say('inner', 'lisi', 'hi');
    expect(bot.payloads()).toMatchObject([{ from: { userid: 'woBBBBBBBBBBBBBBBBBBBBBBBB' } }]);
  });

  it('comes without chatid in a 1:1 chat', async () => {
    const { emulator, bot } = await startEmulator();
    bot.answers(() => said('你好'));
    await emulator.sayDirect('aibot/helper', 'lisi', 'hi');
    const [payload] = bot.payloads();
    expect(payload).toMatchObject({ chattype: 'single', text: { content: 'hi' } });
    expect(payload).not.toHaveProperty('chatid');
    expect(emulator.transcript('dm:lisi').map(({ content }) => content)).toEqual(['hi', '你好']);
  });

  it('opens the 1:1 chat with an enter_chat event that may be answered with text', async () => {
    const { emulator, bot } = await startEmulator();
    bot.answers(() => json({ msgtype: 'text', text: { content: '欢迎' } }));
    expect(await emulator.enterChat('aibot/helper', 'lisi')).toMatchObject([
      { chat: 'dm:lisi', content: '欢迎' },
    ]);
    expect(bot.payloads()).toMatchObject([{ msgtype: 'event', event: { eventtype: 'enter_chat' } }]);
  });

  it('needs a member of the group', async () => {
    const { emulator } = await startEmulator();
    await expect(emulator.say('inner', 'ghost', 'hi')).rejects.toThrow('not in inner');
    await expect(emulator.say('nope', 'lisi', 'hi')).rejects.toThrow('no group nope');
    await expect(emulator.sayDirect('aibot/none', 'lisi', 'hi')).rejects.toThrow('aibot/none');
  });
});

describe('a reply that WeCom would not take', () => {
  const stream = JSON.stringify({ msgtype: 'stream', stream: { id: 's', finish: true, content: 'x' } });
  it.each([
    { why: 'text', answer: json({ msgtype: 'text', text: { content: 'x' } }), says: 'msgtype "text"' },
    {
      why: 'markdown',
      answer: json({ msgtype: 'markdown', markdown: { content: 'x' } }),
      says: 'msgtype "markdown"',
    },
    {
      why: 'no stream id',
      answer: json({ msgtype: 'stream', stream: { finish: true, content: 'x' } }),
      says: 'stream.id',
    },
    { why: '20481 bytes', answer: said('a'.repeat(20481)), says: '20480' },
    { why: 'not JSON', answer: { reply: 'hello' }, says: 'not a JSON object' },
    { why: 'plaintext', answer: { raw: stream }, says: 'missing' },
    { why: 'an empty JSON text', answer: { raw: 'ok' }, says: 'not a JSON object' },
    { why: 'a nonce of its own', answer: { reply: stream, nonce: 'mine' }, says: 'nonce' },
    { why: 'a receiveid', answer: { reply: stream, receiveId: 'wwCORP' }, says: 'receiveid' },
    { why: 'milliseconds', answer: { reply: stream, timestamp: '1700000000000' }, says: 'seconds' },
  ])('is recorded as such: $why', async ({ answer, says }) => {
    const { emulator, bot } = await startEmulator();
    bot.answers(() => answer);
    expect(await emulator.say('inner', 'lisi', 'hi')).toEqual([]);
    expect(emulator.transcript('inner')[1]).toMatchObject({
      from: { kind: 'system' },
      channel: 'system',
      content: expect.stringContaining(says),
    });
    expect(emulator.visible('inner')).toBe(0);
  });

  it('is not what 20480 bytes, an empty body or {} are', async () => {
    const { emulator, bot } = await startEmulator();
    bot.answers(() => said('a'.repeat(20480)));
    expect(await emulator.say('inner', 'lisi', 'hi')).toHaveLength(1);
    bot.answers(() => undefined);
    expect(await emulator.say('inner', 'lisi', 'hi')).toEqual([]);
    bot.answers(() => ({ reply: '{}' }));
    expect(await emulator.say('inner', 'lisi', 'hi')).toEqual([]);
    expect(emulator.transcript('inner').filter(({ channel }) => channel === 'system')).toEqual([]);
  });
});

describe('an unfinished stream', () => {
  it('is polled until it is finished; the line grows in place', async () => {
    const { emulator, bot } = await startEmulator();
    const contents: string[] = [];
    emulator.onChange((change) => {
      if (change.type === 'entry' && change.entry.from.kind === 'bot') contents.push(change.entry.content);
    });
    let polls = 0;
    bot.answers(({ plaintext }) => {
      if (!plaintext.includes('"msgtype":"stream"')) return said('想', false);
      polls += 1;
      return said(`想${'…'.repeat(polls)}`, polls === 3);
    });
    const [entry] = await emulator.say('inner', 'lisi', 'hi');
    expect(entry?.content).toBe('想');
    await emulator.settled();
    expect(polls).toBe(3);
    expect(contents).toEqual(['想', '想…', '想……', '想………']);
    expect(emulator.visible('inner')).toBe(1);
    const [asked, first, second] = bot.payloads();
    expect(first).toMatchObject({
      msgtype: 'stream',
      stream: { id: 'st_1' },
      chatid: 'wrInner',
      from: { userid: 'lisi' },
    });
    expect(first).not.toHaveProperty('response_url');
    const ids = [asked, first, second].map((payload) => JSON.stringify(payload).slice(0, 50));
    expect(new Set(ids).size).toBe(3);
  });

  it('is given up after six minutes, and that is said', async () => {
    const { emulator, bot, passes } = await startEmulator();
    bot.answers(() => said('想', false));
    await emulator.say('inner', 'lisi', 'hi');
    await bot.heard(3);
    passes(360_001);
    await emulator.settled();
    expect(emulator.transcript('inner').at(-1)).toMatchObject({
      channel: 'system',
      content: expect.stringContaining('not finished in time'),
    });
  });

  it('may not change its id', async () => {
    const { emulator, bot } = await startEmulator();
    const replies = [said('a', false, 'one'), said('b', true, 'two'), said('c', true, 'one')];
    bot.answers(() => replies.shift());
    await emulator.say('inner', 'lisi', 'hi');
    await emulator.settled();
    expect(emulator.transcript('inner').map(({ content }) => content)).toEqual([
      '@小群 hi',
      'c',
      expect.stringContaining('not the one asked for'),
    ]);
  });

  it('keeps its asker from a fourth question while three are open', async () => {
    const { emulator, bot } = await startEmulator();
    let open = true;
    bot.answers(() => said('想', !open));
    for (let n = 0; n < 3; n += 1) await emulator.say('inner', 'lisi', 'hi');
    expect(await emulator.say('inner', 'lisi', 'hi')).toEqual([]);
    expect(emulator.transcript('inner').at(-1)).toMatchObject({ channel: 'system' });
    expect(await emulator.say('inner', 'ZhangSan', 'hi')).toHaveLength(1);
    open = false;
    await emulator.settled();
    expect(await emulator.say('inner', 'lisi', 'hi')).toHaveLength(1);
  });
});

describe('response_url', () => {
  const start = async (direct = false) => {
    const started = await startEmulator();
    await (direct
      ? started.emulator.sayDirect('aibot/helper', 'lisi', 'hi')
      : started.emulator.say('inner', 'lisi', 'hi'));
    const [payload] = started.bot.payloads();
    const url =
      typeof payload === 'object' && payload && 'response_url' in payload ? String(payload.response_url) : '';
    return { ...started, respond: (body: unknown) => started.post(url, body) };
  };
  const markdown = (content: string) => ({ msgtype: 'markdown', markdown: { content } });
  const card = { msgtype: 'template_card', template_card: { main_title: { title: 't' } } };

  it.each([
    { why: 'markdown', body: markdown('晚点的回答'), direct: false, code: 0 },
    { why: '20480 bytes', body: markdown('a'.repeat(20480)), direct: false, code: 0 },
    { why: '20481 bytes', body: markdown('a'.repeat(20481)), direct: false, code: 40058 },
    { why: 'nothing', body: markdown(''), direct: false, code: 44004 },
    { why: 'text', body: { msgtype: 'text', text: { content: 'x' } }, direct: false, code: 40008 },
    { why: 'a card in a group', body: card, direct: false, code: 40008 },
    { why: 'a card in a 1:1 chat', body: card, direct: true, code: 0 },
  ])('answers $code to $why', async ({ body, direct, code }) => {
    const { respond, emulator } = await start(direct);
    expect(await respond(body)).toMatchObject({ errcode: code });
    expect(emulator.visible(direct ? 'dm:lisi' : 'inner')).toBe(code === 0 ? 1 : 0);
  });

  it('works once', async () => {
    const { respond, emulator } = await start();
    expect(await respond(markdown('a'))).toMatchObject({ errcode: 0 });
    expect(await respond(markdown('b'))).toMatchObject({ errcode: 60140 });
    expect(emulator.transcript('inner').slice(1)).toMatchObject([
      { channel: 'response_url', content: 'a', replyTo: 1 },
    ]);
  });

  it('works for an hour', async () => {
    const { respond, passes } = await start();
    passes(3_600_000);
    expect(await respond(markdown('a'))).toMatchObject({ errcode: 60140 });
  });
});
