import { describe, expect, it } from 'vitest';
import { child, readXml, textOf } from '../../src/emulator/call/xml.ts';
import { customerId, startEmulator } from './start.ts';

const newcomer = 'wmNNNNNNNNNNNNNNNNNNNNNNNN';
const start = async () => {
  const started = await startEmulator();
  const events = () =>
    started.bot.received.map(({ plaintext }) => {
      const root = readXml(plaintext);
      const fields = root?.children.map(({ name, text, children }): [string, unknown] => [
        name,
        children.length > 0 ? children.map((item) => item.text) : text,
      ]);
      return Object.fromEntries(fields ?? []);
    });
  const version = () => started.emulator.groups().find(({ id }) => id === 'vip')?.memberVersion;
  return { ...started, events, version };
};

describe('a customer group', () => {
  it('tells the app who joined, chained by member versions', async () => {
    const { emulator, bot, events, version } = await start();
    const before = version();
    await emulator.join('vip', { userid: newcomer, name: '小李' });
    const between = version();
    await emulator.leave('vip', customerId);
    expect(bot.received[0]).toMatchObject({
      path: '/wecom/app/community',
      receiveId: 'wwCORP',
      signed: true,
    });
    const head = {
      ToUserName: 'wwCORP',
      FromUserName: 'sys',
      CreateTime: String(emulator.clock.now() / 1000),
      MsgType: 'event',
      Event: 'change_external_chat',
      ChatId: 'wrCustomer',
      ChangeType: 'update',
    };
    expect(events()).toEqual([
      {
        ...head,
        UpdateDetail: 'add_member',
        JoinScene: '3',
        MemChangeCnt: '1',
        MemChangeList: [newcomer],
        LastMemVer: before,
        CurMemVer: between,
      },
      {
        ...head,
        UpdateDetail: 'del_member',
        QuitScene: '0',
        MemChangeCnt: '1',
        MemChangeList: [customerId],
        LastMemVer: between,
        CurMemVer: version(),
      },
    ]);
    expect(emulator.transcript('vip').map(({ content }) => content)).toEqual([
      '小李 加入了群聊',
      '小王 退出了群聊',
    ]);
  });

  it('tells what changed, but not to what, and nothing about nicknames', async () => {
    const { emulator, events } = await start();
    await emulator.changeGroup('vip', { name: '新名', notice: '守时', owner: customerId });
    await emulator.changeGroup('vip', { name: '新名' });
    await emulator.renameMember('vip', customerId, '北京-小王');
    await emulator.changeGroup('vip', { dismiss: true });
    expect(events().map(({ ChangeType, UpdateDetail }) => [ChangeType, UpdateDetail])).toEqual([
      ['update', 'change_name'],
      ['update', 'change_notice'],
      ['update', 'change_owner'],
      ['dismiss', undefined],
    ]);
    expect(JSON.stringify(events())).not.toContain('新名');
    expect(emulator.groups().map(({ id }) => id)).toEqual(['inner', 'team']);
  });

  it('tells that it was created', async () => {
    const { emulator, events } = await start();
    await emulator.announceGroup('vip');
    expect(events()).toMatchObject([{ ChatId: 'wrCustomer', ChangeType: 'create' }]);
  });

  it('keeps what changed before the app is told, so that a read in the callback sees it', async () => {
    const { emulator, bot, post, accessToken } = await start();
    const token = await accessToken();
    let seen: unknown;
    bot.answers(async () => {
      seen = await post(`/cgi-bin/externalcontact/groupchat/get?access_token=${token}`, {
        chat_id: 'wrCustomer',
      });
      return undefined;
    });
    await emulator.join('vip', { userid: newcomer, name: '小李' });
    expect(JSON.stringify(seen)).toContain(newcomer);
  });
});

it('tells nobody about joins, leaves and changes of internal and app groups', async () => {
  const { emulator, bot } = await start();
  for (const group of ['inner', 'team']) {
    await emulator.join(group, { userid: 'wangwu', name: '王五' });
    await emulator.renameMember(group, 'wangwu', '小五');
    await emulator.changeGroup(group, { name: '新名' });
    await emulator.leave(group, 'WangWu');
  }
  await emulator.settled();
  expect(bot.received).toEqual([]);
});

it('lets nobody join twice or leave without being there', async () => {
  const { emulator } = await start();
  await expect(emulator.join('inner', { userid: 'LISI', name: '李四' })).rejects.toThrow('already');
  await expect(emulator.leave('inner', 'ghost')).rejects.toThrow('not in inner');
});

describe('a 1:1 message to an app', () => {
  const reply = (content: string, to = 'lisi', type = 'text') =>
    `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[wwCORP]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[${type}]]></MsgType><Content><![CDATA[${content}]]></Content></xml>`;

  it('comes with a 64-bit MsgId and the agent, and is answered in the callback', async () => {
    const { emulator, bot } = await start();
    bot.answers(() => ({ reply: reply('你好') }));
    expect(await emulator.sayDirect('app/community', 'lisi', 'hi')).toMatchObject([
      { chat: 'dm:lisi', content: '你好' },
    ]);
    const root = readXml(bot.received[0]?.plaintext ?? '');
    expect(textOf(root, 'FromUserName')).toBe('lisi');
    expect(textOf(root, 'Content')).toBe('hi');
    expect(textOf(root, 'AgentID')).toBe('1000002');
    expect(BigInt(child(root, 'MsgId')?.text ?? '0')).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
  });

  it.each([
    { why: 'no XML', answer: { reply: 'hi' }, says: 'not XML' },
    { why: 'a picture', answer: { reply: reply('x', 'lisi', 'image') }, says: '"image"' },
    { why: 'somebody else', answer: { reply: reply('x', 'zhangsan') }, says: 'not the sender' },
    { why: "a bot's receiveid", answer: { reply: reply('x'), receiveId: '' }, says: 'receiveid' },
  ])('does not show a reply with $why', async ({ answer, says }) => {
    const { emulator, bot } = await start();
    bot.answers(() => answer);
    expect(await emulator.sayDirect('app/community', 'lisi', 'hi')).toEqual([]);
    expect(emulator.transcript('dm:lisi').at(-1)?.content).toContain(says);
  });
});
