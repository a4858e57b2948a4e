import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memberId } from '../../../src/domain/ids.ts';
import { createDraft } from '../../../src/features/chain/draft.ts';
import { type Chain, entryRows, waitRows } from '../../../src/features/chain/rows.ts';
import { type Change, setQuantity } from '../../../src/features/chain/set-quantity.ts';
import { type FakeState, stateOf } from '../../support/decide.ts';

const emptyChain = (more: Partial<Chain> = {}): Chain => ({
  title: '徒步',
  openedAt: 0,
  state: 'open',
  taken: 0,
  waiting: 0,
  entries: 0,
  waiters: 0,
  cancelled: 0,
  nextOrder: 1,
  nextWait: 0,
  headChunk: 0,
  ...more,
});

/** A chain over a fake store: every wish is one commit. */
const open = (more: Partial<Chain> = {}) => {
  const state: FakeState = stateOf();
  let chain = emptyChain(more);
  let at = 0;
  return {
    state,
    wish: (who: string, quantity: number): Change => {
      const draft = createDraft(state);
      at += 1000;
      const changed = setQuantity(draft, 1, chain, { member: memberId(who), quantity, at });
      state.apply(draft.writes());
      chain = changed.chain;
      return changed.change;
    },
    chain: () => chain,
    listed: () => {
      const all = [...state.all(entryRows(1))].sort((a, b) => a[1].o - b[1].o);
      const show = (s: 'w' | 'x' | undefined) =>
        all.filter(([, entry]) => entry.s === s).map(([id, { q = 1 }]) => [id, q] as const);
      return { in: show(undefined), waiting: show('w'), cancelled: show('x') };
    },
    queue: () =>
      [...state.all(waitRows(1))].sort((a, b) => Number(a[0]) - Number(b[0])).flatMap(([, chunk]) => chunk),
  };
};

/** The rules in ten lines, with lists instead of counters. */
const createModel = (capacity: number | undefined, perMember: number | undefined) => {
  let inside: [string, number][] = [];
  let waiting: [string, number][] = [];
  const cancelled = new Set<string>();
  const taken = () => inside.reduce((sum, [, q]) => sum + q, 0);
  const room = () => (capacity ?? Number.POSITIVE_INFINITY) - taken();
  const promote = () => {
    for (let [first] = waiting; first && first[1] <= room(); [first] = waiting) {
      inside.push(first);
      waiting = waiting.slice(1);
    }
  };
  return {
    wish: (who: string, q: number) => {
      if (q > (perMember ?? q) || q > (capacity ?? q)) return;
      const mine = [...inside, ...waiting].find(([id]) => id === who);
      if (q === 0 && mine) {
        inside = inside.filter((e) => e !== mine);
        waiting = waiting.filter((e) => e !== mine);
        cancelled.add(who);
      } else if (q > 0 && !mine) {
        cancelled.delete(who);
        if (waiting.length === 0 && q <= room()) inside.push([who, q]);
        else waiting.push([who, q]);
      } else if (q > 0 && mine) {
        const grows = q - mine[1];
        if (inside.includes(mine) && grows > 0 && (waiting.length > 0 || grows > room())) return;
        mine[1] = q;
      }
      promote();
    },
    listed: () => ({ in: inside, waiting, cancelled: [...cancelled].sort() }),
  };
};

describe('setQuantity', () => {
  it('agrees with the plain rules after any history: order, counters, capacity', () => {
    const people = ['a', 'b', 'c', 'd', 'e', 'f'];
    const wishes = fc.array(fc.tuple(fc.constantFrom(...people), fc.integer({ min: 0, max: 4 })), {
      maxLength: 60,
    });
    const limit = fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined });
    fc.assert(
      fc.property(limit, limit, wishes, (capacity, perMember, history) => {
        const real = open({ ...(capacity && { capacity }), ...(perMember && { perMember }) });
        const model = createModel(capacity, perMember);
        for (const [who, quantity] of history) {
          real.wish(who, quantity);
          model.wish(who, quantity);
          const listed = real.listed();
          const expected = model.listed();
          expect(listed.in).toEqual(expected.in);
          expect(listed.waiting).toEqual(expected.waiting);
          expect(listed.cancelled.map(([id]) => id).sort()).toEqual(expected.cancelled);
          const chain = real.chain();
          const sum = (entries: readonly (readonly [string, number])[]) =>
            entries.reduce((n, [, q]) => n + q, 0);
          expect(chain).toMatchObject({
            entries: listed.in.length,
            taken: sum(listed.in),
            waiters: listed.waiting.length,
            waiting: sum(listed.waiting),
            cancelled: listed.cancelled.length,
          });
          if (capacity) expect(chain.taken).toBeLessThanOrEqual(capacity);
          expect(real.queue()).toEqual(listed.waiting);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('stops promoting at the first who does not fit, even when a later one would', () => {
    const chain = open({ capacity: 3 });
    chain.wish('a', 2);
    chain.wish('b', 1);
    chain.wish('c', 3);
    chain.wish('d', 1);
    expect(chain.wish('a', 0)).toEqual({ type: 'cancelled', was: 2, promoted: [] });
    expect(chain.wish('b', 0)).toMatchObject({ promoted: [{ member: 'c', quantity: 3, position: 1 }] });
    expect(chain.listed().waiting).toEqual([['d', 1]]);
  });

  it.each<[string, Partial<Chain>, [string, number][], Change]>([
    [
      'joins at the end',
      { capacity: 3 },
      [
        ['a', 1],
        ['b', 1],
      ],
      { type: 'joined', position: 2, promoted: [] },
    ],
    [
      'waits when full',
      { capacity: 1 },
      [
        ['a', 1],
        ['b', 1],
      ],
      { type: 'queued', position: 1, promoted: [] },
    ],
    [
      'waits behind who waits',
      { capacity: 2 },
      [
        ['a', 1],
        ['b', 2],
        ['c', 1],
      ],
      { type: 'queued', position: 2, promoted: [] },
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
      { type: 'edited', waiting: false, was: 2, promoted: [] },
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
      { type: 'over-limit', limit: 2, of: 'member' },
    ],
    [
      'refuses more than there is',
      { capacity: 2 },
      [['a', 3]],
      { type: 'over-limit', limit: 2, of: 'chain' },
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
  ])('%s', (_, more, wishes, expected) => {
    const chain = open(more);
    expect(wishes.map(([who, quantity]) => chain.wish(who, quantity)).at(-1)).toEqual(expected);
  });

  it('reads and writes a handful of rows however long the list and the queue are', () => {
    const chain = open({ capacity: 500 });
    for (let n = 0; n < 700; n++) chain.wish(`m${n}`, 1);
    chain.wish('m510', 0);
    const before = chain.state.asked.length;
    expect(chain.wish('m3', 0)).toMatchObject({ promoted: [{ member: 'm500', position: 500 }] });
    expect(chain.wish('late', 1)).toMatchObject({ type: 'queued' });
    expect(chain.state.asked.length - before).toBeLessThan(12);
    expect(
      chain
        .queue()
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
    expect(chain.queue()).toEqual([]);
    expect(chain.state.all(waitRows(1)).size).toBeLessThanOrEqual(1);
  });
});
