import { describe, expect, it } from 'vitest';
import type { Community } from '../../../src/domain/community.ts';
import type { Outcome } from '../../../src/domain/decision.ts';
import { asEventId } from '../../../src/domain/ids.ts';
import { plainText } from '../../../src/domain/message.ts';
import { chainFeature } from '../../../src/features/chain/index.ts';
import { confirmFeature } from '../../../src/features/confirm/index.ts';
import {
  aibotChat,
  communityFor,
  contextFor,
  contextOf,
  groupFor,
  NOON,
  person,
  stateOf,
} from '../../support/decide.ts';
import { activate, problemsOf, talk } from '../support.ts';

const hour = 3_600_000;
const open = (community: Community = communityFor(), raw?: unknown) =>
  talk([activate(chainFeature, raw, community), activate(confirmFeature, undefined)], {
    community,
    now: NOON,
  });
const opened = (plan: string, community = communityFor()) => {
  const chat = open(community);
  chat.say('zhangsan', `/接龙 新建 ${plan}`);
  chat.say('zhangsan', '确认');
  return chat;
};
const timersOf = (chat: ReturnType<typeof open>) =>
  chat.effects.flatMap(({ effect, due }) => (effect.type === 'timer' ? [[effect.timer, due]] : []));

describe('numbers of the list last posted', () => {
  it('mean who stood there, and are asked about once the list has changed', () => {
    const chat = opened('亲子游 | 选项 成人¥50,儿童¥20');
    for (const who of ['甲', '乙', '丙']) chat.say(who, '+1 成人');
    chat.say('zhangsan', '接龙列表');
    expect(chat.say('zhangsan', '/接龙 已付 2')).toBe('✅ 已记付款:成员乙。还有 2 条未付。');
    chat.say('甲', '取消接龙');
    // What was the second line is the first by now.
    expect(chat.say('zhangsan', '/接龙 已付 3')).toContain('名单有变化。你说的是 成员丙,记为已付吗?');
    expect(chat.say('zhangsan', '确认')).toBe('✅ 已记付款:成员丙。还有 0 条未付。');
    expect(chat.say('zhangsan', '/接龙 已付 1')).toContain('名单上没有第 1 位');
    expect(chat.say('zhangsan', '接龙列表')).toBe(
      '【亲子游】报名 2 份\n1. ✓成员乙 成人×1\n2. ✓成员丙 成人×1\n合计:成人 2 份 ¥100 · 儿童 0 份 ¥0 · 共 ¥100(已付 ¥100)',
    );
    expect(chat.say('zhangsan', '/接龙 催付')).toBe('都付过了,没有要催的。');
    expect(chat.say('zhangsan', '/接龙 未付 2')).toContain('已记未付:成员丙');
    expect(chat.say('zhangsan', '/接龙 催付')).toContain('提醒 1 位');
    expect(chat.posts().at(-1)).toContain('@成员丙 还没有付款(共 ¥50)');
  });
  it('let nobody take out somebody else', () => {
    const chat = opened('徒步');
    chat.say('甲', '+1');
    chat.say('乙', '代接 小明');
    chat.say('甲', '接龙列表');
    expect(chat.say('甲', '取消接龙 2')).toContain('第 2 位不在你的报名里');
    expect(chat.say('甲', '取消接龙 小明')).toBe('「小明」是 成员乙 报的,请 TA 或运营来改。');
    expect(chat.say('甲', '代接 小明')).toContain('「小明」已经由 成员乙 报过了');
    expect(chat.say('乙', '取消接龙 2')).toContain('已取消 小明');
  });
  it('name what would go before it goes', () => {
    const chat = opened('徒步 | 限2人');
    for (const who of ['甲', '乙', '丙']) chat.say(who, '+1');
    chat.say('zhangsan', '接龙列表');
    expect(chat.say('zhangsan', '/接龙 删除 1 候补1')).toContain('删除 2 条:成员甲、成员丙。');
    expect(chat.say('zhangsan', '确认')).toContain('✅ 已删除 成员甲、成员丙 · 1/2');
    expect(chat.say('zhangsan', '/接龙 清空')).toContain('的 1 条(报名 1、候补 0),清空后找不回来');
    chat.say('zhangsan', '确认');
    expect(chat.say('甲', '+1')).toContain('第 1 位 · 1/2');
  });
});

describe('the life of a chain', () => {
  it('ends, is opened again with everybody in it, and is copied', () => {
    const chat = opened('徒步 | 限5人 | 截止 周五18:00');
    chat.say('甲', '+2');
    expect(chat.say('zhangsan', '/接龙 延期 2天')).toContain('11月20日(周五) 18:00 → 11月22日(周日) 18:00');
    chat.fire('chain.deadline', { chain: 1 }, NOON + 8 * hour);
    expect(chat.posts()).toEqual([]);
    chat.fire('chain.deadline', { chain: 1 }, NOON + 56 * hour);
    expect(chat.posts()).toHaveLength(1);
    const later = NOON + 60 * hour;
    expect(chat.say('zhangsan', '/接龙 重开 截止 周三18:00', later)).toContain(
      '原来的 1 条都保留,11月25日(周三) 18:00 截止',
    );
    expect(chat.say('zhangsan', '确认', later)).toContain('已重开 #1【徒步】2/5');
    expect(chat.say('乙', '+1', later)).toContain('第 2 位 · 3/5');
    expect(chat.say('zhangsan', '/接龙 复制上次 | 限8人', later)).toContain(
      '准备开接龙【徒步】:限 8 人,11月25日(周三) 18:00 截止',
    );
  });
  it('lets in who waits when it gets more places, and tells them and the organiser once', () => {
    const chat = opened('徒步 | 限1人');
    for (const who of ['甲', '乙']) chat.say(who, '+1');
    expect(chat.say('zhangsan', '/接龙 改 限2人 | 每人限1')).toBe(
      '✅ 已改好 #1【徒步】:限 2 人,每人最多 1 份。',
    );
    expect(chat.posts()).toEqual([expect.stringContaining('🎉 @成员乙 第 2 位,有位置了')]);
    expect(chat.say('zhangsan', '/接龙 改 限1人')).toContain('已经报名的 2 份都保留');
  });
  it('takes an option away without losing who chose it', () => {
    const chat = opened('亲子游 | 选项 成人,儿童');
    chat.say('甲', '+1 儿童');
    chat.say('zhangsan', '/接龙 改 选项 成人,老人');
    expect(chat.say('乙', '+1 儿童')).toContain('请选一种:成人、老人');
    expect(chat.say('乙', '接龙列表')).toContain('1. 成员甲 儿童×1');
  });
});

describe('posts of the list', () => {
  it('come after so many new entries, and not again while nothing has changed', () => {
    const chat = opened('徒步 | 每2人发名单');
    chat.say('甲', '+1');
    expect(timersOf(chat)).toEqual([]);
    chat.say('乙', '+1');
    expect(timersOf(chat)).toEqual([['chain.post', undefined]]);
    chat.fire('chain.post', { chain: 1 }, NOON);
    chat.fire('chain.post', { chain: 1 }, NOON);
    expect(chat.posts()).toEqual(['📋 接龙名单:\n【徒步】报名 2 份\n1. 成员甲\n2. 成员乙']);
  });
  it('come at their hour every day while the chain is open', () => {
    const chat = opened('徒步 | 每天20:00发名单');
    expect(timersOf(chat)).toEqual([['chain.daily', NOON + 10 * hour]]);
    chat.say('甲', '+1');
    chat.fire('chain.daily', { chain: 1, at: 1200 }, NOON + 10 * hour);
    expect(chat.posts()).toHaveLength(1);
    expect(timersOf(chat).at(-1)).toEqual(['chain.daily', NOON + 34 * hour]);
    // Another hour was set since.
    chat.fire('chain.daily', { chain: 1, at: 600 }, NOON + 11 * hour);
    expect(chat.posts()).toHaveLength(1);
  });
  it('wait for the end of the quiet hours and show the list as it is then', () => {
    const quiet = groupFor({ quietHours: { from: 9 * 60, to: 12 * 60 } });
    const chat = opened('徒步 | 限1人', communityFor({ groups: [quiet] }));
    chat.say('甲', '+1');
    chat.fire('chain.post', { chain: 1 }, NOON);
    expect(chat.posts()).toEqual([]);
    expect(timersOf(chat).at(-1)).toEqual(['chain.post', NOON + 2 * hour]);
    chat.say('乙', '+1');
    chat.fire('chain.post', { chain: 1 }, NOON + 2 * hour);
    expect(chat.posts()).toEqual(['🎉 接龙报满啦:\n【徒步】报名 1/1 · 候补 1\n1. 成员甲\n候补\n1. 成员乙']);
  });
});

describe('chains.yaml', () => {
  const hike = { id: 'hike', title: '徒步', groups: ['newbie-01'], capacity: 5 };
  const look = (raw: unknown, at = NOON): Outcome | undefined => {
    const { react } = activate(chainFeature, raw);
    const event = {
      type: 'chat.entered' as const,
      id: asEventId('e1'),
      at,
      chat: aibotChat('wr-newbie-01'),
      actor: person('u1'),
    };
    return react?.(contextOf(event));
  };
  const namesOf = (outcome: Outcome | undefined) =>
    (outcome?.raise ?? []).map((event) => (event.type === 'feature.event' ? event.name : event.type));
  it('opens with whatever happens first in the group', () => {
    expect(namesOf(look({ chains: [hike] }))).toEqual(['chain.opened']);
  });
  it.each([
    [{ opens: '2026-11-20 10:01' }, NOON, []],
    [{ opens: '2026-11-20 10:01' }, NOON + 60_000, ['chain.opened']],
    [{ opens: 'rule' }, NOON, []],
    [{ deadline: '2026-11-19' }, NOON, []],
  ])('with %j opens at the right time', (more, at, names) => {
    expect(namesOf(look({ chains: [{ ...hike, ...more }] }, at))).toEqual(names);
  });
  it('wants to be looked at without anybody speaking', () => {
    const { times } = activate(chainFeature, {
      chains: [
        hike,
        { ...hike, id: 'later', opens: '2026-12-01 09:00' },
        { ...hike, id: 'by-rule', opens: 'rule' },
      ],
    });
    expect(times?.map((time) => [time.timer, time.groups, 'once' in time && time.once])).toEqual([
      ['chain.look', ['newbie-01'], 'at-once'],
      ['chain.look', ['newbie-01'], Date.parse('2026-12-01T09:00:00+08:00')],
    ]);
  });
  it('is opened by rules, once while it is open', () => {
    const state = stateOf();
    const { actions } = activate(chainFeature, { chains: [{ ...hike, opens: 'rule', deadline: '2d' }] });
    const run = (id: string) => {
      const outcome = actions?.['open-chain']?.(contextFor({ text: '', state }), id);
      state.apply(outcome?.writes);
      return [
        namesOf(outcome),
        outcome?.trail?.map(({ outcome: what }) => what),
        outcome?.effects?.map(({ due }) => due),
      ];
    };
    expect(run('hike')).toEqual([['chain.opened'], ['did'], [NOON + 48 * hour]]);
    expect(run('hike')).toEqual([[], ['refused'], []]);
    expect(run('other')).toEqual([[], ['refused'], undefined]);
  });
  it('keeps what was changed in the chat until the file changes', () => {
    const chat = open(undefined, { chains: [hike] });
    chat.say('甲', '+1');
    chat.say('zhangsan', '/接龙 改 限9人');
    expect(chat.say('乙', '+1')).toContain('2/9');
  });
  it('refuses a group in which the bot hears nobody', () => {
    const deaf = groupFor({ capabilities: { hears: new Set(['join']), says: new Set(), confirm: 'owner' } });
    expect(problemsOf(chainFeature, { chains: [hike] }, communityFor({ groups: [deaf] })).join()).toContain(
      '听不到消息,没法接龙',
    );
  });
});

describe('hostile names', () => {
  it.each([
    '<@all>',
    '[x](http://y.com)',
    '小王\n2. 小李',
    '`code`',
    '@所有人',
    '\u202e反',
    '＠all',
    '**粗**',
  ])('%j stays data in every answer', (name) => {
    const chat = opened('徒步 | 限1人');
    chat.state.apply([{ collection: 'members', row: 'u1', value: { firstSeen: 0, card: name } }]);
    const outcomes = [
      '+1 备注 <@all>',
      `代接 ${name}`,
      '接龙列表',
      '我的接龙',
      '取消接龙 全部',
      '撤销',
      `取消接龙 ${name}`,
    ].map((text) => chat.outcome(person('u1'), text));
    for (const outcome of outcomes)
      for (const part of outcome?.reply?.parts ?? [])
        if (part.type === 'text') expect(part.text).not.toMatch(/<@|\]\(|`|\*\*|所有人|all/);
    const list = outcomes[2]?.reply;
    expect(list && plainText(list).split('\n').length).toBeLessThanOrEqual(4);
  });
});
