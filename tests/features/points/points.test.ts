import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asEventId } from '../../../src/domain/ids.ts';
import { award, bookRaised, clawBack } from '../../../src/features/points/award.ts';
import { pointsTable } from '../../../src/features/points/export-table.ts';
import { pointsFeature } from '../../../src/features/points/index.ts';
import { balanceOf, entriesOf } from '../../../src/features/points/ledger.ts';
import { contextFor, contextOf, groupFor, NOON, person, stateOf } from '../../support/decide.ts';
import { activate, talk } from '../support.ts';

const open = () => {
  const chat = talk([activate(pointsFeature, undefined)], { now: NOON });
  for (const name of ['小王', '小李'])
    chat.state.apply([{ collection: 'members', row: name, value: { firstSeen: 0, name } }]);
  return chat;
};
const give = (chat: ReturnType<typeof open>, delta: number, ref = '', who = '小王', at = NOON) =>
  chat.happen({
    ...award(person(who), { delta, reason: '打卡', ref }),
    id: asEventId(`e-${delta}${ref.replace('/', '.')}`),
    at,
  });

describe('the ledger', () => {
  it('is the sum of its lines, whatever is booked, capped and taken back', () => {
    const step = fc.record({
      who: fc.constantFrom('a', 'b'),
      delta: fc.integer({ min: -20, max: 20 }),
      ref: fc.constantFrom('x/1', 'x/1/0', 'x/10', 'y', ''),
      back: fc.boolean(),
      hours: fc.integer({ min: 0, max: 30 }),
    });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        fc.option(fc.integer({ min: 0, max: 30 })),
        (steps, cap) => {
          const state = stateOf(cap === null ? {} : { 'points-rules': { rules: { cap } } });
          let at = NOON;
          const gained = new Map<string, number>();
          for (const [n, { who, delta, ref, back, hours }] of steps.entries()) {
            at += hours * 3_600_000;
            const member = person(who);
            const raised =
              back && ref !== ''
                ? clawBack(member, { ref, reason: '撤' })
                : award(member, { delta, ref, reason: '给' });
            const event = { ...raised, id: asEventId(`e-${n}.r1`), at };
            const before = balanceOf(state, who);
            const outcome = bookRaised(contextOf(event, { state }));
            state.apply(outcome?.writes);
            const change = balanceOf(state, who) - before;
            const under = entriesOf(state, who).filter(
              ([, , , , , of]) => of === ref || of.startsWith(`${ref}/`),
            );
            if (back && ref !== '') expect(under.reduce((sum, [, d]) => sum + d, 0)).toBe(0);
            else {
              const day = `${who} ${new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)}`;
              if (change > 0) gained.set(day, (gained.get(day) ?? 0) + change);
              if (cap !== null) expect(gained.get(day) ?? 0).toBeLessThanOrEqual(cap);
              if (cap === null || delta <= 0) expect(change).toBe(delta);
            }
          }
          for (const who of ['a', 'b']) {
            const entries = entriesOf(state, who);
            expect(entries.reduce((sum, [, d]) => sum + d, 0)).toBe(balanceOf(state, who));
            entries.forEach(([, delta, balance], n) => {
              expect(balance - delta).toBe(entries[n - 1]?.[2] ?? 0);
            });
            expect(entries.every(([, , , , source]) => /^e-\d+$/.test(source))).toBe(true);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
  it('keeps the latest lines of somebody with very many, and the whole balance', () => {
    const chat = open();
    for (let n = 0; n < 400; n++) give(chat, 1, `r/${n}`);
    expect(balanceOf(chat.state, '小王')).toBe(400);
    expect(entriesOf(chat.state, '小王')).toHaveLength(320);
    expect(chat.state.rowOf('points-ledger', '小王/0')).toBeUndefined();
  });
  it('tells rules what has changed', () => {
    const chat = open();
    give(chat, 3);
    expect(chat.raised).toMatchObject([
      { name: 'points.changed', member: { id: '小王' }, fields: { delta: 3, balance: 3, reason: '打卡' } },
    ]);
  });
});

describe('what people say about points', () => {
  it('shows the balance with its last lines, and the board with the own place', () => {
    const chat = open();
    expect(chat.say('小王', '我的积分')).toBe('你还没有积分,打卡、参加活动就能得分。');
    give(chat, 3);
    give(chat, 5, '', '小李');
    expect(chat.say('小王', '我的积分')).toBe('你有 3 分,本群第 2 名。\n11月20日 +3 打卡');
    expect(chat.say('小王', '积分榜')).toBe('【积分榜】\n1. 小李 5 分\n2. 小王 3 分\n你是第 2 名,3 分。');
  });
  it.each([
    ['/积分 加 @小王 5 帮忙答疑', '✅ 小王 +5 分,现在 8 分。'],
    ['/积分 加 小王 十分', '✅ 小王 +10 分,现在 13 分。'],
    ['／积分加 @小王 ５分', '✅ 小王 +5 分,现在 8 分。'],
    ['/积分 减 @小王 2', '✅ 小王 -2 分,现在 1 分。'],
    ['/积分 减 @小王 99', '✅ 小王 -3 分,现在 0 分。'],
    ['/积分 减 @小李 1', '小李 现在没有积分,没有可减的。'],
    ['/积分 加 @小赵 5', '本群没找到「@小赵」'],
    ['/积分 加 @小王', '要写给谁、多少分'],
    ['/积分 加 @小王 99999', '一次最多 10000 分'],
    ['/积分', '可以发:/积分 加'],
  ])('%s says %s', (typed, answer) => {
    const chat = open();
    give(chat, 3);
    expect(chat.say('zhangsan', typed)).toContain(answer);
  });
  it('is only for operators where points are given', () => {
    const chat = open();
    expect(chat.say('小王', '/积分 加 @小王 5')).toContain('要运营以上才能用');
    expect(balanceOf(chat.state, '小王')).toBe(0);
  });
  it('sets a cap for the day, which does not hold back operators', () => {
    const chat = open();
    expect(chat.say('zhangsan', '/积分 规则')).toContain('不封顶');
    expect(chat.say('zhangsan', '/积分 规则 每天最多 20 分')).toContain('每人每天最多得 20 分');
    give(chat, 15, 'a');
    give(chat, 15, 'b');
    expect(balanceOf(chat.state, '小王')).toBe(20);
    chat.say('zhangsan', '/积分 加 @小王 5');
    expect(balanceOf(chat.state, '小王')).toBe(25);
    give(chat, 15, 'c', '小王', NOON + 86_400_000);
    expect(balanceOf(chat.state, '小王')).toBe(40);
    expect(chat.say('zhangsan', '/积分 规则 不限')).toContain('不再封顶');
    expect(chat.say('zhangsan', '/积分 规则 随便')).toContain('看不懂');
  });
});

describe('the export', () => {
  it('is every line of the ledger as plain cells', () => {
    const chat = open();
    give(chat, 3, 'x');
    give(chat, -1, 'y');
    const context = { ...contextFor({ text: '', state: chat.state }), group: groupFor() };
    expect(pointsTable.columns).toHaveLength(6);
    expect(pointsTable.rows(context, '')).toEqual([
      ['小王', '小王', '2026-11-20 10:00', 3, 3, '打卡'],
      ['小王', '小王', '2026-11-20 10:00', -1, 2, '打卡'],
    ]);
  });
});
