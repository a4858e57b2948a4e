import { describe, expect, it } from 'vitest';
import { leadingDay, looksLikeDay } from '../../../src/features/checkin/parse-day.ts';
import {
  checkingIn,
  makingUp,
  pausing,
  ranking,
  reminding,
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
    [reminding, '关掉打卡提醒', '关掉'],
    [reminding, '别提醒我打卡了', '关'],
    [reminding, '提醒我打卡', undefined],
  ] as const)('%o hears %s as %j', (also, said, args) => {
    expect(also(said)).toBe(args);
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
