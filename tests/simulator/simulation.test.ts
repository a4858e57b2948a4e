import { expect, it } from 'vitest';
import { loadFiles } from '../../src/config/load.ts';
import { features } from '../../src/features/index.ts';
import { diffLines } from '../../src/simulator/diff-lines.ts';
import { createDueQueue } from '../../src/simulator/due-queue.ts';
import { startSimulation } from '../../src/start-simulation.ts';
import { groups, wecom } from '../config/support.ts';

const START = Date.UTC(2026, 10, 20, 2, 0);
const bookOf = (rules: string) => {
  const files = new Map([
    ['wecom.yaml', wecom],
    ['groups.yaml', groups],
    ['rules/a.yaml', rules],
  ]);
  const loaded = loadFiles(files, {
    features,
    secrets: { type: 'none' },
    live: () => ({ queueDepth: 0, redis: '', recentErrors: [] }),
  });
  return loaded.ok ? loaded.book : expect.unreachable(JSON.stringify(loaded.problems));
};
const chained = `rules:
  - id: hello
    on: member.joined
    groups: [newbie-01]
    do:
      - send: 一
      - after: 1h
        do:
          - send: 二
          - after: 1d
            do: [{ send: 三 }]
`;

it('lets nothing happen before its time and everything at its time', async () => {
  const simulation = startSimulation({ book: bookOf(chained), start: START });
  await simulation.joins('newbie-01', [{ id: 'u1', name: '小王' }]);
  await simulation.wait(25 * 3_600_000);
  expect(simulation.sent().map(({ text, at }) => [text, (at - START) / 3_600_000])).toEqual([
    ['一', 0],
    ['二', 1],
    ['三', 25],
  ]);
  expect(simulation.now()).toBe(START + 25 * 3_600_000);
});

it('is the same every time', async () => {
  const run = async () => {
    const simulation = startSimulation({ book: bookOf(chained), start: START });
    await simulation.members('newbie-01', [{ id: 'U1', name: '小王' }]);
    await simulation.joins('newbie-01', [{ id: 'u2' }, { id: 'u3' }]);
    await simulation.leaves('newbie-01', [{ id: 'u3' }]);
    await simulation.wait(2 * 86_400_000);
    return { timeline: simulation.timeline(), row: await simulation.row('newbie-01', 'members', 'u1') };
  };
  const first = await run();
  expect(await run()).toEqual(first);
  expect(first.row).toEqual({ firstSeen: START, userid: 'U1', name: '小王' });
});

it('says what could not be sent', async () => {
  const book = bookOf(chained.replace('groups: [newbie-01]', 'groups: [newbie-*]'));
  const { groups: all } = book.community;
  const mute = new Map(
    [...all].map(([id, group]) => [id, { ...group, bindings: group.bindings.slice(0, 1) }]),
  );
  const simulation = startSimulation({
    book: { ...book, community: { ...book.community, groups: mute } },
    start: START,
  });
  await simulation.joins('newbie-01', [{ id: 'u1' }]);
  expect(simulation.sent()).toMatchObject([
    { how: 'send', text: '一', failed: expect.stringContaining('webhook') },
  ]);
});

it('refuses to hear somebody where nobody can be heard', async () => {
  const simulation = startSimulation({ book: bookOf(chained), start: START });
  await expect(simulation.says('vip-01', { id: 'u1' }, '你好')).rejects.toThrow('听不到');
});

it('takes what is due in the order of its time, then of its coming', () => {
  const queue = createDueQueue<string>();
  for (const [due, item] of [
    [3, 'c'],
    [1, 'a'],
    [3, 'd'],
    [2, 'b'],
  ] as const)
    queue.add(due, item);
  expect(queue.next()).toBe(1);
  expect([1, 1, 2, 3, 3, 3].map((now) => queue.take(now))).toEqual([
    'a',
    undefined,
    'b',
    'c',
    'd',
    undefined,
  ]);
  expect(queue.next()).toBeUndefined();
});

it.each([
  ['abc', 'abc', ' a b c'],
  ['abc', 'axc', ' a-b+x c'],
  ['', 'ab', '+a+b'],
  ['ab', '', '-a-b'],
  ['abcd', 'bd', '-a b-c d'],
])('finds what changed from %j to %j', (before, after, expected) => {
  const signs = { same: ' ', before: '-', after: '+' };
  const found = diffLines([...before], [...after]);
  expect(found.map(({ side, text }) => signs[side] + text).join('')).toBe(expected);
});
