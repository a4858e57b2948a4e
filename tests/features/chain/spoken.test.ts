import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSaid } from '../../../src/features/chain/match-phrase.ts';
import { changing, leaving, listing, lookingForMine } from '../../../src/features/chain/sentences.ts';
import { readSpoken } from '../../../src/features/chain/spoken.ts';

describe('a whole sentence', () => {
  it.each([
    ['我们两个人报名', 2, ''],
    ['我们家3口报名', 3, ''],
    ['给我留一个', undefined, undefined],
    ['留一个', 1, ''],
    ['占个位', undefined, ''],
    ['两张票', 2, ''],
    ['仨', 3, ''],
    ['加1', 1, ''],
    ['我也+1', 1, ''],
    ['报名2人,备注 带小孩', 2, '备注 带小孩'],
    ['我和老公两个人', 2, '备注 和老公'],
  ])('%s is for %s', (said, quantity, tail) => {
    const spoken = readSpoken(said);
    expect([spoken?.quantity, spoken?.tail]).toEqual([quantity, tail]);
  });
  it.each([
    '他要报名',
    '两个人吵起来了',
    '有没有人报名',
    '加一个功能吧',
    '报名费多少',
    '两个小时',
    '一份耕耘一份收获',
  ])('%s is only talk', (said) => {
    expect(readSpoken(said)).toBeUndefined();
  });
  it('takes no time over anything', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[我们一两三个人报名要来想去加+ ]{0,400}$/u), (said) => {
        readSpoken(said);
        return readSaid(said) === undefined || said.length > 0;
      }),
    );
  });
});

describe('what only options can make a sign-up', () => {
  it.each(['两个儿童', '2儿童，1成人', '报名成人', '3 苹果 香蕉 橙子'])('%s waits for the chain', (said) => {
    expect(readSaid(said)?.loose).toBe(true);
  });
  it.each(['两个儿童怎么收费', '几个人', '这本书写得真不错'])('%s is a question or talk', (said) => {
    expect(readSaid(said)).toBeUndefined();
  });
});

describe('sentences of the other commands', () => {
  it.each([
    [changing, '改成三个', '三个'],
    [changing, '备注改成素食', '备注 素食'],
    [changing, '改成3点集合', undefined],
    [leaving, '不好意思我不去了', ''],
    [leaving, '取消赵敏的接龙', '赵敏'],
    [leaving, '怎么取消报名', undefined],
    [leaving, '李雷不去了', undefined],
    [leaving, '下雨就不去了', undefined],
    [listing, '看看接龙列表', ''],
    [listing, '接龙列表怎么看', undefined],
    [lookingForMine, '我报名了吗', ''],
    [lookingForMine, '他报名了吗', undefined],
  ] as const)('%o hears %s as %j', (also, said, args) => {
    expect(also(said)).toBe(args);
  });
});
