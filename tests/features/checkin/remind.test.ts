import { describe, expect, it } from 'vitest';
import { morning, village } from './village.ts';

const reminders = { at: ['08:00', '08:30', '08:45'], mentions: 2 };
const open = (more: object = {}, rest: object = {}) =>
  village({ checkins: [{ ...morning, reminders, ...more }], ...rest });

describe('reminders', () => {
  it('name only those who have not done it, so many at once, with one follow-up', async () => {
    const group = await open();
    await group.at('2026-11-16 07:00');
    await group.says('甲', '打卡');
    group.posts();
    await group.at('2026-11-16 08:10');
    expect(group.posts()).toEqual([
      '⏰ 「晨读」(06:00-09:00)还没打的:@丙 @乙\n@小群 发「打卡」就行;不想被提醒就发「打卡提醒 关」。',
    ]);
    await group.says('乙', '打卡');
    await group.at('2026-11-16 08:40');
    expect(group.posts()).toEqual([expect.stringContaining('还没打的:@丙\n')]);
    // The third hour of the day is one too many for 丙.
    await group.at('2026-11-16 09:30');
    expect(group.posts()).toEqual([]);
  });
  it('leave out who pauses, who left and who wants none, until they want them again', async () => {
    const group = await open({ reminders: { at: ['08:00'] } });
    await group.says('甲', '打卡 暂停 3天');
    await group.says('乙', '打卡提醒 关');
    await group.says('丙', '打卡 退出');
    await group.at('2026-11-16 08:10');
    expect(group.posts()).toEqual([]);
    expect(await group.says('乙', '打卡提醒 开')).toContain('会提醒你');
    await group.says('甲', '打卡 恢复');
    await group.says('丙', '打卡 加入');
    await group.at('2026-11-17 08:10');
    expect(group.posts()).toEqual([expect.stringContaining('@丙 @乙 @甲')]);
  });
  it('say so after three silent rounds and are quiet from then on, until somebody is back', async () => {
    const group = await open({ reminders: { at: ['08:00'] } }, { members: ['甲'] });
    const rounds: string[] = [];
    for (const day of ['16', '17', '18', '19', '20']) {
      await group.at(`2026-11-${day} 08:10`);
      rounds.push(...group.posts());
    }
    expect(rounds).toHaveLength(3);
    expect(rounds[1]).not.toContain('先不打扰');
    expect(rounds[2]).toContain('甲:连着提醒了三次,之后先不打扰你;想要提醒就发「打卡提醒 开」。');
    await group.at('2026-11-21 07:00');
    await group.says('甲', '打卡');
    group.posts();
    await group.at('2026-11-22 08:10');
    expect(group.posts()).toHaveLength(1);
  });
  it('say nothing on days without a check-in and in the quiet hours', async () => {
    const off = await open({ frequency: { weekdays: ['二'] } });
    await off.at('2026-11-16 10:00');
    expect(off.posts()).toEqual([]);
    const quiet = await open({}, { group: { quietHours: '22:00-09:30' } });
    await quiet.at('2026-11-16 12:00');
    expect(quiet.posts()).toEqual([]);
  });
  it('have names for data', async () => {
    const group = await open({}, { members: ['<@all>'] });
    await group.at('2026-11-16 08:10');
    const said = group.simulation.timeline().filter(({ type }) => type === 'said');
    expect(said).toHaveLength(1);
    // Whoever it is, nobody but that one is pinged.
    expect(group.posts()[0]).toContain('还没打的:@');
  });
});

describe('/打卡 催 and 名单', () => {
  it('are for helpers, name who is missing, and ping', async () => {
    const group = await open({ reminders: { at: ['08:59'] } });
    await group.at('2026-11-16 07:00');
    await group.says('甲', '打卡');
    group.posts();
    expect(await group.says('乙', '/打卡 催')).toContain('要小助手以上');
    expect(await group.says('wangwu', '/打卡 名单 未打卡')).toBe('【晨读】今天还没打:2 人\n丙、乙');
    expect(await group.says('wangwu', '/打卡 催')).toBe('✅ 提醒了 2 位还没打的。');
    expect(group.posts()).toEqual([expect.stringContaining('@丙 @乙')]);
    await group.at('2026-11-16 10:00');
    expect(await group.says('wangwu', '/打卡 催')).toContain('今天已经打不了了');
  });
});

describe('the result of the day', () => {
  const summary = { at: '21:00', board: 2, weekly: '日 21:30' };
  it('is posted at its hour, where anybody came', async () => {
    const group = await open({ reminders: undefined, summary });
    for (const who of ['乙', '甲', '丙']) {
      await group.at('2026-11-16 07:00');
      await group.says(who, '打卡');
    }
    group.posts();
    await group.at('2026-11-16 21:10');
    expect(group.posts()).toEqual(['📋 【晨读】今天小结:3 人打卡\n1. 乙 连续 1 天\n2. 甲 连续 1 天']);
    await group.at('2026-11-17 23:00');
    expect(group.posts()).toEqual([]);
    await group.at('2026-11-18 07:00');
    await group.says('甲', '打卡');
    group.posts();
    await group.at('2026-11-18 21:10');
    expect(group.posts()).toEqual(['📋 【晨读】今天小结:1 人打卡,2 人没打\n1. 甲 连续 1 天']);
    await group.at('2026-11-22 22:00');
    expect(group.posts()).toEqual([
      '📊 【晨读】本周 3 人打卡,0 人全勤\n1. 甲 2 天 · 连续 0 天\n2. 丙 1 天 · 连续 0 天',
    ]);
  });
  it('after midnight is about the day before', async () => {
    const group = await open({ reminders: undefined, windows: undefined, summary: { at: '00:05' } });
    await group.at('2026-11-16 23:00');
    await group.says('甲', '打卡');
    group.posts();
    await group.at('2026-11-17 01:00');
    expect(group.posts()).toEqual(['📋 【晨读】昨天小结:1 人打卡\n1. 甲 连续 1 天']);
  });
});

describe('a campaign made in the chat', () => {
  it('reminds and sums up by itself, day after day, until it ends', async () => {
    const group = await village({});
    await group.says('lisi', '/打卡 新建 晨读 | 每天 06:00-09:00 | 2天 | 08:00提醒 | 21:00小结');
    expect(await group.says('lisi', '确认')).toContain('建好了');
    const posts: string[] = [];
    for (const day of ['16', '17', '18', '19']) {
      await group.at(`2026-11-${day} 07:00`);
      if (day < '18') await group.says('甲', '打卡');
      posts.push(...group.posts());
      await group.at(`2026-11-${day} 23:00`);
      posts.push(...group.posts().map((post) => `${day} ${post.slice(0, 2)}`));
    }
    expect(posts).toEqual(['16 ⏰ ', '16 📋', '17 ⏰ ', '17 📋']);
  });
});
