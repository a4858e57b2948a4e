import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../src/config/problem.ts';
import { talk } from '../features/support.ts';
import { communityFor, NOON } from '../support/decide.ts';
import { loadTexts as load } from './texts-support.ts';

const answers = (texts: string, said: string) => {
  const loaded = load(texts);
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return talk(loaded.book.features, { community: communityFor(), now: NOON }).say('zhangsan', said);
};

describe('texts.yaml', () => {
  it('replaces what a feature says, with its values filled in', () => {
    const texts = "nickname:\n  saved: '好嘞,{{ card }} 记下了({{card}})'\n";
    expect(answers(texts, '改名片 张三')).toBe('好嘞,张三 记下了(张三)');
  });
  it('leaves everything else as it is', () => {
    expect(answers("nickname:\n  saved: '好嘞'\n", '我叫 小王')).toBe('好的,小王,记住啦。');
    expect(answers('nickname: {}\n', '改名片 张三')).toContain('✅ 名片改好了:张三');
  });
  it('replaces what 接龙, 打卡 and 积分 say', () => {
    const texts = [
      'chain:',
      "  joined: '{{ title }} 算你一个,第 {{ position }} 位,{{ entry }},{{ count }}'",
      "  nextNoDeadline: '不来了说一声'",
      "  same: '你在了'",
      "  cancelled: '{{ title }} 退了 {{ entry }}'",
      'checkin:',
      "  done: '第 {{ place }} 个到 · {{ progress }}{{ title }}'",
      "  again: '打过了'",
      "  ended: '散了'",
      'points:',
      "  mineNone: '一分没有'",
    ].join('\n');
    const loaded = load(texts);
    if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
    const chat = talk(loaded.book.features, { community: communityFor(), now: NOON });
    chat.say('zhangsan', '/接龙 新建 徒步 | 限20人');
    chat.say('zhangsan', '确认');
    expect(chat.say('小王', '+2')).toBe('徒步 算你一个,第 1 位,2 份,2/20\n不来了说一声');
    expect(chat.say('小王', '+2')).toBe('你在了');
    expect(chat.say('小王', '取消接龙')).toBe('徒步 退了 2 份');
    chat.say('zhangsan', '/打卡 新建 晨读 | 每天 06:00-23:00 | 21天');
    chat.say('zhangsan', '确认');
    expect(chat.say('小王', '打卡')?.split('\n')[0]).toBe('第 1 个到 · 连续 1 天');
    expect(chat.say('小王', '打卡')).toBe('打过了');
    expect(chat.say('小李', '我的积分')).toBe('一分没有');
  });
  it('shows what members typed as data', () => {
    const loaded = load("welcome:\n  welcoming: '欢迎 {{ names }} 等 {{ count }} 位'\n");
    if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
    const chat = talk(loaded.book.features, { community: communityFor(), now: NOON });
    expect(chat.outcome('zhangsan', '/迎新 **李四**')?.reply?.parts).toEqual([
      { type: 'text', text: '欢迎 ' },
      { type: 'data', text: '**李四**' },
      { type: 'text', text: ' 等 ' },
      { type: 'text', text: '1' },
      { type: 'text', text: ' 位' },
    ]);
  });
  it.each([
    ['nicknam:\n  saved: x\n', 'texts.yaml:1:1 nicknam: 不认识的键「nicknam」。 你是不是想写「nickname」?'],
    ['nickname:\n  savd: x\n', 'texts.yaml:2:3 nickname.savd: 不认识的键「savd」。 你是不是想写「saved」?'],
    ["nickname:\n  saved: ''\n", 'texts.yaml:2:10 nickname.saved: 不能是空的。'],
    [
      "nickname:\n  saved: '{{ crad }}'\n",
      'texts.yaml:2:10 nickname.saved: 没有「{{ crad }}」,可以用 {{ card }}。',
    ],
    [
      "nickname:\n  none: '{{ card }}'\n",
      'texts.yaml:2:9 nickname.none: 没有「{{ card }}」,这句话里没有可以填的内容。',
    ],
    [
      "nickname:\n  saved: '{% if card %}x{% endif %}'\n",
      'texts.yaml:2:10 nickname.saved: 这里只能写 {{ 名字 }},不能写别的模板语法。',
    ],
    [
      "nickname:\n  saved: '{{ card '\n",
      'texts.yaml:2:10 nickname.saved: 这里只能写 {{ 名字 }},不能写别的模板语法。',
    ],
    [
      "chain:\n  joined: '{{ name }}'\n",
      'texts.yaml:2:11 chain.joined: 没有「{{ name }}」,可以用 {{ title }}、{{ position }}、{{ entry }}、{{ count }}。',
    ],
    [
      "checkin:\n  done: ok\n  remind: '{{ peple }}'\n",
      'texts.yaml:3:11 checkin.remind: 没有「{{ peple }}」,可以用 {{ title }}、{{ hours }}、{{ people }}。',
    ],
    [
      "points:\n  board: '{{ title }}'\n",
      'texts.yaml:2:10 points.board: 没有「{{ title }}」,这句话里没有可以填的内容。',
    ],
    ['nickname:\n  saved: [x]\n', 'texts.yaml:2:10 nickname.saved: 需要文字,数字或 true/false 请加引号。'],
  ])('refuses %j', (texts, expected) => {
    expect(load(texts).problems.map(formatProblem)).toEqual([expected]);
  });
});
