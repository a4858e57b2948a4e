import { describe, expect, it } from 'vitest';
import { groupScope, type Scope } from '../../src/domain/chat.ts';
import { asGroupId } from '../../src/domain/ids.ts';
import { ALL_ROWS } from '../../src/domain/state.ts';
import { createRecentRows } from '../../src/engine/recent-rows.ts';

const here = groupScope(asGroupId('here'));
const a = { collection: 'things', row: 'a' };
const b = { collection: 'things', row: 'b' };
const write = (row: string, value: unknown, ttlMs?: number) => ({
  collection: 'things',
  row,
  value,
  ...(ttlMs !== undefined && { ttlMs }),
});
const known = (version: string, value: unknown) => ({ version, value });

describe('rows seen lately', () => {
  it('are there once all that are asked for have been read, absent ones too', () => {
    const recent = createRecentRows();
    recent.learn(here, [a], [known('3', { n: 1 })]);
    expect(recent.find(here, [a, b], 0)).toBeUndefined();
    recent.learn(here, [b], [known('', undefined)]);
    expect(recent.find(here, [b, a], 0)).toEqual([known('', undefined), known('3', { n: 1 })]);
  });

  it('of another scope are others', () => {
    const recent = createRecentRows();
    recent.learn(here, [a], [known('3', 1)]);
    expect(recent.find(groupScope(asGroupId('there')), [a], 0)).toBeUndefined();
  });

  it('follow what this process commits', () => {
    const recent = createRecentRows();
    recent.learn(here, [a, b], [known('1', 'old'), known('1', 'old')]);
    recent.committed(here, [write('a', 'new'), write('b', null)], 7);
    expect(recent.find(here, [a, b], 0)).toEqual([known('7', 'new'), known('', undefined)]);
  });

  it('do not stand for a whole collection, nor for one that expires', () => {
    const recent = createRecentRows();
    const whole = { collection: 'things', row: ALL_ROWS };
    recent.learn(here, [whole], [known('3', { a: 1 })]);
    expect(recent.find(here, [whole], 0)).toBeUndefined();
    recent.learn(here, [a], [known('3', 1)]);
    recent.committed(here, [write('a', 2, 1_000)], 4);
    expect(recent.find(here, [a], 0)).toBeUndefined();
  });

  it('are not used for a minute where they were out of date', () => {
    const recent = createRecentRows();
    recent.stale(here, 1_000);
    recent.learn(here, [a], [known('3', 1)]);
    expect(recent.find(here, [a], 60_999)).toBeUndefined();
    expect(recent.find(here, [a], 61_000)).toEqual([known('3', 1)]);
  });

  it('are forgotten scope by scope, the oldest first, when there are too many', () => {
    const recent = createRecentRows(4);
    const scopes: Scope[] = ['one', 'two', 'three'].map((id) => groupScope(asGroupId(id)));
    for (const scope of scopes) recent.learn(scope, [a, b], [known('1', 1), known('1', 1)]);
    expect(scopes.map((scope) => recent.find(scope, [a, b], 0) !== undefined)).toEqual([false, true, true]);
  });

  it('are all forgotten with the store', () => {
    const recent = createRecentRows();
    recent.learn(here, [a], [known('3', 1)]);
    recent.forgetAll();
    expect(recent.find(here, [a], 0)).toBeUndefined();
  });
});
