import { describe, expect, it } from 'vitest';
import { asEventId, asGroupId } from '../../../src/domain/ids.ts';
import { type Message, plainText } from '../../../src/domain/message.ts';
import { checkinFeature } from '../../../src/features/checkin/index.ts';
import { confirmFeature } from '../../../src/features/confirm/index.ts';
import { rosterFeature } from '../../../src/features/roster/index.ts';
import { aibotChat, communityFor, contextOf, groupFor, NOON, operator } from '../../support/decide.ts';
import { buttonOf, throughEngine } from '../../support/through-engine.ts';
import { activate } from '../support.ts';

const DAY = 86_400_000;
const groups = [
  groupFor({ bindings: [{ type: 'aibot', aibot: 'helper', chatId: 'wr-newbie-01' }] }),
  groupFor({ id: 'vip-01', bindings: [{ type: 'aibot', aibot: 'helper', chatId: 'wr-vip-01' }] }),
];
const chats = new Map(groups.map(({ id }) => [`aibot/helper/wr-${id}`, id]));
const community = { ...communityFor({ groups, operators: [operator('ops', 'operator')] }), chats };
const open = (...checkins: readonly object[]) => {
  const features = [
    activate(confirmFeature, undefined, community),
    activate(checkinFeature, { checkins }, community),
    activate(rosterFeature, undefined, community),
  ];
  const rules = { count: 0, schedules: [], decide: () => ({}) };
  return throughEngine({ version: 'v1', community, features, rules, broadcasts: [] });
};
type Chat = ReturnType<typeof open>;
const begin = async (chat: Chat, plan: string, where = aibotChat('wr-newbie-01')) => {
  await chat.says('ops', `/打卡 新建 ${plan}`, { chat: where });
  return (await chat.says('ops', '确认', { chat: where })).card;
};

describe('the card of a 打卡', () => {
  it('comes when one is opened, and when an operator reminds', async () => {
    const chat = open();
    const card = await begin(chat, '晨读 | 每天');
    expect(card).toMatchObject({ title: '晨读', note: '全天' });
    expect(card?.buttons.map(({ label }) => label)).toEqual(['打卡', '我的打卡']);
    chat.clock.jump(DAY);
    await chat.says('u1', '打卡');
    chat.clock.jump(DAY);
    const urged = await chat.says('ops', '/打卡 催');
    expect(urged.card?.buttons[0]?.label).toBe('打卡');
    expect((await chat.presses('u1', buttonOf(urged.card, '打卡'))).reply).toContain('连续 2 天');
    expect((await chat.says('u1', '我的打卡')).card).toBeUndefined();
  });

  it('checks in with one press, once a day, and counts on the card', async () => {
    const chat = open();
    const card = await begin(chat, '晨读 | 每天');
    const first = await chat.presses('u1', buttonOf(card, '打卡'));
    expect(first.reply).toContain('第 1 位');
    expect(first.card).toMatchObject({ id: card?.id, note: '全天 · 今天 1 人已打' });
    const twice = await chat.presses('u1', buttonOf(card, '打卡'));
    expect(twice.reply).toContain('已经打过');
    expect(twice.card).toMatchObject({ note: '全天 · 今天 1 人已打' });
    const both = await Promise.all(
      ['u2', 'u3', 'u2'].map((who) => chat.presses(who, buttonOf(card, '打卡'))),
    );
    expect(both.filter(({ reply = '' }) => reply.includes('已经打过'))).toHaveLength(1);
    expect((await chat.presses('u1', buttonOf(card, '我的打卡'))).reply).toContain('连续 1 天');
    expect((await chat.presses('u1', buttonOf(card, '我的打卡'))).card?.note).toContain('今天 3 人');
  });

  it.each([
    ['至少5个字', '至少 5 个字'],
    ['补卡2次', '第 1 位'],
  ])('with %s says %s', async (setting, said) => {
    const chat = open();
    const card = await begin(chat, `晨读 | 每天 | ${setting}`);
    const [button] = card?.buttons ?? [];
    expect(button?.label).toBe(setting.startsWith('至少') ? '怎么打卡' : '打卡');
    const pressed = await chat.presses('u1', buttonOf(card, button?.label ?? ''));
    expect(pressed.reply).toContain(said);
    const mine = await chat.says('u1', '我的打卡');
    expect(mine.reply).toContain(setting.startsWith('至少') ? '还没打过卡' : '连续 1 天');
  });

  it('is about its own campaign, whatever else runs and whatever they are called', async () => {
    const chat = open();
    const first = await begin(chat, '晨读 | 每天');
    const second = await begin(chat, '修改 | 每天');
    expect((await chat.presses('u1', buttonOf(second, '打卡'))).reply).toContain('【修改】');
    expect((await chat.presses('u1', buttonOf(first, '我的打卡'))).reply).toContain('还没打过卡');
    expect((await chat.presses('u1', buttonOf(first, '打卡'))).reply).toContain('【晨读】');
  });

  it('answers kindly and does nothing once its campaign is over', async () => {
    const chat = open();
    const card = await begin(chat, '晨读 | 每天');
    const other = await begin(chat, '晚跑 | 每天');
    chat.clock.jump(DAY);
    await chat.says('ops', '/打卡 结束 晨读');
    await chat.says('ops', '确认');
    const late = await chat.presses('u1', buttonOf(card, '打卡'));
    expect(late.reply).toContain('「晨读」已经结束');
    expect(late.card).toMatchObject({ id: card?.id, buttons: [{ label: '已结束', look: 'done' }] });
    expect((await chat.presses('u1', buttonOf(other, '打卡'))).reply).toContain('第 1 位');
  });

  it('of another group, or made up, does nothing', async () => {
    const chat = open();
    const card = await begin(chat, '晨读 | 每天');
    const foreign = await begin(chat, '晨读 | 每天', aibotChat('wr-vip-01'));
    const { taskId, key } = buttonOf(card, '打卡');
    for (const forged of [buttonOf(foreign, '打卡').key, key.replace(/checkin-[0-9a-f]+/, 'checkin-0')]) {
      const pressed = await chat.presses('u1', { taskId, key: forged });
      expect(pressed.reply).toContain('什么都没变');
      expect(pressed.card).toBeUndefined();
    }
    expect((await chat.says('u1', '我的打卡')).reply).toContain('还没打过卡');
  });

  it('stands beside what is posted, for groups where posts come under the next reply', () => {
    const morning = { id: 'morning', title: '晨读', groups: ['newbie-01'] };
    const feature = activate(checkinFeature, { checkins: [morning] }, community);
    const due = { type: 'timer.fired', id: asEventId('t.1'), at: NOON, timer: 'x', payload: {} } as const;
    const context = contextOf({ ...due, group: asGroupId('newbie-01') }, { community });
    const [effect] = feature.actions?.['open-checkin']?.(context, 'morning').effects ?? [];
    const message: Message | undefined = effect?.effect.type === 'send' ? effect.effect.message : undefined;
    expect(message && plainText(message)).toContain('打卡开始啦');
    expect(message?.card?.title).toBe('晨读');
  });
});
