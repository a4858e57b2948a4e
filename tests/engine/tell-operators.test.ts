import { describe, expect, it } from 'vitest';
import type { Outgoing } from '../../src/domain/effects.ts';
import { asGroupId } from '../../src/domain/ids.ts';
import { plainText } from '../../src/domain/message.ts';
import { createTellOperators } from '../../src/engine/tell-operators.ts';
import { createMemoryStores } from '../../src/memory/stores.ts';
import { createVirtualClock } from '../../src/memory/virtual-clock.ts';
import { communityFor, groupFor, operator } from '../support/decide.ts';

const HOUR = 3_600_000;

function setUp(apps = [{ id: 'community' }]) {
  const clock = createVirtualClock(10 * HOUR);
  const told: Outgoing[] = [];
  const community = communityFor({
    groups: [groupFor(), groupFor({ id: 'vip-01', name: '会员群' })],
    operators: [
      operator('boss', 'owner', { groups: ['newbie-*'] }),
      operator('lisi', 'operator', { groups: ['vip-01'] }),
    ],
    channels: { aibots: [], apps, robots: [], webhooks: [] },
  });
  const tell = createTellOperators({
    store: createMemoryStores(clock).events,
    book: () => ({
      version: 'v1',
      community,
      features: [],
      rules: { count: 0, schedules: [], decide: () => ({}) },
      broadcasts: [],
    }),
    clock,
    onCommitted: (_scope, effects) => told.push(...effects),
  });
  const who = () =>
    told.map(({ effect }) => (effect.type === 'dm' ? effect.to.map(({ id }) => id).join() : effect.type));
  return { clock, tell, told, who };
}

describe('trouble', () => {
  it('is told to the operators of its group, with the group named', async () => {
    const { tell, who, told } = setUp();
    await tell('机器人已被移除', asGroupId('vip-01'));
    expect(who()).toEqual(['lisi']);
    const [first] = told;
    expect(first?.effect.type === 'dm' && plainText(first.effect.message)).toContain(
      '【会员群】机器人已被移除',
    );
  });

  it('that concerns no group is told to the owners', async () => {
    const { tell, who } = setUp();
    await tell('应用密钥不对');
    expect(who()).toEqual(['boss']);
  });

  it('is told once an hour, whichever group it is about', async () => {
    const { tell, who, clock } = setUp();
    await tell('太快', asGroupId('vip-01'));
    await tell('太快', asGroupId('newbie-01'));
    expect(who()).toHaveLength(1);
    clock.jump(HOUR);
    await tell('太快', asGroupId('newbie-01'));
    expect(who()).toEqual(['lisi', 'boss']);
  });

  it('stays in 状态 where no app can write to anybody', async () => {
    const { tell, told } = setUp([]);
    await tell('太快');
    expect(told).toEqual([]);
  });
});
