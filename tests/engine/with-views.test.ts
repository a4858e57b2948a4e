import { expect, it } from 'vitest';
import { withViews } from '../../src/engine/with-views.ts';
import { createMemoryStores } from '../../src/memory/stores.ts';
import { createVirtualClock } from '../../src/memory/virtual-clock.ts';
import { request, scope, T0, write } from '../contract/stores.ts';

it('answers from views in the order asked, and what was read of them never stands in the way of a commit', async () => {
  const { events } = createMemoryStores(createVirtualClock(T0));
  let count = 0;
  const store = withViews(events, {
    'view:count': async (where) => {
      count += 1;
      return { here: where, n: count };
    },
  });
  await store.commit(request('a', { writes: [write('points', 'bob', 1)] }));
  const refs = [
    { collection: 'view:count', row: '*' },
    { collection: 'points', row: 'bob' },
    { collection: 'view:count', row: 'n' },
    { collection: 'points', row: 'eve' },
  ];
  const rows = await store.read(scope, refs);
  expect(rows.map(({ value }) => value)).toEqual([{ here: scope, n: 1 }, 1, 2, undefined]);
  const expects = refs.map((ref, n) => ({ ...ref, version: rows[n]?.version ?? '' }));
  expect((await store.commit(request('b', { expects }))).type).toBe('committed');
});

it('tells a view what follows its name, and answers nothing for one there is not', async () => {
  const { events } = createMemoryStores(createVirtualClock(T0));
  const store = withViews(events, { 'view:board': async (_scope, of) => ({ of }) });
  const rows = await store.read(scope, [
    { collection: 'view:board:morning', row: '*' },
    { collection: 'view:board', row: 'of' },
    { collection: 'view:other:morning', row: '*' },
    { collection: 'view:constructor', row: 'name' },
  ]);
  expect(rows.map(({ value }) => value)).toEqual([{ of: 'morning' }, '', {}, undefined]);
});
