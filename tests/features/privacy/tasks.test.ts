import { describe, expect, it } from 'vitest';
import type { MemberRef } from '../../../src/domain/chat.ts';
import type { PlannedEffect } from '../../../src/domain/decision.ts';
import { asEventId } from '../../../src/domain/ids.ts';
import { plainText, say } from '../../../src/domain/message.ts';
import { memberRows } from '../../../src/domain/people.ts';
import { put } from '../../../src/domain/state.ts';
import { chainRows, entryRows, heldRows, waitRows } from '../../../src/features/chain/rows.ts';
import { recordRows, wordRows } from '../../../src/features/checkin/rows.ts';
import { features } from '../../../src/features/index.ts';
import { accountRows, ledgerRows } from '../../../src/features/points/rows.ts';
import { unname } from '../../../src/rules/unname.ts';
import { converse } from '../../support/converse.ts';
import { communityFor, NOON, operator, person } from '../../support/decide.ts';

const community = communityFor({ operators: [operator('boss', 'owner')] });
const lisi = person('LiSi', '李四');
const zhao = person('zhao', '小赵');
const qian = person('qian', '小钱');

const open = () => {
  const chat = converse({ features, community });
  const timers = (effects: readonly PlannedEffect[]) =>
    effects.flatMap(({ effect, due }) => (effect.type === 'timer' && due === undefined ? [effect] : []));
  return {
    ...chat,
    plays: (...lines: readonly (readonly [string | MemberRef, string])[]) => {
      for (const [who, text] of lines) chat.says(who, text);
    },
    /** 删除我的数据, and what it sets off. */
    leaves: (who: MemberRef) => {
      chat.says(who, '删除我的数据');
      return timers(chat.says(who, '确认').effects).map(({ group, payload, timer }, n) =>
        chat.happen({ type: 'timer.fired', id: asEventId(`t-${n}`), at: NOON, group, timer, payload }),
      );
    },
    chain: (n: number) => chat.state.get(chainRows, String(n)),
  };
};
type Chat = ReturnType<typeof open>;
const started = (plan = '徒步 | 限2人 | 选项 成人¥50,儿童'): Chat => {
  const chat = open();
  chat.plays(['boss', `/接龙 新建 ${plan}`], ['boss', '确认']);
  return chat;
};

describe('我的数据 of those who take part', () => {
  it('tells of sign-ups, check-ins and points in a line each', () => {
    const chat = started();
    chat.plays(
      [lisi, '+1 成人'],
      [lisi, '代接 小明 儿童'],
      ['boss', '/打卡 新建 晨读 | 每天 06:00-23:00 | 21天'],
      ['boss', '确认'],
      [lisi, '打卡 读完了'],
      [lisi, '打卡提醒 关'],
      ['boss', '/积分 加 LiSi 5 帮忙'],
    );
    const said = chat.says(lisi, '我的数据').reply?.split('\n');
    expect(said).toContain('· 接龙:#1 徒步 1 份 替 1 位报名');
    expect(said).toContain('· 打卡:晨读 打过 1 天,连续 1 天');
    expect(said).toContain('· 打卡:不要提醒我');
    expect(said).toContain('· 积分:5 分,记过 1 笔');
    expect(chat.says('boss', '我的数据').reply).toContain('· 接龙:开过 1 个');
    chat.leaves(lisi);
    expect(chat.says(lisi, '我的数据').reply).not.toMatch(/接龙:|打卡:|积分:/);
  });
  it('also of what was cancelled, and of campaigns that are gone', () => {
    const chat = started();
    chat.plays([lisi, '+1 成人'], [lisi, '取消接龙']);
    chat.state.apply([
      put(recordRows('old'), 'lisi', { b: 20_000, h: 'D' }),
      { collection: 'checkin-meta', row: 'old', value: { v: [] } },
    ]);
    expect(chat.says(lisi, '我的数据').reply).toMatch(
      /· 打卡:以前的活动打过 2 天\n.*· 接龙:#1 徒步 取消过 1 条/s,
    );
    chat.leaves(lisi);
    expect(chat.state.get(recordRows('old'), 'lisi')).toBeUndefined();
  });
});

describe('删除我的数据 in 接龙', () => {
  it('frees the places of an open chain: whoever waits moves up, and is told once', () => {
    const chat = started();
    chat.plays([lisi, '+2 成人 备注 紫色大象'], [zhao, '+1 成人'], [qian, '+1 儿童']);
    expect(chat.chain(1)).toMatchObject({ taken: 2, waiters: 2 });
    const [told] = chat.leaves(lisi);
    const posts =
      told?.effects.flatMap(({ effect }) => (effect.type === 'send' ? [effect.message] : [])) ?? [];
    expect(posts.map(plainText)).toEqual([expect.stringMatching(/小赵.*小钱/s)]);
    expect(chat.chain(1)).toMatchObject({ taken: 2, entries: 2, waiters: 0, cancelled: 1 });
    expect(chat.says(zhao, '接龙列表').reply).not.toMatch(/李四|删除/);
  });
  it('takes who waits out of the queue and lets nobody pass', () => {
    const chat = started();
    chat.plays([zhao, '+2 成人'], [lisi, '+1 成人'], [qian, '+1 成人']);
    chat.leaves(lisi);
    expect(chat.chain(1)).toMatchObject({ taken: 2, waiters: 1, waiting: 1, cancelled: 1 });
    expect([...chat.state.all(waitRows(1)).values()].flat().map(([, key]) => key)).toEqual(['0|qian']);
  });
  it('keeps a place of a chain that is over under a mask, so that its totals stay', () => {
    const chat = started('聚餐 | 限3人');
    chat.plays([lisi, '+2 备注 紫色大象'], [zhao, '+1'], [qian, '+1'], ['boss', '/接龙 已付 1']);
    chat.plays(['boss', '/接龙 关闭'], ['boss', '确认']);
    const before = chat.chain(1);
    chat.leaves(lisi);
    expect({ ...chat.chain(1), changes: 0 }).toEqual({ ...before, changes: 0 });
    const [masked] = [...chat.state.all(entryRows(1))].filter(([key]) => key.startsWith('gone:'));
    expect(masked?.[1]).toEqual({ o: 1, q: 2, p: 1, t: expect.any(Number) });
    chat.plays(['boss', '/接龙 重开'], ['boss', '确认']);
    expect(chat.says(zhao, '接龙列表').reply).toContain('1. ✓已删除的成员 ×2');
    // Whoever waited there still moves up when an operator gives the place away.
    chat.plays(['boss', '/接龙 删除 1'], ['boss', '确认']);
    expect(chat.chain(1)).toMatchObject({ taken: 2, waiters: 0, cancelled: 1 });
  });
  it('keeps whoever waits in a chain that is over where they wait', () => {
    const chat = started('聚餐 | 限1人');
    chat.plays([zhao, '+1'], [lisi, '+1'], [qian, '+1'], ['boss', '/接龙 关闭'], ['boss', '确认']);
    chat.leaves(lisi);
    const queue = [...chat.state.all(waitRows(1)).values()].flat().map(([, key]) => key);
    expect(queue).toEqual([expect.stringMatching(/^gone:/), 'qian']);
    chat.plays(['boss', '/接龙 重开'], ['boss', '确认'], [zhao, '取消接龙']);
    expect(chat.chain(1)).toMatchObject({ taken: 1, waiters: 1 });
  });
  it('leaves whom the member signed up in the list, without saying by whom', () => {
    const chat = started('聚餐');
    chat.plays([lisi, '代接 小明 备注 不吃花生'], [lisi, '代接 小红 备注 跟李四来'], [lisi, '代接 李四 2']);
    chat.leaves(lisi);
    const rows = Object.fromEntries(chat.state.all(entryRows(1)));
    expect(rows['=小明']).toMatchObject({ n: '小明', r: '不吃花生', b: expect.stringMatching(/^gone:/) });
    expect(rows['=小红']).toEqual({ o: 2, n: '小红', t: expect.any(Number), b: rows['=小明']?.b });
    expect(Object.values(rows).filter(({ s }) => s === 'x')).toHaveLength(1);
    expect(chat.state.get(heldRows(1), 'lisi')).toBeUndefined();
    expect(chat.chain(1)).toMatchObject({ taken: 2, entries: 2, cancelled: 1 });
  });
  it('leaves what others signed up under the member’s name to them', () => {
    const chat = started('聚餐');
    chat.plays([zhao, '代接 李四 2'], [lisi, '打卡']);
    chat.leaves(lisi);
    expect(chat.state.get(entryRows(1), '=李四')).toMatchObject({ n: '李四', q: 2, b: 'zhao' });
  });
  it('can be brought back by nobody’s 撤销 or 确认', () => {
    const chat = started('聚餐');
    chat.plays([lisi, '+1'], ['boss', '接龙列表'], ['boss', '/接龙 删除 1'], ['boss', '确认']);
    chat.leaves(lisi);
    chat.says('boss', '撤销');
    expect([...chat.state.all(entryRows(1)).keys()]).toEqual([expect.stringMatching(/^gone:/)]);
    chat.plays(['boss', '/授权 zhao 小助手']);
    chat.leaves(zhao);
    expect(chat.says('boss', '确认').reply).toBe('现在没有等你确认的事。');
  });
  it('forgets who opened a chain or a campaign', () => {
    const chat = started('聚餐');
    chat.plays(['boss', '/打卡 新建 晨读 | 每天 | 21天'], ['boss', '确认']);
    chat.leaves(person('boss'));
    expect(JSON.stringify([chat.chain(1), chat.state.rowOf('checkin-campaigns', 'index')])).not.toContain(
      'boss',
    );
  });
});

describe('删除我的数据 in 打卡 and 积分', () => {
  it('takes days, words – also of days that were taken out – and points, and leaves others their places', () => {
    const chat = open();
    chat.plays(['boss', '/打卡 新建 晨读 | 每天 06:00-23:00 | 21天'], ['boss', '确认']);
    chat.plays([lisi, '打卡 紫色大象'], [zhao, '打卡 早'], ['boss', '/积分 加 LiSi 5 帮忙']);
    chat.plays(['boss', '/打卡 撤销 LiSi 今天'], [lisi, '我的打卡']);
    const day = 20_777;
    expect(chat.state.get(wordRows('~1', day), 'lisi')).toBe('紫色大象');
    chat.leaves(lisi);
    expect(chat.state.get(wordRows('~1', day), 'lisi')).toBeUndefined();
    expect(chat.state.get(recordRows('~1'), 'lisi')).toBeUndefined();
    expect(chat.state.get(accountRows, 'lisi')).toBeUndefined();
    expect(chat.state.get(ledgerRows, 'lisi/0')).toBeUndefined();
    expect(chat.state.get(wordRows('~1', day), 'zhao')).toBe('早');
    expect(chat.says(zhao, '我的打卡').reply).toContain('连续 1 天');
    expect(chat.says(zhao, '积分榜').reply).not.toContain('李四');
  });
  it('takes every page of a long ledger that is kept', () => {
    const chat = open();
    chat.state.apply([put(memberRows, 'lisi', { firstSeen: NOON, name: '李四' })]);
    for (let n = 0; n < 20; n += 1) chat.says('boss', `/积分 加 lisi 1 第${n}次`);
    expect([...chat.state.all(ledgerRows).keys()]).toHaveLength(3);
    chat.leaves(lisi);
    expect([...chat.state.all(ledgerRows).keys()]).toEqual([]);
  });
});

describe('a post that waits', () => {
  const without = unname({ id: lisi.id }, (said) => said.includes('李四'));
  it('loses the name, and what follows it on its line', () => {
    const message = {
      ...say('1. ', { type: 'data', text: '李四' }, ' · ', { type: 'data', text: '素食' }),
      mentions: [lisi, zhao],
    };
    expect(without(message)).toEqual({
      ...say('1. ', { type: 'data', text: '一位成员' }, ' · ', { type: 'data', text: '…' }),
      mentions: [zhao],
    });
    const next = say({ type: 'mention', member: lisi }, { type: 'line' }, { type: 'data', text: '小赵' });
    expect(plainText(without(next))).toBe('一位成员\n小赵');
  });
  it('is left alone when it is about others', () => {
    const message = say('欢迎 ', { type: 'data', text: '小赵' }, '李四写的规则');
    expect(without(message)).toBe(message);
  });
});
