import { describe, expect, it } from 'vitest';
import { createTurns } from '../../src/engine/turns.ts';

describe('turns', () => {
  it('run one at a time within a scope, in the order of arrival', async () => {
    const turns = createTurns();
    const log: string[] = [];
    let release = () => {};
    const first = turns.take('g:a', async () => {
      log.push('first begins');
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      log.push('first ends');
    });
    const second = turns.take('g:a', async () => {
      log.push('second');
    });
    await Promise.resolve();
    expect(log).toEqual(['first begins']);
    release();
    await Promise.all([first, second]);
    expect(log).toEqual(['first begins', 'first ends', 'second']);
  });

  it('do not wait for another scope', async () => {
    const turns = createTurns();
    const never = turns.take('g:a', () => new Promise<void>(() => {}));
    await expect(turns.take('g:b', async () => 'done')).resolves.toBe('done');
    expect(turns.busy('g:a')).toBe(true);
    void never;
  });

  it('go on after a failure, and free the scope', async () => {
    const turns = createTurns();
    const failing = turns.take('g:a', () => Promise.reject(new Error('no')));
    const after = turns.take('g:a', async () => 'after');
    await expect(failing).rejects.toThrow('no');
    await expect(after).resolves.toBe('after');
    await Promise.resolve();
    expect(turns.busy('g:a')).toBe(false);
  });
});
