import { describe, expect, it } from 'vitest';
import { aibotMessage } from '../support/aibot-message.ts';
import { noRedisServer } from '../support/redis.ts';
import { type StageConfig, talkingGroup } from '../support/stage-config.ts';
import { until } from '../support/until.ts';
import { heardIn, ledgerOf, onStage, opsStatus } from './support.ts';

const newcomer = 'wmAAAAAAAAAAAAAAAAAAAAAAAA';
const second = 'wmBBBBBBBBBBBBBBBBBBBBBBBB';
const customerGroup: StageConfig = {
  groups: [{ id: 'vip-01', kind: 'customer', appChat: 'wrCustomer', dutyStaff: ['zhangsan'] }],
  rules: [
    {
      id: 'vip-newcomers',
      on: 'member.joined',
      when: [{ 'member.isStaff': false }],
      do: [{ notify: '新人:{% for newcomer in newcomers %}{{ newcomer.name }} {% endfor %}' }],
    },
  ],
};

describe.skipIf(noRedisServer)('groups of every kind', () => {
  it('tells the duty staff once about who joined a customer group, also when the event comes four times', async () => {
    const stage = await onStage({ config: customerGroup });
    await Promise.all([stage.start(), stage.start()]);
    stage.emulator.addFault({ on: 'callback/app', kind: 'duplicate', value: 4, times: 1 });
    await stage.emulator.join('vip-01', { userid: newcomer, name: '小王', staff: false });
    const told = await until('the note to the duty staff', () => {
      const lines = heardIn(stage, 'dm:zhangsan');
      return lines.length > 0 && lines;
    });
    expect(told.map(({ content }) => content)).toEqual(['新人:小王']);
    const asked = stage.emulator.calls().filter(({ path }) => path.endsWith('/groupchat/get'));
    expect(asked).toMatchObject([{ errcode: 0, body: { chat_id: 'wrCustomer' } }]);

    await stage.emulator.join('vip-01', { userid: second, name: '小李', staff: false });
    await until('the second note', () => heardIn(stage, 'dm:zhangsan').length === 2);
    await until('an empty outbox', async () => (await stage.stores.outbox.depth(['g:vip-01'])) === 0);
    expect(heardIn(stage, 'dm:zhangsan').map(({ content }) => content)).toEqual(['新人:小王', '新人:小李']);
    expect(await ledgerOf(stage, 'vip-01')).toMatchObject([{ state: 'sent' }, { state: 'sent' }]);
  });

  it('fetches a new access token when WeCom has revoked the old one', async () => {
    const stage = await onStage({ config: customerGroup });
    await stage.start();
    await stage.emulator.join('vip-01', { userid: newcomer, name: '小王', staff: false });
    await until('the first note', () => heardIn(stage, 'dm:zhangsan').length === 1);
    stage.emulator.revokeTokens();
    await stage.emulator.join('vip-01', { userid: second, name: '小李', staff: false });
    await until('the second note', () => heardIn(stage, 'dm:zhangsan').length === 2);
    const calls = stage.emulator.calls();
    expect(calls.filter(({ errcode }) => errcode === 40014)).toHaveLength(1);
    expect(calls.filter(({ path }) => path.endsWith('/gettoken'))).toHaveLength(2);
  });

  it('welcomes newcomers in a group with a webhook and mentions them', async () => {
    const stage = await onStage({
      config: {
        groups: [talkingGroup('newbie-01')],
        operators: [{ member: 'lisi', role: 'operator' }],
        rules: [
          {
            id: 'welcome',
            on: 'member.joined',
            do: [{ send: { text: '欢迎 {{ member.name }}', mention: 'newcomers' } }],
          },
        ],
      },
    });
    await stage.start();
    const [answer] = await stage.emulator.say('newbie-01', 'lisi', '/迎新 xiaowang');
    expect(answer?.content).toContain('欢迎');
    const [welcome] = await until('the welcome', () => {
      const lines = heardIn(stage, 'newbie-01').filter(({ channel }) => channel === 'webhook');
      return lines.length > 0 && lines;
    });
    expect(welcome).toMatchObject({ mentions: ['xiaowang'], content: expect.stringContaining('欢迎') });
    // A member may not.
    await stage.emulator.say('newbie-01', 'xiaowang', '/迎新 hanmeimei');
    expect(await ledgerOf(stage, 'newbie-01')).toHaveLength(1);
  });

  it('keeps a chat that nobody bound as unbound, and binds it on command for every process', async () => {
    const stage = await onStage({
      config: {
        groups: [{ id: 'newbie-09', webhook: true }],
        operators: [{ member: 'boss', role: 'owner' }],
        chains: [{ id: 'hike', title: '徒步', groups: ['newbie-09'] }],
      },
    });
    const bots = await Promise.all([stage.start(), stage.start()]);
    const chatId = 'wrNobodyBoundMe';
    let count = 0;
    const said = async (userid: string, text: string) => {
      count += 1;
      const message = aibotMessage({ msgid: `said-${count}`, chatId, userid, text });
      const [outcome] = await stage.emulator.callBack('aibot/helper', message);
      expect(outcome).toMatchObject({ status: 200 });
      return outcome?.reply ?? '';
    };
    await said('xiaowang', '+1');
    const key = `aibot/helper/${chatId}`;
    for (const { url } of bots) expect(JSON.stringify((await opsStatus(url)).unboundChats)).toContain(key);
    expect(await said('xiaowang', '/绑定 newbie-09')).not.toContain('已绑定');
    expect(await said('boss', '/绑定 newbie-09')).toContain('已绑定');
    for (const { url } of bots) {
      const status = await opsStatus(url);
      expect(status.boundChats).toEqual({ [key]: 'newbie-09' });
      expect(JSON.stringify(status.unboundChats)).not.toContain(key);
    }
    // Taking turns, both processes count the same list.
    for (const n of [1, 2, 3, 4]) expect(await said(`walker-${n}`, '+1')).toContain(`第 ${n} 位`);
  });

  it('knows an encrypted sender by the person behind it', async () => {
    const stage = await onStage({
      config: { groups: [talkingGroup('newbie-01')], operators: [{ member: 'lisi', role: 'operator' }] },
    });
    await stage.start();
    const openUserid = 'woAJ2GCAAAXtWyujaWJHDDGi0mACH7';
    stage.emulator.addPerson({ userid: 'lisi', name: '李四', openUserid });
    const [answer] = await stage.emulator.say('newbie-01', 'lisi', '/状态');
    expect(answer?.content).toContain('newbie-01');
    const converted = stage.emulator.calls().filter(({ path }) => path.includes('openuserid_to_userid'));
    expect(converted).toMatchObject([{ errcode: 0, body: { open_userid_list: [openUserid] } }]);
    // Somebody whom WeCom does not know is a stranger.
    const stranger = 'woZZZZZZZZZZZZZZZZZZZZZZZZZZZZ';
    const message = aibotMessage({ msgid: 'x1', chatId: 'wr_newbie-01', userid: stranger, text: '/状态' });
    const [refused] = await stage.emulator.callBack('aibot/helper', message);
    expect(refused).toMatchObject({ status: 200 });
    expect(refused?.reply ?? '').not.toContain('newbie-01');
  });
});
