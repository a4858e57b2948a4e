import { describe, expect, it } from 'vitest';
import { checkinFeature } from '../../../src/features/checkin/index.ts';
import { metaRows, recordRows } from '../../../src/features/checkin/rows.ts';
import { activate, talk } from '../support.ts';
import { morning, village } from './village.ts';

const streakIn = (reply: string | undefined) => Number(/连续 (\d+)/.exec(reply ?? '')?.[1] ?? -1);

describe('a streak', () => {
  it('counts scheduled days only: holidays and moved workdays as the legal calendar has them', async () => {
    const group = await village({
      checkins: [{ ...morning, frequency: 'workdays' }],
      start: '2026-09-29 05:00',
    });
    for (const day of ['09-29', '09-30']) {
      await group.at(`2026-${day} 07:00`);
      await group.says('甲', '打卡');
    }
    // 国庆 to 10-07, then 10-08, 10-09 and the moved Saturday 10-10.
    await group.at('2026-10-03 07:00');
    expect(await group.says('甲', '打卡')).toContain('下一次');
    for (const [day, streak] of [
      ['10-08', 3],
      ['10-09', 4],
      ['10-10', 5],
      ['10-12', 6],
    ] as const) {
      await group.at(`2026-${day} 07:00`);
      expect([day, streakIn(await group.says('甲', '打卡'))]).toEqual([day, streak]);
    }
  });
  it('follows holidays.yaml before the legal calendar', async () => {
    const group = await village({
      checkins: [{ ...morning, frequency: 'workdays' }],
      holidays: { holidays: ['2026-11-17..2026-11-18'], workdays: ['2026-11-22'] },
    });
    await group.at('2026-11-16 07:00');
    await group.says('甲', '打卡');
    await group.at('2026-11-17 07:00');
    expect(await group.says('甲', '打卡')).toContain('下一次:后天');
    await group.at('2026-11-19 07:00');
    expect(streakIn(await group.says('甲', '打卡'))).toBe(2);
    await group.at('2026-11-20 10:00');
    await group.at('2026-11-22 07:00');
    expect(await group.says('甲', '打卡')).toContain('打卡成功');
  });
  it('outlives the first missed day of a week where there is rest, and not the second', async () => {
    const group = await village({ checkins: [{ ...morning, rest: { perWeek: 1 } }] });
    for (const day of ['16', '18']) {
      await group.at(`2026-11-${day} 07:00`);
      await group.says('甲', '打卡');
    }
    await group.at('2026-11-18 12:00');
    const mine = await group.says('甲', '我的打卡');
    expect(mine).toContain('连续 2 天 · 最长 2 天 · 共 2 天');
    expect(mine).toContain('11月16日起 ✅☕✅');
    await group.at('2026-11-19 12:00');
    expect(await group.says('甲', '我的打卡')).toContain('今天没打,连续 2 天到此为止,重新数起。');
    await group.at('2026-11-20 07:00');
    expect(streakIn(await group.says('甲', '打卡'))).toBe(1);
  });
  it('is counted in weeks where a week asks for so many days', async () => {
    const group = await village({ checkins: [{ ...morning, frequency: { weekly: 2 } }] });
    await group.at('2026-11-16 07:00');
    expect(await group.says('甲', '打卡')).toContain('本周 1/2 次 · 连续 0 周');
    await group.at('2026-11-22 07:00');
    expect(await group.says('甲', '打卡')).toContain('本周 2/2 次 · 连续 1 周');
    await group.at('2026-11-24 07:00');
    await group.says('甲', '打卡');
    await group.at('2026-11-25 07:00');
    expect(await group.says('甲', '打卡')).toContain('连续 2 周');
    await group.at('2026-12-07 07:00');
    expect(await group.says('甲', '打卡')).toContain('本周 1/2 次 · 连续 0 周');
  });
  it('asks once where once is asked', async () => {
    const once = { ...morning, frequency: 'once', start: '2026-11-16', days: 5 };
    const group = await village({ checkins: [once] });
    await group.at('2026-11-17 07:00');
    expect(await group.says('甲', '打卡')).toContain('打卡成功');
    await group.at('2026-11-18 07:00');
    expect(await group.says('甲', '打卡')).toContain('已经打过');
  });
});

describe('windows', () => {
  const twice = {
    ...morning,
    windows: [
      { open: '06:00', close: '08:00' },
      { open: '20:00', close: '22:00', grace: '5m' },
    ],
    points: { each: 2 },
  };
  it('count once each; one makes the day, each brings its points', async () => {
    const group = await village({ checkins: [twice] });
    await group.at('2026-11-16 07:00');
    expect(await group.says('甲', '打卡')).toBe(
      '✅ 打卡成功 · 今天第 1 位 · 连续 1 天\n积分 +2\n下次:今天 20:00-22:00',
    );
    expect(await group.says('甲', '打卡')).toContain('已经打过');
    await group.at('2026-11-16 22:03');
    expect(await group.says('甲', '打卡')).toContain('今天第 2 个时段也打上了 · 迟到\n积分 +2');
    expect(await group.says('甲', '我的积分')).toContain('你有 4 分');
    expect(await group.says('甲', '我的打卡')).toContain('连续 1 天 · 最长 1 天 · 共 1 天');
  });
});

describe('rules that change', () => {
  const at = (written: string) => Date.parse(`2026-11-${written.replace(' ', 'T')}:00+08:00`);
  it('leave the days that are over alone', () => {
    const before = activate(checkinFeature, { checkins: [{ ...morning, rest: { perWeek: 2 } }] });
    const first = talk([before], { now: 0 });
    for (const day of ['16', '18', '20']) first.say('甲', '打卡', at(`${day} 07:00`));
    // Harder from now on: no rest, and on weekdays only. What was rest stays rest.
    const harder = { ...morning, frequency: { weekdays: ['一', '二', '三', '四', '五'] } };
    const second = talk([activate(checkinFeature, { checkins: [harder] })], { now: 0 });
    second.state.apply(
      [...first.state.all(metaRows)].map(([row, value]) => ({ collection: 'checkin-meta', row, value })),
    );
    second.state.apply(
      [...first.state.all(recordRows('morning'))].map(([row, value]) => ({
        collection: 'checkin:morning',
        row,
        value,
      })),
    );
    // Edited on Friday after the window; the day's own closing notes it.
    second.fire('checkin.at', { campaign: 'morning', what: 'close', minutes: 550 }, at('20 10:00'));
    expect(second.say('甲', '我的打卡', at('22 12:00'))).toContain('连续 3 天 · 最长 3 天');
    expect(second.say('甲', '打卡', at('23 07:00'))).toContain('连续 4 天');
    expect(second.say('甲', '打卡', at('25 07:00'))).toContain('连续 1 天');
  });
});

describe('who leaves and comes back', () => {
  const done = async () => {
    const group = await village({ checkins: [morning], members: ['甲', '乙'] });
    await group.at('2026-11-16 07:00');
    await group.says('甲', '打卡');
    await group.says('乙', '打卡');
    await group.leaves('甲');
    return group;
  };
  it('goes on where they were within seven days', async () => {
    const group = await done();
    await group.at('2026-11-23 06:59');
    await group.joins('甲');
    expect(await group.says('甲', '打卡')).toContain('连续 1 天');
    expect(await group.says('甲', '我的打卡')).toContain('共 2 天');
  });
  it('begins anew after that', async () => {
    const group = await done();
    await group.at('2026-11-23 07:01');
    await group.joins('甲');
    await group.says('甲', '打卡');
    expect(await group.says('甲', '我的打卡')).toContain('共 1 天');
  });
  it('begins anew where nobody saw them come back', async () => {
    const group = await done();
    await group.at('2026-11-24 07:01');
    await group.says('甲', '打卡');
    expect(await group.says('甲', '我的打卡')).toContain('共 1 天');
  });
  it('drops off the board after a day', async () => {
    const group = await done();
    expect(await group.says('乙', '打卡榜 总')).toContain('甲');
    await group.at('2026-11-17 06:59');
    expect(await group.says('乙', '打卡榜 总')).toContain('甲');
    await group.at('2026-11-17 07:01');
    const board = await group.says('乙', '打卡榜 总');
    expect(board).not.toContain('甲');
    expect(board).toContain('1. 乙');
  });
});
