import { describe, expect, it } from 'vitest';
import { memberRows } from '../../../src/domain/people.ts';
import { put } from '../../../src/domain/state.ts';
import { features } from '../../../src/features/index.ts';
import { tagRows } from '../../../src/features/tags/rows.ts';
import { converse } from '../../support/converse.ts';
import { communityFor, NOON, operator } from '../../support/decide.ts';

const DAY = 86_400_000;
const community = communityFor({
  operators: [operator('boss', 'owner'), operator('ops', 'operator'), operator('helper1', 'helper')],
});
const open = () => {
  const chat = converse({ features, community });
  chat.state.apply([
    put(memberRows, 'wang1', {
      firstSeen: NOON - 9 * DAY,
      name: '小王',
      card: '北京-小王-设计师',
      joinedAt: NOON - 9 * DAY,
    }),
    put(memberRows, 'wang2', { firstSeen: NOON - 3 * DAY, name: '小王', lastSeen: NOON }),
    put(memberRows, 'li', { firstSeen: NOON - 8 * DAY, name: '小李<@all>', staff: true }),
    put(memberRows, 'gone', { firstSeen: NOON - 8 * DAY, name: '走了', left: NOON - DAY }),
    put(tagRows, 'wang1', ['vip']),
    put(tagRows, 'gone', ['old']),
  ]);
  return chat;
};

describe('/成员 名单', () => {
  it('lists who is here with numbers, in the order in which they came, without an id', () => {
    const chat = open();
    const said = chat.says('helper1', '/成员 名单').reply;
    expect(said?.split('\n')).toEqual([
      '本群我认得 3 位:',
      '1. 北京-小王-设计师 「vip」',
      '2. 小李<@all>(同事)',
      '3. 小王',
      '看一位发「/成员 查 1」。',
    ]);
    expect(said).not.toMatch(/wang1|wang2/);
  });
  it('goes page by page, with numbers that go on', () => {
    const chat = converse({ features, community });
    chat.state.apply(
      Array.from({ length: 45 }, (_, n) => put(memberRows, `m${n}`, { firstSeen: n, name: `人${n + 1}` })),
    );
    expect(chat.says('helper1', '/成员').reply).toMatch(
      /^本群我认得 45 位,第 1\/3 页:\n1\. 人1\n.*20\. 人20\n/s,
    );
    expect(chat.says('helper1', '/成员 名单 3').reply).toMatch(/第 3\/3 页:\n41\. 人41\n.*45\. /s);
    expect(chat.says('helper1', '/成员 查 43').reply).toContain('【人43】');
    // 3 is a number of another page: not of the list before one's eyes.
    expect(chat.says('helper1', '/成员 查 3').reply).toContain('没找到');
    expect(chat.says('helper1', '/成员 名单 4').reply).toBe(
      '没有第 4 页,一共 3 页。从头看发「/成员 名单」。',
    );
    expect(chat.says('helper1', '/成员 名单 甲乙').reply).toContain('写第几页就好');
  });
});

describe('/成员 查', () => {
  it('tells what is known of one, without an id', () => {
    const said = open().says('helper1', '/成员 查 @北京-小王-设计师').reply;
    expect(said?.split('\n')).toEqual(['【北京-小王-设计师】', '也叫:小王', '标签:vip', '11月11日进群']);
    expect(open().says('helper1', '/成员 查 wang2').reply).toBe(
      '【小王】\n还没有登记名片。\n11月17日第一次见到,最近一次 11月20日',
    );
  });
  it('numbers those of one name, and takes the number next', () => {
    const chat = open();
    expect(chat.says('helper1', '/成员 查 小王').reply?.split('\n')).toEqual([
      '叫「小王」的不止一位:',
      '1. 北京-小王-设计师 · 11月11日进群',
      '2. 小王 · 11月17日第一次见到',
      '用序号再发一次,比如:/成员 查 1',
    ]);
    expect(chat.says('helper1', '/成员 查 2').reply).toContain('还没有登记名片');
  });
  it('says so when there is nobody, or nobody was named', () => {
    expect(open().says('helper1', '/成员 查 走了').reply).toContain('本群没找到「走了」');
    expect(open().says('helper1', '/成员 查').reply).toContain('写上查谁');
  });
});

describe('/成员 标签', () => {
  it.each([
    ['加 讲师', ['vip', '讲师']],
    ['+ 讲师、志愿者', ['vip', '讲师', '志愿者']],
    ['加 vip 讲师 讲师', ['vip', '讲师']],
    ['添加讲师', ['vip', '讲师']],
    ['去 vip', undefined],
    ['-vip', undefined],
    ['删除 vip、别的', undefined],
  ])('@北京-小王-设计师 %s', (change, tags) => {
    const chat = open();
    expect(chat.says('ops', `/成员 标签 @北京-小王-设计师 ${change}`).reply).toContain(
      '✅ 北京-小王-设计师 现在',
    );
    expect(chat.state.get(tagRows, 'wang1')).toEqual(tags);
  });
  it.each([
    ['wang1 加 vip', '已经有了,现在的标签:vip'],
    ['wang1 去 讲师', '没有这个标签,现在的标签:vip'],
    ['wang2 去 讲师', '还没有标签,没有可去的'],
    ['wang1 加 a|b', '标签「a|b」不行'],
    ['小王 加 vip', '叫「小王」的不止一位:\n1. 北京-小王-设计师\n2. 小王\n'],
    ['没这人 加 vip', '本群没找到「没这人」'],
    [`wang2 加 ${Array.from({ length: 21 }, (_, n) => `t${n}`).join(' ')}`, '每人最多 20 个标签'],
  ])('%s changes nothing and says why', (typed, answer) => {
    const chat = open();
    const { reply, writes } = chat.says('ops', `/成员 标签 ${typed}`);
    expect(reply).toContain(answer);
    expect(writes.filter(({ collection }) => collection === 'member-tags')).toEqual([]);
    expect(chat.says('boss', '/操作记录 1').reply).toContain('没做成');
  });
  it('shows those of one, and those of the group', () => {
    const chat = open();
    expect(chat.says('ops', '/成员 标签 wang1').reply).toBe('北京-小王-设计师 的标签:vip');
    expect(chat.says('ops', '/成员 标签 wang2').reply).toContain('还没有标签。要加就发');
    chat.says('ops', '/成员 标签 wang2 加 vip 新人');
    expect(chat.says('ops', '/成员 标签').reply).toBe('本群的标签:vip(2 位)、新人(1 位)');
  });
  it('is for operators, and in the log; the list is for helpers', () => {
    const chat = open();
    expect(chat.says('helper1', '/成员 标签 wang1 加 x').reply).toContain('要运营以上才能用');
    chat.says('ops', '/成员 标签 wang1 加 讲师');
    expect(chat.says('li', '/成员 名单').reply).toContain('要小助手以上才能用');
    expect(chat.says('boss', '/操作记录').reply).toMatch(
      /li \/成员 名单 · 没有权限|小李.* \/成员 名单 · 没有权限\n.*ops \/成员 标签 wang1 加 讲师 · 已执行\n.*helper1 \/成员 标签 · 没有权限/,
    );
  });
});
