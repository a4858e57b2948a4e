import { expect, it } from 'vitest';
import { createMemoryStores } from '../../src/memory/stores.ts';
import { createVirtualClock } from '../../src/memory/virtual-clock.ts';
import { event, request, scope, T0, write } from '../contract/stores.ts';

it('forgets replies and rows by the virtual clock', async () => {
  const clock = createVirtualClock(T0);
  const { events } = createMemoryStores(clock);
  await events.commit(request('a', { writes: [{ ...write('p', 'bob', 1), ttlMs: 1_000 }], keepMs: 2_000 }));
  const row = async () => (await events.read(scope, [{ collection: 'p', row: 'bob' }]))[0];
  clock.jump(999);
  expect(await row()).toEqual({ version: '1', value: 1 });
  clock.jump(1);
  expect(await row()).toEqual({ version: '', value: undefined });
  expect(await events.reply(scope, event('a'))).toEqual({ trail: [] });
  clock.jump(1_000);
  expect(await events.reply(scope, event('a'))).toBeUndefined();
  expect((await events.commit(request('a'))).type).toBe('committed');
});

it('keeps values apart from what the caller goes on changing', async () => {
  const { events } = createMemoryStores(createVirtualClock(T0));
  const value = { n: 1 };
  await events.commit(request('a', { writes: [write('p', 'bob', value)] }));
  value.n = 2;
  expect((await events.read(scope, [{ collection: 'p', row: 'bob' }]))[0]?.value).toEqual({ n: 1 });
});
