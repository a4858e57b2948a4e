import { describe, expect, it } from 'vitest';
import type { Community, Group } from '../../src/domain/community.ts';
import type { GroupEvent } from '../../src/domain/events.ts';
import { Fault } from '../../src/domain/fault.ts';
import { asGroupId } from '../../src/domain/ids.ts';
import { plainText } from '../../src/domain/message.ts';
import { type BroadcastReport, createBroadcastRunner } from '../../src/engine/run-broadcasts.ts';
import type { Book } from '../../src/features/book.ts';
import { broadcastsOf } from '../../src/features/broadcast/index.ts';
import { broadcastsFileSchema } from '../../src/features/broadcast/schema.ts';
import { createMemoryScheduleTable } from '../../src/memory/schedule-table.ts';
import { createVirtualClock } from '../../src/memory/virtual-clock.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 2026-12-01 08:00 in Shanghai. */
const START = Date.UTC(2026, 11, 1, 0, 0);

const group = (id: string, timezone = 'Asia/Shanghai'): Group => ({
  id: asGroupId(id),
  name: id,
  kind: 'internal',
  tags: [],
  timezone,
  quietHours: undefined,
  dailyLimit: undefined,
  dayStartsAt: 0,
  bindings: [],
  capabilities: { hears: new Set(), says: new Set(['text'] as const), confirm: 'none' },
  nicknameFormat: undefined,
  dutyStaff: [],
  greetOnFirstMention: false,
});

function setUp(broadcasts: readonly object[], groups = [group('a'), group('b')]) {
  const community: Community = {
    groups: new Map(groups.map((one) => [one.id, one])),
    chats: new Map(),
    operators: [],
    channels: { aibots: [], apps: [], robots: [], webhooks: [] },
    testGroup: undefined,
    language: 'zh',
  };
  const bookOf = (files: readonly object[]): Book => ({
    version: 'v1',
    community,
    features: [],
    rules: { count: 0, schedules: [], decide: () => ({}) },
    broadcasts: broadcastsOf(broadcastsFileSchema.parse({ broadcasts: files }), community),
  });
  let book = bookOf(broadcasts);
  const clock = createVirtualClock(START);
  const table = createMemoryScheduleTable();
  const events: GroupEvent[] = [];
  const committed = new Set<string>();
  const reports: BroadcastReport[] = [];
  const armed: number[] = [];
  const broken: string[] = [];
  let failing: (() => Error | undefined) | undefined;
  const runnerOf = (owner: string) =>
    createBroadcastRunner({
      table,
      clock,
      owner,
      book: () => book,
      handle: async (event) => {
        const error = failing?.();
        if (error) throw error;
        const key = `${event.group}/${event.id}`;
        const duplicate = committed.has(key);
        if (!duplicate) events.push(event);
        committed.add(key);
        return { event: event.id, duplicate, trail: [] };
      },
      arm: async (due) => {
        armed.push(due);
      },
      onReport: (report) => reports.push(report),
      onBroken: ({ schedule }) => broken.push(schedule),
    });
  return {
    clock,
    table,
    reports,
    armed,
    broken,
    runner: runnerOf('one'),
    runnerOf,
    edit: (files: readonly object[]) => {
      book = bookOf(files);
    },
    failWith: (next: (() => Error | undefined) | undefined) => {
      failing = next;
    },
    said: () =>
      events.map((event) =>
        event.type === 'broadcast.due'
          ? `${event.group} ${event.id} ${plainText(event.message)}`
          : event.type,
      ),
    committed,
  };
}

const morning = {
  id: 'morning',
  schedule: { cron: '0 9 * * *' },
  to: 'all',
  content: { text: '早上好' },
};

describe('broadcasts', () => {
  it('reach every group once when the hour comes, and arm the alarm for the next', async () => {
    const { runner, clock, said, armed, reports } = setUp([morning]);
    await runner.tick();
    expect(said()).toEqual([]);
    expect(armed.at(-1)).toBe(START + HOUR);
    clock.jump(HOUR);
    await runner.tick();
    await runner.tick();
    expect(said()).toEqual([`a morning@${START + HOUR} 早上好`, `b morning@${START + HOUR} 早上好`]);
    expect(reports).toMatchObject([{ broadcast: 'morning', outcome: 'done', groups: 2, refused: [] }]);
    expect(armed.at(-1)).toBe(START + HOUR + DAY);
  });

  it('are claimed by one of two schedulers', async () => {
    const { runnerOf, clock, said } = setUp([morning]);
    const [one, two] = [runnerOf('one'), runnerOf('two')];
    await one.tick();
    clock.jump(HOUR);
    await Promise.all([one.tick(), two.tick()]);
    expect(said()).toHaveLength(2);
  });

  it('go on after a crash in the middle, with the content and the groups of the start', async () => {
    const { runner, clock, said, failWith, edit, reports } = setUp([morning]);
    await runner.tick();
    clock.jump(HOUR);
    let calls = 0;
    failWith(() => {
      calls += 1;
      return calls > 1 ? new Fault('redis-unavailable', 'gone') : undefined;
    });
    await expect(runner.tick()).rejects.toThrow('gone');
    expect(said()).toHaveLength(1);
    failWith(undefined);
    edit([{ ...morning, content: { text: '改过了' } }]);
    clock.jump(2 * HOUR);
    await runner.tick();
    expect(said()).toEqual([`a morning@${START + HOUR} 早上好`, `b morning@${START + HOUR} 早上好`]);
    expect(reports).toHaveLength(1);
  });

  it.each([
    { missed: 'skip', ran: [] },
    { missed: 'latest-once', ran: [3] },
    { missed: 'all', ran: [1, 2, 3] },
  ])('after three missed mornings, missed: $missed', async ({ missed, ran }) => {
    const { runner, clock, said, reports } = setUp([{ ...morning, to: ['a'], missed }]);
    await runner.tick();
    clock.jump(HOUR + 2 * DAY + 2 * HOUR);
    await runner.tick();
    expect(said()).toEqual(ran.map((nth) => `a morning@${START + HOUR + (nth - 1) * DAY} 早上好`));
    expect(reports).toHaveLength(3);
    expect(
      reports.filter(({ outcome }) => outcome === 'skipped').every(({ why }) => why?.includes('晚了')),
    ).toBe(true);
  });

  it('count as on time within grace, whatever missed says', async () => {
    const { runner, clock, said } = setUp([{ ...morning, to: ['a'], missed: 'skip', grace: '2h' }]);
    await runner.tick();
    clock.jump(2 * HOUR);
    await runner.tick();
    expect(said()).toHaveLength(1);
  });

  it('do not send what lay in the past when they were first seen', async () => {
    const { runner, said } = setUp([{ ...morning, schedule: { at: '2026-11-30 09:00' } }]);
    await runner.tick();
    expect(said()).toEqual([]);
  });

  it('run at nine by the clock of each group', async () => {
    const { runner, clock, said } = setUp([morning], [group('a'), group('b', 'Asia/Tokyo')]);
    await runner.tick();
    clock.jump(HOUR);
    await runner.tick();
    expect(said()).toEqual([`a morning@${START + HOUR} 早上好`]);
    clock.jump(23 * HOUR);
    await runner.tick();
    expect(said()).toEqual([`a morning@${START + HOUR} 早上好`, `b morning@${START + DAY} 早上好`]);
  });

  it('are dropped, and say so, when they were taken out of the file', async () => {
    const { runner, clock, said, edit, reports } = setUp([morning]);
    await runner.tick();
    clock.jump(HOUR);
    edit([]);
    await runner.tick();
    expect(said()).toEqual([]);
    expect(reports).toMatchObject([{ outcome: 'skipped', why: expect.stringContaining('删除') }]);
  });

  it('report a group that could not be decided and reach the others', async () => {
    const { runner, clock, said, failWith, reports } = setUp([morning]);
    await runner.tick();
    clock.jump(HOUR);
    let calls = 0;
    failWith(() => {
      calls += 1;
      return calls === 1 ? new Error('row does not parse') : undefined;
    });
    await runner.tick();
    expect(said()).toHaveLength(1);
    expect(reports).toMatchObject([
      { outcome: 'done', refused: [{ group: 'a', why: 'row does not parse' }] },
    ]);
  });

  it('do not wait for one whose row is broken', async () => {
    const { runner, clock, table, said, broken } = setUp([
      { ...morning, to: ['a'] },
      { ...morning, id: 'noon', to: ['b'] },
    ]);
    await runner.tick();
    clock.jump(HOUR);
    const row = { schedule: 'morning.Asia-Shanghai', instant: START + HOUR };
    const claim = await table.claim(row, 'gone', clock.now(), 1);
    if (claim.type !== 'claimed') throw new Error('not claimed');
    await table.snapshot(row, claim.token, { message: 'not a message', targets: ['a'] });
    clock.jump(10);
    await runner.tick();
    expect(broken).toEqual(['morning.Asia-Shanghai']);
    expect(said()).toEqual([`b noon@${START + HOUR} 早上好`]);
  });

  it('do not come late when they were out of the configuration at their hour', async () => {
    const twice = { ...morning, schedule: { cron: '0,30 9 * * *' } };
    const { runner, clock, said, edit } = setUp([twice]);
    await runner.tick();
    edit([]);
    await runner.tick();
    clock.jump(HOUR);
    await runner.tick();
    clock.jump(HOUR / 2 + 60_000);
    edit([twice]);
    await runner.tick();
    expect(said()).toEqual([]);
    clock.jump(DAY - HOUR / 2);
    await runner.tick();
    expect(said()).toHaveLength(2);
  });

  it('count by the times before an edit until it is made, and by the new ones from then on', async () => {
    const { runner, clock, said, edit } = setUp([morning]);
    await runner.tick();
    clock.jump(HOUR + 60_000); // nine has come and nobody has looked
    edit([{ ...morning, schedule: { cron: '30 8 * * *' } }]);
    await runner.tick();
    expect(said().map((line) => line.split(' ')[1])).toEqual([
      `morning@${START + HOUR}`,
      `morning@${START + HOUR}`,
    ]);
    clock.jump(DAY - HOUR / 2);
    await runner.tick();
    expect(said().at(-1)).toContain(`morning@${START + DAY + HOUR / 2}`);
    expect(said()).toHaveLength(4);
  });

  it('plan again only when there is something new to plan', async () => {
    const { runner, clock, table, edit } = setUp([morning]);
    let plans = 0;
    const { plan } = table;
    table.plan = (...args) => {
      plans += 1;
      return plan(...args);
    };
    await runner.tick();
    await runner.tick();
    expect(plans).toBe(1);
    edit([{ ...morning, schedule: { cron: '0 10 * * *' } }]);
    await runner.tick();
    expect(plans).toBe(2);
    expect(await table.planned('morning.Asia-Shanghai')).toEqual([START + 2 * HOUR]);
    clock.jump(2 * HOUR);
    await runner.tick();
    expect(plans).toBe(3);
  });
});
