import { describe, expect, it } from 'vitest';
import { morning, village } from './village.ts';

describe('rules about check-ins', () => {
  it('hear of milestones, of days missed, and may ask for streaks and points', async () => {
    const group = await village({
      checkins: [{ ...morning, points: { each: 1, streak: { 3: 5 } }, badges: { 3: '三天' } }],
      rules: [
        {
          id: 'three',
          on: 'checkin.streak',
          groups: ['newbie-01'],
          when: [{ 'event.streak': 3 }],
          do: [{ send: '{{ member.name }} 连续 {{ member.streak }} 天' }, { points: 10 }],
        },
        {
          id: 'missed',
          on: 'checkin.missed',
          groups: ['newbie-01'],
          when: [{ 'event.lost': '>= 3' }],
          do: [{ send: '{{ member.name }} 断了' }],
        },
        {
          id: 'gift',
          on: 'message.received',
          groups: ['newbie-01'],
          when: [{ 'text.equals': '领奖' }, { 'member.streak': '>= 3', 'member.points': 18 }],
          do: [{ reply: '给你' }],
        },
        {
          id: 'rich',
          on: 'points.changed',
          groups: ['newbie-01'],
          when: [{ 'event.balance': '>= 18' }],
          do: [{ send: '{{ member.name }} 满 {{ member.points }} 分' }, { points: 100 }],
        },
      ],
    });
    for (const day of ['16', '17']) {
      await group.at(`2026-11-${day} 07:00`);
      await group.says('甲', '打卡');
      expect(await group.says('甲', '领奖')).toBeUndefined();
    }
    await group.at('2026-11-18 07:00');
    expect(await group.says('甲', '打卡')).toContain('积分 +6 · 🏅 拿到徽章「三天」');
    // Points given for points would never end, so a rule on points.changed gives none.
    expect(group.posts()).toEqual(['甲 连续 3 天', '甲 满 18 分']);
    expect(await group.says('甲', '领奖')).toBe('给你');
    await group.at('2026-11-19 09:09');
    expect(group.posts()).toEqual([]);
    await group.at('2026-11-19 09:11');
    expect(group.posts()).toEqual(['甲 断了']);
  });
  it('hear of everybody who missed a day, however many', async () => {
    const members = Array.from({ length: 95 }, (_, n) => `m${n}`);
    const group = await village({
      checkins: [morning],
      members,
      rules: [
        { id: 'log', on: 'checkin.missed', groups: ['newbie-01'], do: [{ send: '{{ member.name }}' }] },
      ],
    });
    await group.at('2026-11-16 07:00');
    for (const member of members) await group.says(member, '打卡');
    await group.at('2026-11-17 10:00');
    expect(group.posts().sort()).toEqual([...members].sort());
  });
});

describe('open-checkin', () => {
  const rules = [
    {
      id: 'call',
      on: 'message.received',
      groups: ['newbie-01'],
      when: [{ 'text.equals': '开营' }],
      do: [{ 'open-checkin': 'camp' }],
    },
  ];
  it('opens a campaign where the file names other groups, for as long as the file says', async () => {
    const camp = { ...morning, id: 'camp', groups: ['newbie-01', '!newbie-*'], start: '2026-01-01', days: 2 };
    const group = await village({ checkins: [{ ...camp, reminders: { at: ['08:00'] } }], rules });
    expect(await group.says('甲', '打卡')).toContain('没有打卡活动');
    await group.says('甲', '开营');
    expect(group.posts()).toEqual([
      '📣 「晨读」打卡开始啦(06:00-09:00),第一次:今天 06:00-09:00。@小群 发「打卡」就行。',
    ]);
    await group.at('2026-11-16 08:10');
    expect(group.posts()).toHaveLength(1);
    expect(await group.says('甲', '打卡')).toContain('打卡成功');
    await group.at('2026-11-18 07:00');
    expect(await group.says('甲', '打卡')).toContain('已经结束');
  });
  it('calls to one that runs already', async () => {
    const group = await village({ checkins: [{ ...morning, id: 'camp' }], rules });
    await group.at('2026-11-16 07:00');
    await group.says('甲', '开营');
    expect(group.posts()).toEqual(['📣 「晨读」打卡开始啦(06:00-09:00)。@小群 发「打卡」就行。']);
  });
});
