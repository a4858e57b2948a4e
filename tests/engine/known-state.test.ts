import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineRows, drop, put } from '../../src/domain/state.ts';
import { createKnownState } from '../../src/engine/known-state.ts';

const counters = defineRows('counters', z.object({ n: z.int() }));

describe('known state', () => {
  it('notes what was asked for and not read, once', () => {
    const state = createKnownState();
    expect(state.get(counters, 'a')).toBeUndefined();
    state.get(counters, 'a');
    expect(state.missing()).toEqual([{ collection: 'counters', row: 'a' }]);
  });

  it('answers from what was learned and expects its versions at the commit', () => {
    const state = createKnownState();
    state.learn([{ collection: 'counters', row: 'a' }], [{ version: '7', value: { n: 3 } }]);
    expect(state.get(counters, 'a')).toEqual({ n: 3 });
    expect(state.missing()).toEqual([]);
    expect(state.expectations()).toEqual([{ collection: 'counters', row: 'a', version: '7' }]);
  });

  it('expects an absent row to stay absent', () => {
    const state = createKnownState();
    state.learn([{ collection: 'counters', row: 'a' }], [{ version: '', value: undefined }]);
    expect(state.get(counters, 'a')).toBeUndefined();
    expect(state.missing()).toEqual([]);
    expect(state.expectations()).toEqual([{ collection: 'counters', row: 'a', version: '' }]);
  });

  it('expects nothing of what was read on a hint and never looked at', () => {
    const state = createKnownState();
    const refs = ['a', 'b'].map((row) => ({ collection: 'counters', row }));
    state.learn(
      refs,
      refs.map((_, n) => ({ version: `${n}`, value: { n } })),
    );
    state.get(counters, 'b');
    expect(state.expectations()).toEqual([{ collection: 'counters', row: 'b', version: '1' }]);
  });

  it('lays the writes of the decision under way over what was read, and forgets them on restart', () => {
    const state = createKnownState();
    state.learn(
      [{ collection: 'counters', row: '*' }],
      [{ version: '9', value: { a: { n: 1 }, b: { n: 2 } } }],
    );
    state.apply([put(counters, 'a', { n: 10 }), drop(counters, 'b'), put(counters, 'c', { n: 3 })]);
    expect(state.get(counters, 'a')).toEqual({ n: 10 });
    expect(state.get(counters, 'b')).toBeUndefined();
    expect([...state.all(counters)]).toEqual([
      ['a', { n: 10 }],
      ['c', { n: 3 }],
    ]);
    state.restart();
    expect(state.get(counters, 'a')).toEqual({ n: 1 });
    expect(state.get(counters, 'c')).toBeUndefined();
    expect(state.missing()).toEqual([]);
  });
});
