import { describe, expect, it } from 'vitest';
import type { GroupEvent } from '../../src/domain/events.ts';
import { createBroadcastRunner } from '../../src/engine/run-broadcasts.ts';
import type { Book } from '../../src/features/book.ts';
import { createMemoryScheduleTable } from '../../src/memory/schedule-table.ts';
import { createVirtualClock } from '../../src/memory/virtual-clock.ts';
import { indexOf } from '../rules/support.ts';
import { communityFor, groupFor } from '../support/decide.ts';

const HOUR = 3_600_000;
/** 2026-12-01 08:00 in Shanghai, 01:00 in Berlin. */
const START = Date.UTC(2026, 11, 1, 0, 0);

function setUp() {
  const community = communityFor({
    groups: [groupFor({ id: 'a' }), groupFor({ id: 'b', timezone: 'Europe/Berlin' })],
  });
  const bookOf = (rules: readonly object[]): Book => ({
    version: 'v1',
    community,
    features: [],
    rules: indexOf(rules, { community }),
    broadcasts: [],
  });
  const morning = { id: 'morning', on: 'schedule', schedule: { cron: '0 9 * * *' }, do: [{ send: '早' }] };
  let book = bookOf([morning]);
  const clock = createVirtualClock(START);
  const events: GroupEvent[] = [];
  const reports: unknown[] = [];
  const runner = createBroadcastRunner({
    table: createMemoryScheduleTable(),
    clock,
    owner: 'one',
    book: () => book,
    handle: async (event) => {
      events.push(event);
      return { event: event.id, duplicate: false, trail: [] };
    },
    arm: async () => {},
    onReport: (report) => reports.push(report),
    onBroken: (_occurrence, error) => {
      throw error;
    },
  });
  return {
    clock,
    runner,
    reports,
    begun: () =>
      events.map((event) => (event.type === 'schedule.due' ? [event.group, event.rule, event.id] : [])),
    edit: (rules: readonly object[]) => {
      book = bookOf(rules);
    },
  };
}

describe('a rule with a schedule', () => {
  it('begins in each group when the clock there says so, once', async () => {
    const { clock, runner, begun, reports } = setUp();
    await runner.tick();
    expect(begun()).toEqual([]);
    clock.jump(HOUR);
    await runner.tick();
    await runner.tick();
    expect(begun()).toEqual([['a', 'morning', `rule.morning@${START + HOUR}`]]);
    expect(reports).toMatchObject([{ broadcast: '规则 morning', outcome: 'done', groups: 1 }]);
    clock.jump(7 * HOUR);
    await runner.tick();
    expect(begun()[1]).toEqual(['b', 'morning', `rule.morning@${START + 8 * HOUR}`]);
  });
  it('is not made up for long after its time', async () => {
    const { clock, runner, begun, reports } = setUp();
    await runner.tick();
    clock.jump(HOUR + 31 * 60_000);
    await runner.tick();
    expect(begun()).toEqual([]);
    expect(reports).toMatchObject([{ outcome: 'skipped', why: '晚了 31 分钟,不再补' }]);
  });
  it('does not begin once it is gone from the configuration', async () => {
    const { clock, runner, begun, edit } = setUp();
    await runner.tick();
    edit([]);
    clock.jump(HOUR);
    await runner.tick();
    expect(begun()).toEqual([]);
  });
});
