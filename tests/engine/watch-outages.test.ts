import { describe, expect, it } from 'vitest';
import type { GroupEvent } from '../../src/domain/events.ts';
import { Fault } from '../../src/domain/fault.ts';
import { asGroupId, type GroupId } from '../../src/domain/ids.ts';
import type { Gap } from '../../src/engine/presence-port.ts';
import { createOutageWatch } from '../../src/engine/watch-outages.ts';

const gap: Gap = { from: 1_000, to: 61_000 };
const groups = ['a', 'b', 'c'].map(asGroupId);

const watch = (answer: (event: GroupEvent) => Error | undefined = () => undefined) => {
  const untold = [gap];
  const heard: GroupEvent[] = [];
  const gaps: Gap[] = [];
  const broken: GroupId[] = [];
  const { beat } = createOutageWatch({
    presence: {
      beat: async () => [...untold],
      told: async (one) => void untold.splice(untold.indexOf(one), 1),
    },
    handle: async (event) => {
      const error = answer(event);
      if (error) throw error;
      heard.push(event);
      return { event: event.id, duplicate: false, trail: [] };
    },
    groups: () => groups,
    onGap: (one) => gaps.push(one),
    onBroken: (group) => broken.push(group),
  });
  return { beat, heard, gaps, broken, untold };
};

describe('the outage watch', () => {
  it('tells every group of a gap once', async () => {
    const { beat, heard, gaps, untold } = watch();
    await beat();
    await beat();
    expect(heard.map(({ group, id }) => `${group} ${id}`)).toEqual(
      ['a', 'b', 'c'].map((id) => `${id} away.1000-61000`),
    );
    expect(heard[0]).toMatchObject({ type: 'bot.away', at: gap.to, ...gap });
    expect([gaps, untold]).toEqual([[gap], []]);
  });
  it('keeps a gap while the store is away, and tells it later', async () => {
    let down = true;
    const { beat, heard, untold } = watch(() => (down ? new Fault('redis-unavailable', 'down') : undefined));
    await expect(beat()).rejects.toThrow('down');
    expect(untold).toEqual([gap]);
    down = false;
    await beat();
    expect([heard.length, untold.length]).toEqual([3, 0]);
  });
  it('goes on where one group is broken', async () => {
    const { beat, heard, broken, untold } = watch(({ group }) =>
      group === 'b' ? new Error('bad') : undefined,
    );
    await beat();
    expect([heard.length, broken, untold.length]).toEqual([2, ['b'], 0]);
  });
});
