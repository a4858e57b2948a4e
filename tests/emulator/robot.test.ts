import { describe, expect, it } from 'vitest';
import { readXml, textOf } from '../../src/emulator/call/xml.ts';
import { startEmulator } from './start.ts';

const text = (content: string, more = '') =>
  `<xml><MsgType>text</MsgType><Text><Content><![CDATA[${content}]]></Content>${more}</Text></xml>`;
const start = async () => {
  const started = await startEmulator();
  started.emulator.addGroup({
    id: 'json',
    name: '新群',
    kind: 'internal',
    robot: { id: 'modern', chatId: 'wrJson' },
    webhooks: [],
    owner: 'lisi',
    members: [...(started.emulator.groups()[0]?.members ?? [])],
  });
  const sayXml = (words: string) => started.emulator.say('inner', 'lisi', words, { to: 'robot' });
  return { ...started, sayXml };
};

describe('a message to a group robot', () => {
  it('comes as XML that names the sender', async () => {
    const { sayXml, bot, emulator } = await start();
    await sayXml('在吗 ]]> <b>');
    const [got] = bot.received;
    expect(got).toMatchObject({
      path: '/wecom/robot/legacy',
      receiveId: '',
      signed: true,
      contentType: 'text/xml',
    });
    expect(readXml(got?.plaintext ?? '')).toMatchObject({
      name: 'xml',
      children: [
        { name: 'WebhookUrl', text: expect.stringContaining(`${emulator.url}/cgi-bin/webhook/send?key=`) },
        { name: 'MsgId' },
        { name: 'ChatId', text: 'wrRobot' },
        { name: 'ChatType', text: 'group' },
        { name: 'From', children: [{ text: 'lisi' }, { text: '李四' }, { text: 'lisi' }] },
        { name: 'GetChatInfoUrl', text: expect.stringContaining('/cgi-bin/webhook/get_chat_info?code=') },
        { name: 'MsgType', text: 'text' },
        { name: 'Text', children: [{ name: 'Content', text: '@老群助 在吗 ]]> <b>' }] },
      ],
    });
  });

  it('comes as JSON where the URL asks for it, and takes JSON back', async () => {
    const { emulator, bot } = await start();
    bot.answers(() => ({
      reply: JSON.stringify({ msgtype: 'text', text: { content: '在', mentioned_list: ['lisi'] } }),
    }));
    expect(await emulator.say('json', 'lisi', '在吗')).toMatchObject([
      { chat: 'json', channel: 'robot', format: 'text', content: '在', mentions: ['lisi'] },
    ]);
    expect(bot.payloads()).toMatchObject([
      {
        chatid: 'wrJson',
        chattype: 'group',
        from: { userid: 'lisi', name: '李四', alias: 'lisi' },
        msgtype: 'text',
        text: { content: '@新群助 在吗' },
      },
    ]);
  });

  it.each([
    { why: 'text', reply: text('在'), shows: { format: 'text', content: '在', mentions: [] } },
    {
      why: 'mentions',
      reply: text('在', '<MentionedList><Item><![CDATA[lisi]]></Item><Item>@all</Item></MentionedList>'),
      shows: { mentions: ['lisi', '@all'] },
    },
    {
      why: 'markdown for some',
      reply:
        '<xml><MsgType>markdown</MsgType><VisibleToUser>lisi|ZhangSan</VisibleToUser><Markdown><Content>**在**</Content></Markdown></xml>',
      shows: { format: 'markdown', content: '**在**', visibleTo: ['lisi', 'ZhangSan'] },
    },
  ])('shows $why', async ({ reply, shows }) => {
    const { sayXml, bot } = await start();
    bot.answers(() => ({ reply }));
    expect(await sayXml('在吗')).toMatchObject([{ channel: 'robot', replyTo: 1, ...shows }]);
  });

  it.each([
    { why: 'no XML', answer: { reply: 'hi' }, says: 'not XML' },
    { why: 'a picture', answer: { reply: '<xml><MsgType>image</MsgType></xml>' }, says: '"image"' },
    { why: 'empty text', answer: { reply: text('') }, says: 'empty' },
    { why: 'plaintext', answer: { raw: text('x') }, says: 'missing' },
  ])('records $why as invalid', async ({ answer, says }) => {
    const { sayXml, bot, emulator } = await start();
    bot.answers(() => answer);
    expect(await sayXml('在吗')).toEqual([]);
    expect(emulator.transcript('inner').at(-1)?.content).toContain(says);
  });

  it('wants a new nonce with every reply', async () => {
    const { sayXml, bot, emulator } = await start();
    bot.answers(() => ({ reply: text('在'), nonce: 'always' }));
    expect(await sayXml('在吗')).toHaveLength(1);
    expect(await sayXml('在吗')).toEqual([]);
    expect(emulator.transcript('inner').at(-1)?.content).toContain('nonce');
  });

  it('brings a URL that lists the members once, within five minutes', async () => {
    const { sayXml, bot, get, emulator, passes } = await start();
    const infoPath = (n: number) =>
      (textOf(readXml(bot.received[n]?.plaintext ?? ''), 'GetChatInfoUrl') ?? '').slice(emulator.url.length);
    await sayXml('在吗');
    expect(await get(infoPath(0))).toMatchObject({
      errcode: 0,
      chatid: 'wrRobot',
      name: '内部群',
      chattype: 'group',
      members: [
        { userid: 'ZhangSan', name: '张三' },
        { userid: 'lisi', name: '李四' },
      ],
    });
    expect(await get(infoPath(0))).toMatchObject({ errcode: 40029 });
    await sayXml('在吗');
    passes(300_000);
    expect(await get(infoPath(1))).toMatchObject({ errcode: 40029 });
  });

  it('brings a URL to post into its chat', async () => {
    const { sayXml, bot, post, emulator, text: message } = await start();
    await sayXml('在吗');
    const url = textOf(readXml(bot.received[0]?.plaintext ?? ''), 'WebhookUrl') ?? '';
    expect(await post(url, message('早'))).toMatchObject({ errcode: 0 });
    expect(emulator.transcript('inner').at(-1)).toMatchObject({ channel: 'robot', content: '早' });
  });

  it('is told when it is added to a chat', async () => {
    const { emulator, bot } = await start();
    await emulator.announceGroup('inner');
    await emulator.announceGroup('json');
    expect(bot.received[0]?.plaintext).toContain('<EventType><![CDATA[add_to_chat]]></EventType>');
    expect(bot.received[1]?.plaintext).toContain('"event":{"event_type":"add_to_chat"}');
  });
});

describe('readXml', () => {
  it.each([
    ['<a>x</a>', { name: 'a', text: 'x', children: [] }],
    ['<a><![CDATA[<b>&amp;]]></a>', { name: 'a', text: '<b>&amp;', children: [] }],
    ['<a>&lt;&amp;&#65;</a>', { name: 'a', text: '<&&#65;', children: [] }],
    ['<a><b/></a>', { name: 'a', text: '', children: [{ name: 'b', text: '', children: [] }] }],
    ['<a>', undefined],
    ['</a>', undefined],
    ['<a></b>', undefined],
    ['<a/><b/>', undefined],
    ['x', undefined],
    ['', undefined],
    ['<!DOCTYPE a><a/>', undefined],
    ['<a href="x"/>', undefined],
  ])('reads %s', (source, element) => {
    expect(readXml(source)).toEqual(element);
  });
});
