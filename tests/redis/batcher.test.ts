import { describe, expect, it } from 'vitest';
import { createBatcher } from '../../src/redis/batcher.ts';

/** A batcher whose calls are answered by hand. */
function setup(options: { maxBatch?: number; shardOf?: (item: string) => string } = {}) {
  const calls: {
    items: readonly string[];
    answer: (results: string[]) => void;
    fail: (error: Error) => void;
  }[] = [];
  const ask = createBatcher<string, string>({
    shardOf: () => '',
    ...options,
    flush: (items) => new Promise((answer, fail) => calls.push({ items, answer, fail })),
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { ask, calls, settled };
}
const replyError = () => Object.assign(new Error('WRONGTYPE x'), { name: 'ReplyError' });

describe('createBatcher', () => {
  it('sends at once what arrives together, and gathers what arrives while two calls are under way', async () => {
    const { ask, calls, settled } = setup();
    const first = Promise.all([ask('a'), ask('b')]);
    await settled();
    const second = ask('c');
    await settled();
    const later = Promise.all([ask('d'), ask('e')]);
    await settled();
    expect(calls.map(({ items }) => items)).toEqual([['a', 'b'], ['c']]);
    calls[0]?.answer(['A', 'B']);
    expect(await first).toEqual(['A', 'B']);
    await settled();
    expect(calls.map(({ items }) => items)).toEqual([['a', 'b'], ['c'], ['d', 'e']]);
    calls[1]?.answer(['C']);
    calls[2]?.answer(['D', 'E']);
    expect(await second).toBe('C');
    expect(await later).toEqual(['D', 'E']);
  });

  it('caps a batch', async () => {
    const { ask, calls, settled } = setup({ maxBatch: 2 });
    const all = Promise.all(['a', 'b', 'c'].map(ask));
    await settled();
    expect(calls[0]?.items).toEqual(['a', 'b']);
    calls[0]?.answer(['A', 'B']);
    await settled();
    calls[1]?.answer(['C']);
    expect(await all).toEqual(['A', 'B', 'C']);
  });

  it('keeps shards apart', async () => {
    const { ask, calls, settled } = setup({ shardOf: (item) => item.slice(0, 1) });
    const all = Promise.all(['a1', 'b1', 'a2'].map(ask));
    await settled();
    expect(calls.map(({ items }) => items)).toEqual([['a1', 'a2'], ['b1']]);
    for (const call of calls) call.answer(call.items.map((item) => item.toUpperCase()));
    expect(await all).toEqual(['A1', 'B1', 'A2']);
  });

  it('rejects the batch and whoever waits when Redis does not answer, and works again afterwards', async () => {
    const { ask, calls, settled } = setup();
    const first = ask('a');
    await settled();
    const second = ask('x');
    await settled();
    const waiting = ask('b');
    await settled();
    calls[0]?.fail(new Error('Command timed out'));
    await expect(first).rejects.toMatchObject({
      code: 'redis-unavailable',
      message: expect.stringContaining('timeout'),
    });
    await expect(waiting).rejects.toMatchObject({ code: 'redis-unavailable' });
    calls[1]?.answer(['X']);
    expect(await second).toBe('X');
    const again = ask('c');
    await settled();
    calls[2]?.answer(['C']);
    expect(await again).toBe('C');
  });

  it('rejects only the batch when Redis refuses it, without quoting what was sent', async () => {
    const { ask, calls, settled } = setup();
    const first = ask('a');
    await settled();
    const second = ask('x');
    await settled();
    const waiting = ask('b');
    await settled();
    calls[0]?.fail(replyError());
    await expect(first).rejects.toMatchObject({
      code: 'redis-unavailable',
      message: 'Redis 没有应答: WRONGTYPE',
    });
    await settled();
    calls[1]?.answer(['X']);
    calls[2]?.answer(['B']);
    expect(await second).toBe('X');
    expect(await waiting).toBe('B');
  });

  it('leaves nobody waiting when the answer is too short', async () => {
    const { ask, calls, settled } = setup();
    const pair = Promise.allSettled([ask('a'), ask('b')]);
    await settled();
    calls[0]?.answer(['A']);
    expect((await pair).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });
});
