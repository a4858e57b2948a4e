import { describe, expect, it } from 'vitest';
import { memberId } from '../../src/domain/ids.ts';
import { bold, data, line, type Message, markdown, mention, say, text } from '../../src/domain/message.ts';
import { channels, type Sent } from './channels.ts';
import { judge, splitIn } from './oracle.ts';

const sent = (content: string, more: Partial<Sent> = {}): Sent => ({
  syntax: 'markdown',
  content,
  bytes: 2_048,
  mentions: [],
  mentionAll: false,
  ...more,
});
const harmless = [sent('✅ 小王 已加入,第 3 位\n1. 小王')];
const wrongIn = (...hostile: Sent[]) => judge({ hostile, harmless, halves: false });

/** Renderings as they would be were nothing neutralised: the oracle has to see each. */
describe('a bad rendering is noticed', () => {
  it.each([
    ['mention tag', '✅ <@zhangsan> 已加入,第 3 位\n1. 小王'],
    ['mention tag', '✅ ＜ @zhangsan 已加入,第 3 位\n1. 小王'],
    ['ping to everybody', '✅ ＠所\u200b有人 已加入,第 3 位\n1. 小王'],
    ['ping to everybody', '✅ ＠Ａ Ｌ Ｌ 已加入,第 3 位\n1. 小王'],
    ['ping to everybody', '✅ ﹫𝐞𝐯𝐞𝐫𝐲𝐨𝐧𝐞 已加入,第 3 位\n1. 小王'],
    ['@', '✅ @lisi 已加入,第 3 位\n1. 小王'],
    ['entity', '✅ &lt; 已加入,第 3 位\n1. 小王'],
    ['tag', '✅ <font color="warning">小王</font> 已加入,第 3 位\n1. 小王'],
    ['url', '✅ https://evil.com 已加入,第 3 位\n1. 小王'],
    ['url', '✅ weixin：／／dl 已加入,第 3 位\n1. 小王'],
    ['www', '✅ www。evil 已加入,第 3 位\n1. 小王'],
    ['domain', '✅ evil.com 已加入,第 3 位\n1. 小王'],
    ['address', '✅ 192.168.1.1 已加入,第 3 位\n1. 小王'],
    ['line', '✅ 小\n王 已加入,第 3 位\n1. 小王'],
    ['line', '✅ 小\u2028王 已加入,第 3 位\n1. 小王'],
    ['list, rule or heading', '✅ 小王 已加入,第 3 位\n1. 小王\n2. 李四'],
    ['list, rule or heading', '- 小王 已加入,第 3 位\n1. 小王'],
    ['list, rule or heading', '> 小王 已加入,第 3 位\n1. 小王'],
    ['#', '# 小王 已加入,第 3 位\n1. 小王'],
    ['*', '✅ **小王** 已加入,第 3 位\n1. 小王'],
    ['_', '✅ __小王__ 已加入,第 3 位\n1. 小王'],
    ['`', '✅ `小王` 已加入,第 3 位\n1. 小王'],
    ['~', '✅ ~~小王~~ 已加入,第 3 位\n1. 小王'],
    ['[', '✅ [小王](x) 已加入,第 3 位\n1. 小王'],
    ['|', '✅ |小王| 已加入,第 3 位\n1. 小王'],
    ['$', '✅ $小王$ 已加入,第 3 位\n1. 小王'],
    ['\\', '✅ \\小王 已加入,第 3 位\n1. 小王'],
    ['invisible', '✅ \u202e小王 已加入,第 3 位\n1. 小王'],
    ['invisible', '✅ 小\u200b王 已加入,第 3 位\n1. 小王'],
    ['invisible', '✅ 小\u0000王 已加入,第 3 位\n1. 小王'],
    ['invisible', '✅ 小\ufff9王 已加入,第 3 位\n1. 小王'],
    ['half a character', '✅ 小\ud83d 已加入,第 3 位\n1. 小王'],
    ['a character that was cut in two', '✅ 小\ufffd 已加入,第 3 位\n1. 小王'],
    ['2085 bytes of 2048', `✅ ${'王'.repeat(687)} 已加入,第 3 位`],
  ])('%s in %j', (what, content) => {
    expect(wrongIn(sent(content)).some((wrong) => wrong.startsWith(what))).toBe(true);
  });

  it('in the lists beside the words', () => {
    const { content } = harmless[0] ?? sent('');
    expect(wrongIn(sent(content, { mentions: ['zhangsan'] }))).toEqual(['pings zhangsan']);
    expect(wrongIn(sent(content, { mentionAll: true }))).toEqual(['pings everybody']);
  });

  it('in how it was cut', () => {
    const whole = '甲👨‍👩‍👧乙e\u0301丙';
    expect(splitIn([sent('甲👨‍\n(1/2)'), sent('👩‍👧乙e\u0301丙\n(2/2)')], whole)).toHaveLength(2);
    expect(splitIn([sent('甲👨‍👩‍👧乙e\n(1/2)'), sent('\u0301丙\n(2/2)')], whole)).toHaveLength(2);
    expect(splitIn([sent('乙乙\n(1/2)'), sent('丙\n(2/2)')], whole)).toEqual([
      'piece 1 is no part of the message',
    ]);
    expect(splitIn([sent('甲👨‍👩‍👧\n(1/2)'), sent('…乙e\u0301丙\n(2/2)')], whole)).toEqual([]);
  });

  it('but a good one is not', () => {
    expect(wrongIn(sent('✅ ‹＠·all› ＊粗＊ https∶//evil·com 已加入,第 3 位\n1. － 项'))).toEqual([]);
  });
});

/** The same words once as what a member wrote, once as if they were ours: what comes of writing a text carelessly. */
describe('a text that shows member words as its own is noticed on every channel that shows them', () => {
  const word = '<@all> **粗** [x](http://x.cn)\n- 项';
  const careless: readonly (readonly [string, (written: string) => Message])[] = [
    ['text', (written) => say('「', text(written), '」')],
    ['markdown', (written) => say('「', markdown(written), '」')],
    ['a line of its own', (written) => ({ parts: [text('名单'), line, text(written)] })],
    [
      'mention',
      (written) => ({ ...say(data(written)), mentions: [{ id: memberId('x'), userid: 'zhangsan' }] }),
    ],
    [
      'everybody',
      (written) => (written === word ? { ...say(data(written)), mentionAll: true } : say(data(written))),
    ],
    [
      'a mention nobody meant',
      (written) => say(written === word ? mention({ id: memberId('x'), userid: 'x' }) : '小王'),
    ],
  ];
  it.each(careless)('%s', (name, shown) => {
    const caught = channels
      .filter(({ mentions }) => mentions !== undefined)
      .filter(
        ({ render }) =>
          judge({ hostile: render(shown(word)), harmless: render(shown('小王')), halves: false }).length > 0,
      )
      .map((channel) => channel.name);
    // A ping goes only where there are any; what always pings the same does not come from the name.
    if (name === 'mention') expect(caught).toEqual([]);
    else if (name === 'everybody') expect(caught).toEqual(['webhook', 'appchat']);
    else if (name === 'a mention nobody meant') expect(caught).toEqual(['webhook', 'appchat']);
    else expect(caught).toHaveLength(7);
  });
  it.each([
    ['data', (written: string) => say('「', data(written), '」')],
    ['bold', (written: string) => say(bold(written))],
  ])('%s is not', (_, shown) => {
    for (const { name, render } of channels)
      expect(
        [name, judge({ hostile: render(shown(word)), harmless: render(shown('小王')), halves: false })],
        name,
      ).toEqual([name, []]);
  });
});
