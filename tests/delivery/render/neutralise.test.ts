import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutralise } from '../../../src/delivery/render/neutralise.ts';
import { hostileText } from './hostile.ts';

/** Independent of the implementation: what a client, or a generous reading of one, would act on. */
const actedOn: readonly [string, RegExp][] = [
  ['mention tag', /[<＜]\s*[@＠]/],
  ['tag', /[<>＜＞]/],
  ['url', /[:：][/／\\＼]{2}/],
  ['www', /www[.．。｡]/i],
  ['bare domain', /[a-z0-9][.．。｡][a-z]{2}/i],
  ['line break or control', /[\p{Cc}\u2028\u2029]/u],
  [
    'bidi or zero-width',
    /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c\u3164\u115f\u1160\uffa0\u180e]/,
  ],
  ['ASCII @', /@/],
];
const inMarkdown: readonly [string, RegExp][] = [
  ['emphasis, code, strike', /[*_`~]/],
  ['link or image', /[[\]]/],
  ['heading, table, escape, entity', /[#|\\&]/],
  ['list or rule at the start', /^\s*(?:[-+=]|\d+[.)](?:\s|$))/],
];
const pingsAll = (text: string) =>
  /@(?:all|所有人|everyone)/.test(
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s\u200b-\u200f\u2060\ufeff]/g, ''),
  );
const foundIn = (text: string, syntax: 'plain' | 'markdown') => [
  ...actedOn.filter(([, pattern]) => pattern.test(text)).map(([name]) => name),
  ...(syntax === 'markdown'
    ? inMarkdown.filter(([, pattern]) => pattern.test(text)).map(([name]) => name)
    : []),
  ...(pingsAll(text) ? ['ping to everybody'] : []),
  ...(/\p{Cs}/u.test(text) ? ['half a character'] : []),
];

describe.each(['plain', 'markdown'] as const)('neutralise for %s', (syntax) => {
  it('leaves nothing a client acts on, whatever is in a name', () => {
    fc.assert(
      fc.property(hostileText, (name) => {
        expect(foundIn(neutralise(name, syntax), syntax)).toEqual([]);
      }),
      { numRuns: 20_000, seed: 7 },
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(hostileText, (name) => {
        const once = neutralise(name, syntax);
        expect(neutralise(once, syntax)).toBe(once);
      }),
      { numRuns: 20_000, seed: 11 },
    );
  });

  it.each([
    '张三',
    '北京-小王-设计师',
    '李 雷',
    'Tom',
    '（北京）小美！',
    '😀小花❤️',
    '3.5km',
    '100%',
    '他说：好',
    '你好。今天',
  ])('shows %s as it is', (name) => {
    expect(neutralise(name, syntax)).toBe(name);
  });
});

it.each([
  ['<@zhangsan>', '‹＠zhangsan›'],
  ['@all', '＠·all'],
  ['＠ Ａ Ｌ Ｌ', '＠· Ａ Ｌ Ｌ'],
  ['@所\u200b有人', '＠·所有人'],
  ['a@b.com', 'a＠b·com'],
  ['https://evil.com/x', 'https∶//evil·com/x'],
  ['第一行\n第二行', '第一行 第二行'],
  ['\u202e倒着\u202c', '倒着'],
  ['<font color="info">绿</font>', '‹font color="info"›绿‹/font›'],
  ['1.2.3.4', '1·2·3·4'],
  ['1192.168.1.1', '1192·168·1·1'],
  ['//evil', '∕/evil'],
  ['．cn/x', '·cn/x'],
  ['小\ufff9王\ufffb', '小王'],
  ['半个\ud83d字', '半个\ufffd字'],
  ['&lt;@all&gt;', '＆lt;＠·all＆gt;'],
  // What is ours goes on with a semicolon.
  ['R&D', 'R＆D'],
])('shows %j as %s', (name, shown) => {
  expect(neutralise(name, 'plain')).toBe(shown);
});

it.each([
  ['**粗** [点](http://x.cn) `码`', '＊＊粗＊＊ ［点］(http∶//x·cn) ｀码｀'],
  ['# 标题', '＃ 标题'],
  ['- 项', '－ 项'],
  ['1. 项', '1． 项'],
  ['a_b', 'a＿b'],
])('shows %s in markdown as %s', (name, shown) => {
  expect(neutralise(name, 'markdown')).toBe(shown);
});
