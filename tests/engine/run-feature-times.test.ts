import { describe, expect, it } from 'vitest';
import type { GroupEvent } from '../../src/domain/events.ts';
import { asGroupId } from '../../src/domain/ids.ts';
import { createBroadcastRunner } from '../../src/engine/run-broadcasts.ts';
import type { Book } from '../../src/features/book.ts';
import type { FeatureTime } from '../../src/features/feature.ts';
import { createMemoryScheduleTable } from '../../src/memory/schedule-table.ts';
import { createVirtualClock } from '../../src/memory/virtual-clock.ts';
import { communityFor, groupFor } from '../support/decide.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 11, 1, 0, 0);
const groups = ['a', 'b'].map(asGroupId);

const setUp = (first: readonly FeatureTime[]) => {
  let times = first;
  const clock = createVirtualClock(START);
  const events: GroupEvent[] = [];
  const book = (): Book => ({
    version: 'v1',
    community: communityFor({ groups: [groupFor({ id: 'a' }), groupFor({ id: 'b' })] }),
    features: [{ id: 'chain', commands: [], times }],
    rules: { count: 0, schedules: [], decide: () => ({}) },
    broadcasts: [],
  });
  const table = createMemoryScheduleTable();
  const runner = () =>
    createBroadcastRunner({
      table,
      clock,
      owner: 'one',
      book,
      handle: async (event) => {
        events.push(event);
        return { event: event.id, duplicate: false, trail: [] };
      },
      arm: async () => {},
      onReport: () => {},
      onBroken: (_occurrence, error) => {
        throw error;
      },
    });
  const one = runner();
  return {
    clock,
    /** Ticks for an hour, in this process and in one that has just started. */
    hour: async () => {
      for (const part of [one, runner()]) {
        await part.tick();
        clock.jump(HOUR / 2);
        await part.tick();
      }
    },
    fired: () =>
      events.map((event) => (event.type === 'timer.fired' ? [event.group, event.timer, event.at] : [])),
    edit: (wanted: readonly FeatureTime[]) => {
      times = wanted;
    },
  };
};

const hike = { name: 'chain.hike', timer: 'chain.look', payload: {}, once: 'at-once' } as const;

describe('a time that a feature wants', () => {
  it('comes at once, one time, in every group', async () => {
    const { hour, fired } = setUp([{ ...hike, groups }]);
    await hour();
    await hour();
    expect(fired()).toEqual([
      ['a', 'chain.look', START + 1],
      ['b', 'chain.look', START + 1],
    ]);
  });
  it('comes at its moment, also when everything was down then', async () => {
    const { clock, hour, fired } = setUp([{ ...hike, groups, once: START + 2 * HOUR }]);
    await hour();
    expect(fired()).toEqual([]);
    clock.jump(9 * HOUR);
    await hour();
    expect(fired().map(([group, , at]) => [group, at])).toEqual([
      ['a', START + 2 * HOUR],
      ['b', START + 2 * HOUR],
    ]);
  });
  it('comes again for what has been added', async () => {
    const { hour, fired, edit } = setUp([{ ...hike, groups: groups.slice(0, 1) }]);
    await hour();
    edit([{ ...hike, groups }]);
    await hour();
    expect(fired().map(([group]) => group)).toEqual(['a', 'a', 'b']);
  });
});
