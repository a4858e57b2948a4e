import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { waitRows } from '../../../src/features/chain/rows.ts';
import { createReal, type Limits, playHistory } from './model.ts';
import { historyArbitrary } from './model-histories.ts';

const open = (limits: Limits = {}) => {
  const real = createReal(limits);
  return {
    ...real,
    wish: (who: string, quantity: number, option?: number) => {
      const { change, promoted } = real.set({ type: 'set', who, quantity, option });
      return { ...change, ...(promoted.length > 0 && { promoted }) };
    },
  };
};

describe('the list', () => {
  it('agrees with the plain rules after any history: order, counters, capacity, stock, limits', () => {
    fc.assert(
      fc.property(historyArbitrary(60), ({ limits, steps }) => {
        expect(playHistory(limits, steps)).toBeUndefined();
      }),
      { numRuns: 120 },
    );
  });

  it('stops promoting at the first who does not fit, even when a later one would', () => {
    const chain = open({ capacity: 3 });
    chain.wish('a', 2);
    chain.wish('b', 1);
    chain.wish('c', 3);
    chain.wish('d', 1);
    expect(chain.wish('a', 0)).toEqual({ type: 'cancelled', was: 2 });
    expect(chain.wish('b', 0)).toMatchObject({ promoted: [{ key: 'c', quantity: 3, position: 1 }] });
    expect(chain.listed().waiting).toEqual([['d', 1]]);
  });

  it('keeps waiting for one option apart from the others', () => {
    const chain = open({ capacity: 5, stocks: [undefined, 1] });
    chain.wish('a', 1, 1);
    expect(chain.wish('b', 1, 1)).toMatchObject({ type: 'queued', position: 1 });
    expect(chain.wish('c', 2, 0)).toMatchObject({ type: 'joined', position: 2 });
    expect(chain.wish('a', 0, 1)).toMatchObject({ promoted: [{ key: '1|b', quantity: 1 }] });
  });

  it.each<[string, Limits, [string, number][], object]>([
    [
      'joins at the end',
      { capacity: 3 },
      [
        ['a', 1],
        ['b', 1],
      ],
      { type: 'joined', position: 2, quantity: 1 },
    ],
    [
      'waits when full',
      { capacity: 1 },
      [
        ['a', 1],
        ['b', 1],
      ],
      { type: 'queued', position: 1, quantity: 1 },
    ],
    [
      'waits behind who waits',
      { capacity: 2 },
      [
        ['a', 1],
        ['b', 2],
        ['c', 1],
      ],
      { type: 'queued', position: 2, quantity: 1 },
    ],
    [
      'does not join twice',
      {},
      [
        ['a', 2],
        ['a', 2],
      ],
      { type: 'same', waiting: false, quantity: 2 },
    ],
    [
      'edits on a repeat',
      {},
      [
        ['a', 2],
        ['a', 1],
      ],
      { type: 'edited', waiting: false, was: 2, quantity: 1 },
    ],
    [
      'keeps a place when more does not fit',
      { capacity: 3 },
      [
        ['a', 1],
        ['b', 1],
        ['a', 3],
      ],
      { type: 'no-room', left: 1, kept: 1 },
    ],
    [
      'refuses more than each may have',
      { perMember: 2 },
      [['a', 3]],
      { type: 'over-member', limit: 2, others: 0 },
    ],
    [
      'refuses more than there is',
      { capacity: 2 },
      [['a', 3]],
      { type: 'over-all', limit: 2, option: undefined },
    ],
    ['says when there is nothing to cancel', {}, [['a', 0]], { type: 'not-in' }],
    [
      'says when it was cancelled already',
      {},
      [
        ['a', 1],
        ['a', 0],
        ['a', 0],
      ],
      { type: 'not-in' },
    ],
  ])('%s', (_, limits, wishes, expected) => {
    const chain = open(limits);
    expect(wishes.map(([who, quantity]) => chain.wish(who, quantity)).at(-1)).toEqual(expected);
  });

  it('counts what somebody signs up for others towards what each may have', () => {
    const chain = open({ perMember: 3 });
    chain.set({ type: 'set', who: 'a', name: '小明', quantity: 2 });
    expect(chain.wish('a', 2)).toEqual({ type: 'over-member', limit: 3, others: 2 });
    expect(chain.wish('a', 1)).toMatchObject({ type: 'joined' });
    chain.set({ type: 'set', who: 'a', name: '小明', quantity: 0 });
    expect(chain.wish('a', 3)).toMatchObject({ type: 'edited', quantity: 3 });
  });

  it('gives as many as there are to who takes a part', () => {
    const chain = open({ capacity: 3 });
    chain.wish('a', 2);
    const { change } = chain.set({ type: 'set', who: 'b', quantity: 4, partial: true });
    expect(change).toEqual({ type: 'joined', quantity: 1, position: 2 });
    chain.set({ type: 'set', who: 'c', quantity: 3, partial: true });
    expect(chain.wish('a', 0)).toMatchObject({ promoted: [{ key: 'c', quantity: 2 }] });
  });

  it('puts who takes back a cancellation where they stood, unless the place has gone', () => {
    const chain = open({ capacity: 2 });
    chain.wish('a', 1);
    chain.wish('b', 1);
    chain.wish('a', 0);
    chain.undo();
    expect(chain.listed().in).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
    chain.wish('c', 1);
    chain.wish('a', 0);
    chain.undo();
    expect(chain.listed()).toMatchObject({
      in: [
        ['b', 1],
        ['c', 1],
      ],
      waiting: [['a', 1]],
    });
  });

  it('reads and writes a handful of rows however long the list and the queue are', () => {
    const chain = open({ capacity: 500 });
    for (let n = 0; n < 700; n++) chain.wish(`m${n}`, 1);
    chain.wish('m510', 0);
    const before = chain.state.asked.length;
    expect(chain.wish('m3', 0)).toMatchObject({ promoted: [{ key: 'm500', position: 500 }] });
    expect(chain.wish('late', 1)).toMatchObject({ type: 'queued' });
    expect(chain.state.asked.length - before).toBeLessThan(20);
    expect(
      chain
        .queued()
        .map(([id]) => id)
        .slice(0, 3),
    ).toEqual(['m501', 'm502', 'm503']);
  });

  it('empties a queue of several rows and leaves none behind but the last', () => {
    const chain = open({ capacity: 1 });
    for (let n = 0; n < 100; n++) chain.wish(`m${n}`, 1);
    for (let n = 40; n < 70; n++) chain.wish(`m${n}`, 0);
    for (let n = 0; n < 100; n++) chain.wish(`m${n}`, 0);
    expect(chain.chain()).toMatchObject({ entries: 0, taken: 0, waiters: 0, waiting: 0, cancelled: 100 });
    expect(chain.queued()).toEqual([]);
    expect(chain.state.all(waitRows(1)).size).toBeLessThanOrEqual(1);
  });

  it('lets in at most so many at once and says that there are more', () => {
    const chain = open({ capacity: 1 });
    for (let n = 0; n < 400; n++) chain.wish(`m${n}`, 1);
    const first = chain.capacity(1000);
    expect([first.promoted.length, first.more]).toEqual([256, true]);
    const second = chain.capacity(1000);
    expect([second.promoted.length, second.more, chain.chain().waiters]).toEqual([143, false, 0]);
  });
});
