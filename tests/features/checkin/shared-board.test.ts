import { describe, expect, it } from 'vitest';
import { asGroupId } from '../../../src/domain/ids.ts';
import { readAskedBoard } from '../../../src/features/checkin/asked-board.ts';
import { checkinFeature } from '../../../src/features/checkin/index.ts';
import { communityFor, groupFor } from '../../support/decide.ts';
import { activate, talk } from '../support.ts';
import { morning, village } from './village.ts';

const everywhere = { ...morning, groups: ['newbie-*'] };
const second = { id: 'newbie-02', name: '二群' };
const two = () => village({ checkins: [everywhere], others: [second], members: ['甲', '乙', '丙', '丁'] });

describe('the board of all groups', () => {
  it('ranks everybody by days, then by name, names other groups and tells the asker their place', async () => {
    const group = await two();
    await group.at('2026-11-19 07:00');
    await group.says('丁', '打卡', 'newbie-02');
    await group.says('甲', '打卡');
    await group.at('2026-11-20 07:00');
    await group.says('丁', '打卡', 'newbie-02');
    await group.says('乙', '打卡');
    await group.says('丙', '打卡', 'newbie-02');
    expect(await group.says('乙', '打卡榜 全部')).toBe(
      [
        '【晨读】总榜 · 2 个群共 4 人打卡',
        '1. 丁 2 天 · 二群',
        '2. 丙 1 天 · 二群',
        '2. 乙 1 天',
        '2. 甲 1 天',
        '你是第 2 名。',
      ].join('\n'),
    );
    expect(await group.says('丁', '打卡总榜', 'newbie-02')).toContain('1. 丁 2 天\n');
    expect(await group.says('乙', '打卡榜 全部 今天')).toBe(
      '【晨读】今天 · 2 个群共 3 人打卡\n✅ 丁 · 二群\n✅ 丙 · 二群\n✅ 乙\n你今天也打了 🎉',
    );
    expect(await group.says('甲', '今天所有群的打卡榜')).toContain('你今天还没打,发「打卡」就能上榜。');
  });

  it('is named under the board of one group, and asked for anew each time', async () => {
    const group = await two();
    await group.at('2026-11-20 07:00');
    expect(await group.says('甲', '打卡榜')).toMatch(/2 个群在一起打,看所有群发「打卡榜 全部」。$/u);
    expect(await group.says('甲', '打卡榜 全部')).toContain('还没有人打卡');
    await group.says('甲', '打卡');
    expect(await group.says('甲', '打卡榜')).toMatch(/1\. 甲.*\n你是第 1 位。\n2 个群在一起打/u);
    await group.says('乙', '打卡', 'newbie-02');
    expect(await group.says('甲', '打卡榜 全部')).toContain('2 人打卡');
    await group.says('丙', '打卡', 'newbie-02');
    expect(await group.says('甲', '打卡榜 全部')).toContain('3 人打卡');
  });

  it('counts somebody who is in two groups once, and a day done in both once', async () => {
    const group = await two();
    await group.at('2026-11-19 07:00');
    await group.says('甲', '打卡');
    await group.at('2026-11-20 07:00');
    await group.says('甲', '打卡');
    await group.says('甲', '打卡', 'newbie-02');
    expect(await group.says('甲', '打卡榜 所有群')).toBe(
      '【晨读】总榜 · 2 个群共 1 人打卡\n1. 甲 2 天\n你是第 1 名。',
    );
    expect(await group.says('甲', '打卡榜 全部 本周', 'newbie-02')).toContain('1. 甲 2 天\n');
  });

  it('takes two who are known by the same name alone for two', async () => {
    const group = await two();
    await group.at('2026-11-20 07:00');
    await group.says('name:小李', '打卡', 'newbie-02');
    expect(await group.says('name:小李', '打卡榜 全部')).toContain('1. 小李 1 天 · 二群\n你还没上榜');
    await group.says('name:小李', '打卡');
    expect(await group.says('name:小李', '打卡榜 全部')).toContain('2 人打卡');
  });

  it('shows ten and the place of who comes after', async () => {
    const group = await two();
    await group.at('2026-11-20 07:00');
    for (let n = 10; n < 22; n++) await group.says(`m${n}`, '打卡', 'newbie-02');
    const board = (await group.says('甲', '打卡榜 全部')) ?? '';
    expect(board.split('\n')).toHaveLength(13);
    expect(board).toContain('…等 12 位\n你还没上榜');
  });

  it('forgets who was erased, who left the campaign, and who left a group a day ago', async () => {
    const group = await two();
    await group.at('2026-11-18 07:00');
    for (const who of ['甲', '乙', '丙', '丁']) await group.says(who, '打卡', 'newbie-02');
    await group.says('丙', '打卡 退出', 'newbie-02');
    await group.says('丁', '删除我的数据', 'newbie-02');
    await group.says('丁', '确认', 'newbie-02');
    await group.simulation.leaves('newbie-02', [{ id: '乙', name: '乙' }]);
    const soon = await group.says('戊', '打卡榜 全部');
    expect(soon).toContain('2 人打卡');
    expect(soon).not.toMatch(/丙|丁|已删除/u);
    await group.at('2026-11-19 07:30');
    const later = await group.says('戊', '打卡榜 全部');
    expect(later).toContain('1. 甲');
    expect(later).not.toContain('乙');
  });

  it('leaves out groups in which the campaign does not run, whatever is kept there', async () => {
    const open = {
      id: 'open',
      on: 'message.received',
      groups: ['newbie-03'],
      when: [{ 'text.equals': '开营' }],
      do: [{ 'open-checkin': 'morning' }],
    };
    const group = await village({
      checkins: [{ ...morning, groups: ['newbie-01', 'newbie-02'] }],
      others: [second, { id: 'newbie-03', name: '三群' }],
      rules: [open],
    });
    await group.at('2026-11-20 07:00');
    await group.says('甲', '开营', 'newbie-03');
    expect(await group.says('甲', '打卡', 'newbie-03')).toContain('打卡成功');
    await group.says('乙', '打卡', 'newbie-02');
    expect(await group.says('丙', '打卡榜 全部')).toContain('2 个群共 1 人打卡\n1. 乙 1 天 · 二群');
    // Opened by a rule where the file does not have it: it is that group's own.
    expect(await group.says('甲', '打卡榜 全部', 'newbie-03')).toContain('这个打卡只在本群');
  });

  it('is this group, in so many words, where the campaign is only here', async () => {
    const group = await village({ checkins: [morning] });
    await group.at('2026-11-20 07:00');
    await group.says('甲', '打卡');
    const board = '【晨读】总打卡 1 人\n1. 甲 1 天 · 连续 1 天\n你是第 1 名。';
    expect(await group.says('甲', '打卡榜 全部')).toBe(`${board}\n这个打卡只在本群,发「打卡榜」就是全部。`);
    expect(await group.says('甲', '打卡总榜')).toBe(board);
    expect(await group.says('甲', '打卡榜')).not.toContain('全部');
  });

  it('falls back to this group where others cannot be seen', () => {
    const community = communityFor({
      groups: [groupFor(), groupFor({ id: asGroupId('newbie-02'), name: '二群' })],
    });
    const now = Date.parse('2026-11-20T07:00:00+08:00');
    const chat = talk([activate(checkinFeature, { checkins: [everywhere] }, community)], { community, now });
    chat.say('m1', '打卡');
    expect(chat.say('m1', '打卡榜 全部')).toMatch(
      /^【晨读】总打卡 1 人\n1\. .+\n别的群现在看不到,先看本群的/su,
    );
  });
});

describe('what is asked of the board', () => {
  it.each([
    ['', undefined, undefined, ''],
    ['本周', '本周', undefined, ''],
    ['总', '总', undefined, ''],
    ['总榜', '总', 'meant', ''],
    ['全部', '总', 'said', ''],
    ['所有群 这周', '本周', 'said', ''],
    ['全部群的本周', '本周', 'said', ''],
    ['今天各个群', '今天', 'said', ''],
    ['晨读 全部', '总', 'said', '晨读'],
    ['全部课程', undefined, undefined, '全部课程'],
    ['去年', undefined, undefined, '去年'],
  ])('%j', (typed, period, all, rest) => {
    expect(readAskedBoard(typed)).toEqual({ period, all, rest });
  });
});
