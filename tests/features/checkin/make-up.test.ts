import { describe, expect, it } from 'vitest';
import { morning, village } from './village.ts';

const makeup = { quota: 2, per: 'month', back: '3d', cost: 0, restoresStreak: true };
const open = async (more: object = {}, days = ['16', '18']) => {
  const group = await village({ checkins: [{ ...morning, makeup, ...more }] });
  for (const day of days) {
    await group.at(`2026-11-${day} 07:00`);
    await group.says('甲', '打卡');
  }
  return group;
};

describe('补卡', () => {
  it('fills the last missed day in and joins the streak', async () => {
    const group = await open();
    expect(await group.says('甲', '补卡')).toBe(
      '🩹 补好了昨天的卡 · 连续 3 天\n补卡还剩 1 次。60 秒内发「撤销」可以收回。',
    );
    const mine = await group.says('甲', '我的打卡');
    expect(mine).toContain('连续 3 天 · 最长 3 天 · 共 3 天');
    expect(mine).toContain('✅🩹✅');
    expect(mine).toContain('补卡还剩 1 次');
  });
  it.each([
    ['补卡 昨天 读完第2章', '补好了昨天'],
    ['补卡 11-17', '补好了昨天'],
    ['补卡 11月17日 补一下', '补好了昨天'],
    ['补卡 周二', '补好了昨天'],
    ['补签 17号', '补好了昨天'],
    ['补卡 今天', '已经打过'],
    ['补卡 11-16', '已经打过'],
    ['补卡 11-14', '只能补最近 3 天'],
    ['补卡 明天见', '补好了昨天'],
  ])('understands %s', async (typed, answer) => {
    expect(await (await open()).says('甲', typed)).toContain(answer);
  });
  it.each(['补卡 上周', '补卡 上个月', '补卡 99999-99-99', '补卡 13-45', '补卡 明天'])(
    'spends nothing on %s, which names no day to make up',
    async (typed) => {
      const group = await open();
      expect(await group.says('甲', typed)).not.toContain('补好了');
      expect(await group.says('甲', '我的打卡')).toContain('补卡还剩 2 次');
    },
  );
  it('is not needed while the window is open, and waits for days to come', async () => {
    const group = await open({}, []);
    await group.at('2026-11-20 07:00');
    expect(await group.says('甲', '补卡 今天')).toContain('这一天还能直接打');
  });
  it('ends with its quota, and begins anew with the month', async () => {
    const group = await open({ makeup: { ...makeup, back: '20d' } }, ['16']);
    await group.at('2026-11-25 12:00');
    await group.says('甲', '补卡 11-17');
    await group.says('甲', '补卡 11-18');
    expect(await group.says('甲', '补卡 11-19')).toContain('本月的 2 次补卡用完了');
    await group.at('2026-12-01 12:00');
    expect(await group.says('甲', '补卡 11-19')).toContain('补好了');
  });
  it('costs points where it does, and refuses who has too few', async () => {
    const group = await open({ makeup: { ...makeup, cost: 3 }, points: { each: 2 } });
    expect(await group.says('甲', '补卡')).toContain('用了 3 分');
    // Two check-ins, the made-up day, less the price.
    expect(await group.says('甲', '我的积分')).toContain('你有 3 分');
    await group.at('2026-11-20 12:00');
    await group.says('甲', '补卡');
    expect(await group.says('乙', '补卡')).toContain('补一次要 3 分,你现在有 0 分');
  });
  it('fills the record without the streak where that is the rule', async () => {
    const group = await open({ makeup: { ...makeup, restoresStreak: false } });
    expect(await group.says('甲', '补卡')).toContain('计入天数,不续连续');
    expect(await group.says('甲', '我的打卡')).toContain('连续 1 天 · 最长 1 天 · 共 3 天');
  });
  it('asks for the same proof', async () => {
    const group = await open({ proof: { text: { min: 4 } } }, []);
    await group.at('2026-11-17 12:00');
    expect(await group.says('甲', '补卡 昨天')).toContain('至少 4 个字');
    expect(await group.says('甲', '补卡 昨天 读完两章')).toContain('补好了');
  });
  it('says plainly where there is none', async () => {
    const group = await village({ checkins: [morning] });
    expect(await group.says('甲', '补卡')).toBe('「晨读」不能补卡。有特殊情况请找运营补录。');
  });
});

describe('撤销', () => {
  it('takes back a check-in with its points and its place', async () => {
    const group = await village({ checkins: [{ ...morning, points: { each: 2 } }] });
    await group.at('2026-11-16 07:00');
    await group.says('甲', '打卡 第一版');
    expect(await group.says('甲', '撤销')).toBe('↩️ 【晨读】刚才的打卡撤销了。');
    expect(await group.says('甲', '我的打卡')).toContain('还没打过卡');
    expect(await group.says('甲', '我的积分')).toContain('你有 0 分');
    expect(await group.says('乙', '打卡')).toContain('第 1 位');
    expect(await group.says('甲', '打卡 撤销')).toContain('没有可以撤销');
  });
  it('takes back a make-up, the quota and the price', async () => {
    const group = await open({ makeup: { ...makeup, cost: 1 }, points: { each: 1 } });
    await group.says('甲', '补卡');
    await group.says('甲', '撤销');
    const mine = await group.says('甲', '我的打卡');
    expect(mine).toContain('连续 1 天');
    expect(mine).toContain('补卡还剩 2 次');
    expect(await group.says('甲', '我的积分')).toContain('你有 2 分');
  });
  it('takes back a new text, and works for a minute', async () => {
    const group = await village({ checkins: [morning] });
    await group.at('2026-11-16 07:00');
    await group.says('甲', '打卡 第一版');
    expect(await group.says('甲', '打卡 修改 第二版')).toContain('改好了');
    expect(await group.says('甲', '我的打卡')).toContain('今天写的:第二版');
    await group.says('甲', '撤销');
    expect(await group.says('甲', '我的打卡')).toContain('今天写的:第一版');
    await group.says('甲', '打卡 修改 第三版');
    await group.at('2026-11-16 07:02');
    expect(await group.says('甲', '撤销')).toContain('60 秒内没有可以撤销');
  });
  it('leaves alone what an operator has changed since', async () => {
    const group = await village({ checkins: [morning] });
    await group.at('2026-11-16 07:00');
    await group.says('甲', '打卡');
    await group.says('lisi', '/打卡 补录 @甲 11-15');
    expect(await group.says('甲', '撤销')).toContain('又有改动');
    expect(await group.says('甲', '我的打卡')).toContain('连续 2 天');
  });
});
