import { describe, expect, it } from 'vitest';
import { asEventId, asGroupId } from '../../../src/domain/ids.ts';
import { checkinFeature } from '../../../src/features/checkin/index.ts';
import { isOutage, merge } from '../../../src/features/checkin/outage.ts';
import { activate, talk } from '../support.ts';
import { morning } from './village.ts';

const at = (written: string) => Date.parse(`2026-11-${written.replace(' ', 'T')}:00+08:00`);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

describe('an outage', () => {
  const [opens, closes] = [0, 180 * MINUTE];
  it.each([
    ['ten minutes of a window', [[30 * MINUTE, 40 * MINUTE]], true],
    ['a second less', [[30 * MINUTE, 40 * MINUTE - SECOND]], false],
    ['a minute at the very end', [[closes - MINUTE, closes + MINUTE]], true],
    ['a second less at the end', [[closes - 59 * SECOND, closes + MINUTE]], false],
    ['a minute just before the last ten', [[closes - 11 * MINUTE, closes - 10 * MINUTE]], false],
    [
      'before and after the window',
      [
        [-30 * MINUTE, 0],
        [closes, closes + 30 * MINUTE],
      ],
      false,
    ],
    [
      'five minutes twice',
      [
        [10 * MINUTE, 15 * MINUTE],
        [20 * MINUTE, 25 * MINUTE],
      ],
      true,
    ],
  ] as [string, [number, number][], boolean][])('%s: %j is %s', (_, gaps, expected) => {
    expect(isOutage(gaps, opens, closes)).toBe(expected);
  });
  it('told twice is one', () => {
    expect(
      merge([
        [5, 9],
        [1, 3],
        [2, 6],
        [20, 30],
        [20, 30],
      ]),
    ).toEqual([
      [1, 9],
      [20, 30],
    ]);
  });
});

describe('days that an outage took', () => {
  const away = (from: string, to: string, id = 'away') => ({
    type: 'bot.away' as const,
    id: asEventId(`${id}-${from.length}`),
    at: at(to),
    group: asGroupId('newbie-01'),
    from: at(from),
    to: at(to),
  });
  const open = (more: object = {}) => {
    const chat = talk([activate(checkinFeature, { checkins: [{ ...morning, ...more }] })], { now: 0 });
    for (const day of ['16', '17']) chat.say('甲', '打卡', at(`${day} 07:00`));
    return chat;
  };
  it('break no streak, count as nothing, and are marked so', () => {
    const chat = open();
    chat.happen(away('18 08:00', '18 08:30'));
    expect(chat.say('甲', '我的打卡', at('18 12:00'))).toContain(
      '🔧 今天机器人掉线,已自动补救,连续 2 天不受影响。',
    );
    expect(chat.say('甲', '打卡', at('19 07:00'))).toContain('连续 3 天');
    const mine = chat.say('甲', '我的打卡', at('19 07:01')) ?? '';
    expect(mine).toContain('共 3 天');
    expect(mine).toContain('✅✅🔧✅');
  });
  it('count for who could check in all the same', () => {
    const chat = open();
    chat.say('甲', '打卡', at('18 07:00'));
    chat.happen(away('18 08:00', '18 08:30'));
    expect(chat.say('甲', '我的打卡', at('18 12:00'))).toContain('连续 3 天');
  });
  it('are not those on which next to nothing was lost', () => {
    const chat = open();
    chat.happen(away('18 07:00', '18 07:05'));
    expect(chat.say('甲', '打卡', at('19 07:00'))).toContain('连续 1 天');
  });
  it('add up over short gaps, and over whole days', () => {
    const chat = open();
    chat.happen(away('18 07:00', '18 07:06'));
    chat.happen(away('18 07:10', '18 07:15', 'second'));
    chat.happen(away('19 01:00', '21 23:00', 'third'));
    expect(chat.say('甲', '打卡', at('22 07:00'))).toContain('连续 3 天');
  });
  it('are not missed by anybody as far as rules hear', () => {
    const chat = open({ start: '2026-11-16' });
    const close = (day: string) =>
      chat.fire('checkin.at', { campaign: 'morning', what: 'close', minutes: 550 }, at(`${day} 09:10`));
    chat.happen(away('18 08:00', '18 08:30'));
    close('18');
    expect(chat.raised.map((event) => 'name' in event && event.name)).not.toContain('checkin.missed');
    close('19');
    expect(chat.raised.at(-1)).toMatchObject({
      name: 'checkin.missed',
      member: { id: '甲' },
      fields: { title: '晨读', day: '2026-11-19', lost: 2 },
    });
  });
});
