import { describe, expect, it } from 'vitest';
import { checkinFeature } from '../../../src/features/checkin/index.ts';
import { confirmFeature } from '../../../src/features/confirm/index.ts';
import { communityFor, groupFor, NOON } from '../../support/decide.ts';
import { activate, problemsOf, talk } from '../support.ts';

const morning = {
  id: 'morning',
  title: '晨读',
  groups: ['newbie-01'],
  windows: [{ open: '06:00', close: '09:00', grace: '10m' }],
};
const at = (clock: string, day = '2026-11-20') => Date.parse(`${day}T${clock}:00+08:00`);
const open = (checkins: readonly object[] = [], community = communityFor()) =>
  talk([activate(checkinFeature, { checkins }, community), activate(confirmFeature, undefined)], {
    community,
    now: NOON,
  });

describe('打卡', () => {
  it('answers with place and streak, and says what is next', () => {
    const chat = open([morning]);
    expect(chat.say('甲', '打卡', at('07:00'))).toBe(
      '✅ 打卡成功 · 今天第 1 位 · 连续 1 天\n下次:明天 06:00-09:00',
    );
    expect(chat.say('乙', '打卡 读完第3章', at('07:01'))).toContain('今天第 2 位 · 连续 1 天');
    expect(chat.say('甲', '打卡', at('06:00', '2026-11-21'))).toContain('今天第 1 位 · 连续 2 天');
    expect(chat.say('甲', '打卡', at('06:00', '2026-11-23'))).toContain('连续 1 天');
  });
  it('hears the title of a campaign before the word, and no other word', () => {
    const chat = open([morning]);
    expect(chat.say('甲', '公司打卡', at('07:00'))).toBeUndefined();
    expect(chat.say('甲', '网红打卡 值得一去', at('07:00'))).toBeUndefined();
    expect(chat.say('甲', '晨读打卡:第五章', at('07:00'))).toContain('今天第 1 位');
    expect(chat.say('甲', '我的打卡', at('07:01'))).toContain('今天写的:第五章');
  });
  it('counts one a day, keeps the first, and takes the new text', () => {
    const chat = open([morning]);
    chat.say('甲', '打卡 第一版', at('07:00'));
    chat.say('乙', '打卡', at('07:30'));
    expect(chat.say('甲', '打卡 第二版', at('08:00'))).toBe(
      '你今天已经打过卡啦 · 第 1 位 · 连续 1 天,按第一次算。\n内容已换成刚写的。',
    );
    expect(chat.say('甲', '打卡', at('08:01'))).not.toContain('换成');
    expect(chat.say('甲', '我的打卡', at('08:02'))).toContain('今天写的:第二版');
    expect(chat.say('丙', '打卡', at('08:03'))).toContain('第 3 位');
  });
  it.each([
    ['05:59', '现在不在「晨读」的打卡时间(06:00-09:00)。下一次:今天 06:00-09:00'],
    ['08:59', '✅ 打卡成功 · 今天第 1 位 · 连续 1 天\n'],
    ['09:00', '✅ 打卡成功 · 今天第 1 位 · 连续 1 天 · 迟到\n过了 09:00'],
    ['09:09', '迟到'],
    ['09:10', '下一次:明天 06:00-09:00'],
  ])('at %s says %s', (clock, answer) => {
    expect(open([morning]).say('甲', '打卡', at(clock))).toContain(answer);
  });
  it('goes by when it was said, and joins the streak when it arrives late', () => {
    const chat = open([morning]);
    for (const day of ['18', '20']) chat.say('甲', '打卡', at('07:00', `2026-11-${day}`));
    expect(chat.say('甲', '打卡', at('07:00', '2026-11-19'))).toContain('连续 3 天');
    expect(chat.say('甲', '我的打卡', at('08:00'))).toContain('连续 3 天 · 最长 3 天 · 共 3 天');
  });
  it('leaves the streak alone on days nobody asked for', () => {
    const chat = open([{ ...morning, frequency: 'workdays' }]);
    chat.say('甲', '打卡', at('07:00', '2026-11-20'));
    expect(chat.say('甲', '打卡', at('07:00', '2026-11-21'))).toContain('下一次:后天');
    expect(chat.say('甲', '打卡', at('07:00', '2026-11-23'))).toContain('连续 2 天');
  });
  it('asks for enough text, and counts nothing before', () => {
    const chat = open([{ ...morning, proof: { text: { min: 3 } } }]);
    expect(chat.say('甲', '打卡', at('07:00'))).toContain('至少 3 个字');
    expect(chat.say('甲', '打卡 读完', at('07:00'))).toContain('至少 3 个字');
    expect(chat.say('甲', '打卡 读完了', at('07:00'))).toContain('第 1 位');
  });
  it('counts the night for the day before where the day ends at four', () => {
    const owls = communityFor({ groups: [groupFor({ dayStartsAt: 240 })] });
    const chat = open([{ id: 'night', title: '夜读', groups: ['newbie-01'] }], owls);
    chat.say('甲', '打卡', at('03:59', '2026-11-20'));
    expect(chat.say('甲', '打卡', at('04:00', '2026-11-20'))).toContain('连续 2 天');
    expect(chat.say('甲', '打卡', at('01:00', '2026-11-21'))).toContain('已经打过');
  });
  it('says when it begins and that it is over', () => {
    const chat = open([{ ...morning, start: '2026-11-20', days: 2 }]);
    expect(chat.say('甲', '打卡', at('07:00', '2026-11-18'))).toContain('还没开始,第一次:后天 06:00-09:00');
    chat.say('甲', '打卡', at('07:00', '2026-11-20'));
    expect(chat.say('甲', '打卡', at('07:00', '2026-11-21'))).toContain('最后一天,你一共打了 2 天');
    expect(chat.say('甲', '打卡', at('07:00', '2026-11-22'))).toContain('已经结束');
  });
  it('is kind where there is no campaign, and tells operators what to type', () => {
    const chat = open();
    expect(chat.say('甲', '打卡')).toBe(
      '本群现在没有打卡活动。\n想一起打卡?请运营发「/打卡 新建 晨读 | 每天 06:00-09:00 | 21天」。',
    );
    expect(chat.say('zhangsan', '打卡')).toContain('要开一个就发:/打卡 新建');
  });
  it('does not take talk about 打卡 for one', () => {
    expect(open([morning]).say('甲', '打卡机坏了', at('07:00'))).toBeUndefined();
  });
});

describe('several campaigns', () => {
  const run = {
    id: 'run',
    title: '晨跑',
    groups: ['newbie-01'],
    windows: [{ open: '08:00', close: '10:00' }],
  };
  it('takes the one that is open, the one that is named, the one not done yet', () => {
    const chat = open([morning, run]);
    expect(chat.say('甲', '打卡', at('07:00'))).toContain('✅ 【晨读】打卡成功');
    expect(chat.say('乙', '打卡', at('08:30'))).toBe('要打哪一个?「打卡 晨读」 或 「打卡 晨跑」');
    expect(chat.say('乙', '打卡 晨跑 五公里', at('08:30'))).toContain('✅ 【晨跑】打卡成功');
    expect(chat.say('甲', '打卡', at('08:30'))).toContain('✅ 【晨跑】打卡成功');
    expect(chat.say('丙', '打卡', at('09:30'))).toContain('✅ 【晨跑】打卡成功');
    expect(chat.say('丙', '打卡', at('05:00'))).toContain('现在不在「晨读」的打卡时间');
  });
});

describe('我的打卡 and 打卡榜', () => {
  it('shows streaks, today and the last days', () => {
    const chat = open([morning]);
    for (const day of ['16', '17', '19']) chat.say('甲', '打卡', at('07:00', `2026-11-${day}`));
    chat.say('甲', '打卡', at('09:05', '2026-11-20'));
    expect(chat.say('甲', '我的打卡', at('12:00'))).toBe(
      '【晨读】连续 2 天 · 最长 2 天 · 共 4 天\n今天已打卡,第 1 位。\n今天打了卡,连续 1 → 2 天。\n11月16日起 ✅✅⬜✅🕘',
    );
    expect(chat.say('甲', '我的打卡', at('12:00', '2026-11-22'))).toContain('连续 0 天 · 最长 2 天');
    expect(chat.say('乙', '我的打卡', at('12:00'))).toContain('还没打过卡');
  });
  it('lists the first of today and the own place, names as data', () => {
    const chat = open([morning]);
    expect(chat.say('m0', '打卡榜', at('07:00'))).toContain('还没有人打卡');
    for (let n = 0; n < 60; n++) chat.say(`m${n}`, '打卡', at('07:00'));
    const board = chat.say('m59', '打卡榜', at('07:30')) ?? '';
    expect(board.split('\n')).toHaveLength(13);
    expect(board).toContain('【晨读】今天打卡 60 人\n1. 成员m0 连续 1 天');
    expect(board).toContain('…等 60 位\n你是第 60 位。');
    const asked = chat.state.asked.length;
    chat.say('late', '打卡', at('07:40'));
    expect(new Set(chat.state.asked.slice(asked)).size).toBeLessThan(8);
    const parts = chat.outcome('m1', '打卡榜', at('07:50'))?.reply?.parts ?? [];
    expect(parts).toContainEqual({ type: 'data', text: '成员m0' });
  });
});

describe('outside the window', () => {
  it('says when it opens rather than to try now', () => {
    const chat = open([morning]);
    expect(chat.say('甲', '打卡榜', at('05:00'))).toBe(
      '【晨读】今天打卡 0 人\n还没有人打卡,下一次:今天 06:00-09:00。',
    );
    expect(chat.say('甲', '我的打卡', at('21:00'))).toBe(
      '【晨读】还没打过卡,连续 0 天。下一次:明天 06:00-09:00。',
    );
    chat.say('乙', '打卡', at('07:00'));
    expect(chat.say('甲', '打卡榜', at('21:00'))).not.toContain('就能上榜');
    expect(chat.say('甲', '打卡榜', at('08:00'))).toContain('就能上榜');
  });
  it('gives long words back short', () => {
    const chat = open([morning]);
    chat.say('甲', `打卡 ${'很长的话'.repeat(50)}`, at('07:00'));
    expect((chat.say('甲', '我的打卡', at('07:01')) ?? '').length).toBeLessThan(140);
  });
});

describe('/打卡 新建', () => {
  it('echoes, waits, and runs', () => {
    const chat = open();
    expect(chat.say('zhangsan', '/打卡 新建 晨读 | 每天 06:00-09:00 | 21天', at('07:00'))).toContain(
      '准备开打卡【晨读】:每天 06:00-09:00,11月20日开始,12月10日结束。',
    );
    expect(chat.say('甲', '打卡', at('07:00'))).toContain('没有打卡活动');
    expect(chat.say('zhangsan', '确认', at('07:01'))).toContain('✅ 打卡【晨读】建好了');
    expect(chat.say('甲', '打卡', at('07:02'))).toContain('✅ 打卡成功');
    expect(chat.say('甲', '打卡', at('07:02', '2026-12-11'))).toContain('已经结束');
  });
  it.each([
    ['晨读 | 每天 06:00-09:00', at('10:00'), '每天 06:00-09:00,11月21日开始,长期'],
    ['晨读 | 工作日 | 每天 6点到9点', at('07:00'), '工作日 06:00-09:00,11月20日开始'],
    ['晨读 | 工作日 6点到9点 宽限10分钟', at('07:00'), '工作日 06:00-09:00,宽限 10 分钟,11月20日开始'],
    ['晨读 | 周一三五 | 12-01开始 | 10天', at('07:00'), '每周一、三、五 全天,12月1日开始,12月10日结束'],
    ['夜跑 | 周一三五 | 晚上8点到10点', at('07:00'), '每周一、三、五 20:00-22:00'],
    ['夜读 | 晚上10点到6点', at('07:00'), '每天 22:00-06:00'],
    [
      '晨读 每天 06:00-09:00 21天',
      at('07:00'),
      '准备开打卡【晨读】:每天 06:00-09:00,11月20日开始,12月10日结束',
    ],
    ['晨读 一起来', at('07:00'), '准备开打卡【晨读 一起来】:每天 全天'],
    ['晨读 | 至少5个字', at('07:00'), '至少写 5 个字'],
    ['晨读 | 补卡2次', at('07:00'), '每月可补卡 2 次'],
    ['晨读 | 每周3次 | 关键词 已读', at('07:00'), '每周 3 次 全天,11月20日开始,长期,要写「已读」'],
    [
      '晨读 | 休1天 | 08:30提醒 | 21:00小结 | 每次2分',
      at('07:00'),
      '每周可休 1 天,每次 2 分,08:30 提醒,21:00 小结',
    ],
    ['晨读 | 唱歌2次', at('07:00'), '「唱歌2次」我还看不懂'],
    ['晨读 | 25:00-26:00', at('07:00'), '我还看不懂'],
    ['', at('07:00'), '先写标题'],
  ])('%s at %i is %s', (plan, now, answer) => {
    expect(open().say('zhangsan', `/打卡 新建 ${plan}`, now)).toContain(answer);
  });
  it('says what it does not know instead of showing something else', () => {
    const chat = open([{ ...morning, start: '2026-01-01', end: '2027-12-31' }]);
    const reply = chat.say('zhangsan', '/打卡 翻倍 @小王');
    expect(reply).toMatch(/^「\/打卡 翻倍 @小王」我还看不懂/);
    expect(reply).toContain('2026年1月1日开始,2027年12月31日结束');
    expect(chat.say('zhangsan', '/打卡 结束 夜跑')).toMatch(/^没有叫「夜跑」的打卡/);
  });
  it('refuses a second of the same name, and members', () => {
    const chat = open([morning]);
    expect(chat.say('zhangsan', '/打卡 新建 晨读')).toContain('已经有叫');
    chat.say('甲', '/打卡 新建 夜读');
    expect(chat.say('甲', '确认')).toContain('没有等你确认');
  });
  it('ends one made in the chat after asking, and sends the others to their file', () => {
    const chat = open([morning]);
    chat.say('zhangsan', '/打卡 新建 夜读');
    chat.say('zhangsan', '确认');
    expect(chat.say('zhangsan', '/打卡 列表')).toContain('【夜读】每天 全天,11月20日开始,长期');
    expect(chat.say('zhangsan', '/打卡 结束 晨读')).toContain('checkins.yaml');
    expect(chat.say('zhangsan', '/打卡 结束 夜读')).toContain('准备结束打卡【夜读】');
    expect(chat.say('zhangsan', '确认')).toContain('已结束');
    expect(chat.say('zhangsan', '/打卡 列表')).not.toContain('夜读');
  });
});

describe('checkins.yaml', () => {
  it.each([
    [{ ...morning, points: { each: -1 } }, 'checkins.0.points.each'],
    [{ ...morning, points: { streak: { seven: 5 } } }, 'checkins.0.points.streak.seven'],
    [{ ...morning, makeup: { quota: 2, back: '60d' } }, 'checkins.0.makeup.back: 要写成 1d 到 31d'],
    [{ ...morning, makeup: { quota: 2, per: 'year' } }, 'checkins.0.makeup.per: 要写 week'],
    [{ ...morning, reminders: { at: ['8.30'] } }, 'checkins.0.reminders.at.0'],
    [
      { ...morning, summary: { at: '21:00', weekly: '周末' } },
      "checkins.0.summary.weekly: 要写成 '日 21:00'",
    ],
    [{ ...morning, rest: { perWeek: 9 } }, 'checkins.0.rest.perWeek'],
    [{ ...morning, frequency: { weekly: 3 }, rest: { perWeek: 1 } }, 'checkins.0.rest: 按周次'],
    [{ ...morning, frequency: 'hourly' }, 'checkins.0.frequency: 要写 daily'],
    [{ ...morning, proof: { video: true } }, 'checkins.0.proof: 要写 none'],
    [{ ...morning, days: 3 }, 'checkins.0.days: 写了 days 也要写 start'],
    [{ ...morning, start: '2026-02-30' }, 'checkins.0.start: 要写成存在的日期'],
    [{ ...morning, start: '2026-12-01', end: '2026-11-01' }, 'checkins.0.end: end 要在 start 之后'],
    [{ ...morning, windows: [{ open: '6', close: '09:00' }] }, 'checkins.0.windows.0.open'],
    [{ ...morning, groups: ['nobody'] }, 'checkins.0.groups.0: 没有叫「nobody」的群'],
    [{ ...morning, frequency: 'workdays', end: '2031-01-01' }, 'warning checkins.0.frequency: 2031 年'],
  ])('says of %j: %s', (campaign, problem) => {
    expect(problemsOf(checkinFeature, { checkins: [campaign] }).join('\n')).toContain(problem);
  });
  it('refuses groups in which nobody is heard, and warns of those that cannot be spoken to', () => {
    const none = { hears: new Set<never>(), says: new Set<never>(), confirm: 'none' as const };
    const groups = [
      groupFor({ id: 'vip', capabilities: none }),
      groupFor({ id: 'mute', capabilities: { ...none, hears: new Set(['mention'] as const) } }),
    ];
    const problems = (selectors: readonly string[]) =>
      problemsOf(
        checkinFeature,
        { checkins: [{ ...morning, groups: selectors, reminders: { at: ['08:00'] } }] },
        communityFor({ groups }),
      );
    expect(problems(['vip'])).toEqual(['error checkins.0.groups.0: 群「vip」里机器人听不到消息,不能打卡。']);
    expect(problems(['v*'])).toEqual(['error checkins.0.groups: 选中的群里机器人都听不到消息,不能打卡。']);
    expect(problems(['all'])).toEqual([
      'warning checkins.0.groups: 群「vip」里机器人听不到消息,那里没有这个打卡。',
    ]);
    expect(problems(['mute'])).toEqual([
      'warning checkins.0.reminders: 群「mute」没有能主动发消息的通道,提醒和小结发不出去。',
    ]);
  });
  it('accepts what it honours', () => {
    const full = {
      ...morning,
      frequency: 'daily',
      start: '2026-12-01',
      days: 21,
      proof: { text: { min: 2 } },
      makeup: { quota: 2, per: 'month', back: '3d', cost: 0, restoresStreak: true },
      rest: { perWeek: 1 },
      points: { each: 1, early: { before: '07:00', extra: 1 }, streak: { 7: 5, 21: 20 } },
      badges: { 7: '一周' },
      reminders: { at: ['08:30'], mentions: 10 },
      summary: { at: '21:00', board: 10, weekly: '日 21:00' },
    };
    expect(problemsOf(checkinFeature, { checkins: [full] })).toEqual([]);
  });
});
