import { describe, expect, it, vi } from 'vitest';
import { createSendWindow } from '../../src/delivery/send-window.ts';

describe('send window', () => {
  it('refuses what does not fit and takes it again when there is room', async () => {
    const errors: unknown[] = [];
    const window = createSendWindow({ max: 1, room: 0, onError: (error) => errors.push(error) });
    let finish = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    expect(window.enter(() => held)).toBe(true);
    expect(window.enter(async () => {})).toBe(false);
    finish();
    await window.drained();
    expect(window.size).toBe(0);
    expect(window.enter(async () => {})).toBe(true);
    expect(errors).toEqual([]);
  });

  it('hands a failure to its owner and frees the place', async () => {
    const errors: unknown[] = [];
    const window = createSendWindow({ max: 1, room: 0, onError: (error) => errors.push(error) });
    window.enter(() => Promise.reject(new Error('socket')));
    await window.drained();
    expect(errors).toEqual([new Error('socket')]);
    expect(window.size).toBe(0);
  });

  it('starts what waits in its turn and never more than fits', async () => {
    const window = createSendWindow({
      max: 1,
      room: 2,
      onError: (error) => {
        throw error;
      },
    });
    const release: (() => void)[] = [];
    const ran: number[] = [];
    const work = (n: number) => () => {
      ran.push(n);
      return new Promise<void>((resolve) => release.push(resolve));
    };
    expect([0, 1, 2, 3].map((n) => window.enter(work(n)))).toEqual([true, true, true, false]);
    expect(ran).toEqual([0]);
    for (const n of [0, 1, 2]) {
      await vi.waitFor(() => expect(ran).toHaveLength(n + 1));
      expect(window.size).toBe(1);
      release[n]?.();
    }
    await window.drained();
    expect(ran).toEqual([0, 1, 2]);
    expect(window.size).toBe(0);
  });
});
