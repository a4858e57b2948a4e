import { describe, expect, it } from 'vitest';
import { decideCommand } from '../../../src/commands/dispatch.ts';
import { createRegistry } from '../../../src/commands/registry.ts';
import type { StateView } from '../../../src/domain/state.ts';
import { chainFeature } from '../../../src/features/chain/index.ts';
import { confirmFeature } from '../../../src/features/confirm/index.ts';
import { communityFor, contextFor, NOON, person } from '../../support/decide.ts';
import { activate, talk } from '../support.ts';

/** Shows only rows asked for in an earlier round, as the engine does; counts rounds and rows. */
const decideLazily = (state: StateView, decide: (view: StateView) => unknown) => {
  const known = new Set<string>();
  for (let rounds = 1; ; rounds++) {
    const missing = new Set<string>();
    const has = (name: string) => known.has(name) || !missing.add(name);
    const view: StateView = {
      get: (rows, row) => (has(`${rows.collection}/${row}`) ? state.get(rows, row) : undefined),
      all: (rows) => (has(`${rows.collection}/*`) ? state.all(rows) : new Map()),
    };
    const outcome = decide(view);
    if (missing.size === 0) return { outcome, rounds, rows: known.size };
    for (const name of missing) known.add(name);
  }
};

describe('a decision that sees rows only after asking for them', () => {
  it.each([
    ['m0', '取消接龙'],
    ['late', '接龙'],
    ['m70', '+3'],
    ['m45', '取消接龙'],
    ['m70', '我的接龙'],
    ['m1', '接龙列表'],
  ])('%s %s ends in the same outcome, in few rounds and rows', (who, text) => {
    const community = communityFor();
    const features = [activate(chainFeature, undefined), activate(confirmFeature, undefined)];
    const chat = talk(features, { community, now: NOON });
    chat.say('zhangsan', '/接龙 新建 徒步 | 限40人');
    chat.say('zhangsan', '确认');
    for (let n = 0; n < 300; n++) chat.say(`m${n}`, '接龙');
    const registry = createRegistry(features.flatMap(({ commands }) => commands));
    const decide = (state: StateView) =>
      decideCommand(registry, contextFor({ text, from: person(who, who), community, state, now: NOON }));
    const { outcome, rounds, rows } = decideLazily(chat.state, decide);
    expect(outcome).toEqual(decide(chat.state));
    expect(rounds).toBeLessThanOrEqual(6);
    expect(rows).toBeLessThanOrEqual(45);
  });
});
