import { describe, expect, it } from 'vitest';
import { morning, village } from './village.ts';

const open = async () => {
  const group = await village({ checkins: [{ ...morning, points: { each: 1, streak: { 3: 5 } } }] });
  for (const day of ['16', '18']) {
    await group.at(`2026-11-${day} 07:00`);
    await group.says('甲', '打卡');
  }
  return group;
};

describe('/打卡 补录 and 撤销', () => {
  it('put a day in with all that it brings, and take it out again', async () => {
    const group = await open();
    expect(await group.says('甲', '/打卡 补录 @甲 11-17')).toContain('要小助手以上');
    expect(await group.says('wangwu', '/打卡 补录 @甲 11-17')).toBe(
      '✅ 给 甲 补录了11月17日,现在连续 3 天。\n积分 +6',
    );
    expect(await group.says('甲', '我的积分')).toContain('你有 8 分');
    expect(await group.says('wangwu', '/打卡 补录 @甲 昨天')).toContain('已经打过了');
    expect(await group.says('lisi', '/打卡 撤销 @甲 11-17')).toContain('现在连续 1 天');
    expect(await group.says('甲', '我的积分')).toContain('你有 2 分');
    expect(await group.says('lisi', '/打卡 撤销 @甲 11-17')).toContain('没有打卡');
  });
  it.each([
    ['/打卡 补录 甲', '要写谁、哪一天'],
    ['/打卡 补录 11-17', '要写谁、哪一天'],
    ['/打卡 补录 @丁 昨天', '没找到'],
    ['/打卡 补录 昨天 @甲', '补录了11月17日'],
    ['/打卡 补录 晨读 @甲 昨天', '补录了11月17日'],
    ['/打卡 补录 @甲 12-01', '不用打卡'],
  ])('%s says %s', async (typed, answer) => {
    const reply = await (await open()).says('wangwu', typed);
    if (typed.endsWith('12-01')) expect(reply).toContain('补录了12月1日');
    else expect(reply).toContain(answer);
  });
});

describe('with several campaigns', () => {
  const both = async () => {
    const evening = { ...morning, id: 'evening', title: '夜跑', start: '2026-11-20' };
    const group = await village({ checkins: [morning, evening] });
    await group.at('2026-11-18 07:00');
    return group;
  };
  it.each([
    ['/打卡 补录 @甲 昨天', '比如:/打卡 补录 晨读 @甲 昨天'],
    ['/打卡 补录', '比如:/打卡 补录 晨读 @小王 昨天'],
    ['/打卡 撤销 @甲 昨天', '比如:/打卡 撤销 晨读 @甲 昨天'],
    ['/打卡 补录 @甲 昨天 晨读', '✅ 给 甲 补录了11月17日'],
    ['/打卡 催', '是哪一个?请写上标题:晨读、夜跑。比如:/打卡 催 晨读'],
    ['/打卡 暂停 早读', '没有叫「早读」的打卡。\n是哪一个?请写上标题:晨读、夜跑。比如:/打卡 暂停 晨读'],
    ['/打卡 名单 夜跑', '【夜跑】今天不用打卡,没有要催的。'],
  ])('%s says %s', async (typed, answer) => {
    const group = await both();
    expect(await group.says('lisi', typed)).toContain(answer);
  });
});

describe('/打卡 暂停 and 恢复', () => {
  it('stop the campaign for all without breaking anything', async () => {
    const group = await open();
    await group.at('2026-11-19 05:00');
    expect(await group.says('lisi', '/打卡 暂停')).toContain('从今天起暂停');
    expect(await group.says('lisi', '/打卡 暂停')).toContain('已经在暂停');
    await group.at('2026-11-19 07:00');
    expect(await group.says('甲', '打卡')).toContain('暂停中,不用打');
    await group.at('2026-11-22 05:00');
    expect(await group.says('lisi', '/打卡 恢复')).toContain('从今天起照常');
    await group.at('2026-11-22 07:00');
    expect(await group.says('甲', '打卡')).toContain('连续 2 天');
    const mine = await group.says('甲', '我的打卡');
    expect(mine).toContain('11月16日起 ✅⬜✅⏸⏸⏸✅');
  });
});

describe('boards', () => {
  it('rank by days for a week, a month and all time, with the own place always', async () => {
    const members = Array.from({ length: 12 }, (_, n) => `m${String(n).padStart(2, '0')}`);
    const group = await village({ checkins: [morning], members, start: '2026-10-30 05:00' });
    for (const [day, count] of [
      ['10-30', 12],
      ['11-01', 11],
      ['11-02', 3],
      ['11-03', 2],
    ] as const) {
      await group.at(`2026-${day} 07:00`);
      for (const member of members.slice(0, count)) await group.says(member, '打卡');
    }
    expect(await group.says('m11', '打卡榜')).toBe(
      '【晨读】今天打卡 2 人\n1. m00 连续 3 天\n2. m01 连续 3 天\n你今天还没打,发「打卡」就能上榜。',
    );
    const week = await group.says('m02', '打卡榜 本周');
    expect(week).toBe(
      '【晨读】本周打卡 3 人\n1. m00 2 天 · 连续 3 天\n1. m01 2 天 · 连续 3 天\n3. m02 1 天 · 连续 2 天\n你是第 3 名。',
    );
    expect(await group.says('m00', '打卡榜 本月')).toContain('本月打卡 11 人\n1. m00 3 天');
    const all = (await group.says('m11', '打卡榜 总')) ?? '';
    expect(all).toContain('总打卡 12 人\n1. m00 4 天');
    expect(await group.says('m00', '打卡榜 去年')).toMatch(/^没看懂「去年」,先看今天的。.+打卡榜 本周/u);
    expect(await group.says('m00', '打卡榜 本周')).not.toContain('没看懂');
    expect(all.split('\n')).toHaveLength(13);
    expect(all).toContain('…等 12 位\n你是第 12 名。');
  });
});
