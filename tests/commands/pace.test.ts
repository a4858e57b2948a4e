import { describe, expect, it } from 'vitest';
import { decideCommand } from '../../src/commands/dispatch.ts';
import type { Pace } from '../../src/commands/pace.ts';
import { createRegistry } from '../../src/commands/registry.ts';
import { commandFor } from '../support/command.ts';
import { contextFor, said } from '../support/decide.ts';

const registry = createRegistry([
  commandFor('打卡'),
  commandFor('/停', { minRole: 'operator', urgent: true }),
  commandFor('/看墙', { minRole: 'operator' }),
]);
const under = (verdict: Pace, text: string, from: string) => {
  let counted = 0;
  const pace = () => {
    counted += 1;
    return verdict;
  };
  const dispatched = decideCommand(registry, { ...contextFor({ text, from }), pace });
  const outcome = dispatched.handled ? dispatched.outcome : dispatched.suggestion?.();
  return { said: said(outcome), writes: outcome?.writes ?? [], counted };
};

describe('too many commands', () => {
  it.each([
    ['go', '打卡', 'u1', '打卡()'],
    ['hint', '打卡', 'u1', '消息有点多,我先歇一下,一分钟后再发给我就好。'],
    ['hush', '打卡', 'u1', undefined],
    ['hush', '打咔', 'u1', undefined],
    ['hush', '/天气', 'u1', undefined],
    ['hush', '/看墙', 'zhangsan', undefined],
    ['hush', '/停', 'zhangsan', '/停()'],
  ] as const)('%s: %s by %s → %s', (verdict, text, from, answer) => {
    expect(under(verdict, text, from).said).toBe(answer);
  });
  it('costs no write', () => {
    expect(under('hint', '/看墙', 'zhangsan').writes).toEqual([]);
    expect(under('hush', '/看墙', 'u1').writes).toEqual([]);
  });
  it('counts commands and what is answered like them, not talk', () => {
    expect(under('go', '打卡', 'u1').counted).toBe(1);
    expect(under('go', '打咔', 'u1').counted).toBe(1);
    expect(under('go', '今天吃什么好呢', 'u1').counted).toBe(0);
    expect(under('go', '/停', 'zhangsan').counted).toBe(0);
  });
});
