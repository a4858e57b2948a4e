import { describe, expect, it } from 'vitest';
import { leadingDay, looksLikeDay } from '../../../src/features/checkin/parse-day.ts';
import {
  checkingIn,
  checkingInSomewhere,
  comingBack,
  dropping,
  lookingForMine,
  makingUp,
  pausing,
  ranking,
  readTitled,
  reminding,
  rewriting,
  undoing,
} from '../../../src/features/checkin/sentences.ts';

describe('sentences around 打卡', () => {
  it.each([
    [checkingIn, '今天打卡', ''],
    [checkingIn, '打卡了', ''],
    [checkingIn, '打卡读完第3章', '读完第3章'],
    [checkingIn, '打卡机坏了', undefined],
    [checkingIn, '打卡了吗', undefined],
    [checkingIn, '忘记打卡了', undefined],
    [checkingIn, '打卡读完了吗?', undefined],
    [makingUp, '补昨天的卡', '昨天'],
    [makingUp, '昨天的卡补一下', '昨天'],
    [makingUp, '身份证补卡要几天', undefined],
    [pausing, '打卡暂停三天', '三天'],
    [pausing, '打卡暂停了', undefined],
    [ranking, '本周打卡榜', '本周'],
    [ranking, '打卡总榜', '总榜'],
    [ranking, '打卡榜全部', '全部'],
    [ranking, '所有群的打卡榜', '所有群'],
    [ranking, '看一下全部群本周的打卡榜', '全部群本周'],
    [ranking, '各群打卡排行榜', '各群'],
    [ranking, '打卡榜本周所有群', '本周所有群'],
    [ranking, '所有人都打卡榜', undefined],
    [ranking, '所有群的打卡榜怎么看不到', undefined],
    [reminding, '关掉打卡提醒', '关掉'],
    [reminding, '别提醒我打卡了', '关'],
    [reminding, '提醒我打卡', undefined],
    [reminding, '取消打卡提醒', '取消'],
    [reminding, '把打卡提醒关掉吧', '关掉'],
    [reminding, '打卡提醒几点发', undefined],
    [checkingIn, '签个到', ''],
    [checkingIn, '今天的卡打了', ''],
    [checkingIn, '第18天打卡', '第18天'],
    [checkingIn, 'day 3 打卡', 'day 3'],
    [checkingIn, '打卡day3', 'day3'],
    [checkingIn, '第18天打卡的人好少', undefined],
    [checkingIn, '卡打不开', undefined],
    [checkingInSomewhere, '今天读了20分钟绘本,打卡', '今天读了20分钟绘本'],
    [checkingInSomewhere, '明天早点来,打卡', undefined],
    [checkingInSomewhere, '今天大家都打了,打卡', undefined],
    [checkingInSomewhere, '以后别提醒我打卡了', undefined],
    [makingUp, '补个卡', ''],
    [makingUp, '补昨天的', '昨天'],
    [makingUp, '昨天忘打卡了,我要补卡', '昨天'],
    [makingUp, '昨天的作业补一下', undefined],
    [lookingForMine, '我连续几天了', ''],
    [lookingForMine, '我今天打卡了吗', ''],
    [lookingForMine, '我打卡', undefined],
    [lookingForMine, '看看我打卡连续多少天了', ''],
    [lookingForMine, '你今天打卡了吗', undefined],
    [rewriting, '把刚才的打卡改成读完第5章', '读完第5章'],
    [undoing, '撤销刚才的打卡', ''],
    [undoing, '取消打卡活动吧', undefined],
    [ranking, '今天谁打卡了', '今天'],
    [ranking, '今天都谁打卡了', '今天'],
    [ranking, '今天谁还没打卡', undefined],
    [pausing, '打卡请三天假', '三天'],
    [pausing, '请三天假', undefined],
    [pausing, '我请假两天,打卡暂停2天', '2天'],
    [pausing, '我问一下,打卡暂停2天行吗', undefined],
    [dropping, '退出打卡', ''],
    [dropping, '今天不打卡了', undefined],
    [comingBack, '我要重新参加打卡', ''],
  ] as const)('%o hears %s as %j', (also, said, args) => {
    expect(also(said)).toBe(args);
  });
});

describe('a check-in that names its campaign first', () => {
  it.each([
    ['晨读打卡', '晨读', ''],
    ['晨读打卡:第五章', '晨读', '第五章'],
    ['晨读第三天打卡', '晨读', ''],
    ['今天的晨读打卡 Chapter 5', '晨读', 'Chapter 5'],
    ['公司打卡', '公司', ''],
    ['今天打卡', undefined, undefined],
    ['我打卡', undefined, undefined],
    ['昨天打卡', undefined, undefined],
    ['今天都谁打卡了', undefined, undefined],
    ['/打卡', undefined, undefined],
    ['晨读打卡点在哪', undefined, undefined],
    ['晨读打卡 怎么打', undefined, undefined],
  ])('%s', (said, title, rest) => {
    const read = readTitled(said);
    expect([read?.title, read?.rest]).toEqual([title, rest]);
  });
});

describe('a day to make up', () => {
  it.each([
    ['十一月十六', '2026-11-16'],
    ['十六号', '2026-11-16'],
    ['11.16', '2026-11-16'],
    ['这周一', '2026-11-16'],
    ['13-45', undefined],
    ['一本书', undefined],
  ])('%s is %s', (text, day) => {
    expect(leadingDay(text, '2026-11-18')?.day).toBe(day);
  });
  it.each([
    ['13-45', true],
    ['明天', true],
    ['那天', true],
    ['明天见', false],
    ['第2章', false],
  ])('%s looks like one: %s', (text, looks) => {
    expect(looksLikeDay(text)).toBe(looks);
  });
});
