import { describe, expect, it } from 'vitest';
import { createSendWindow } from '../../src/delivery/send-window.ts';

describe('send window', () => {
  it('refuses what does not fit and takes it again when there is room', async () => {
    const errors: unknown[] = [];
    const window = createSendWindow(1, (error) => errors.push(error));
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
    const window = createSendWindow(1, (error) => errors.push(error));
    window.enter(() => Promise.reject(new Error('socket')));
    await window.drained();
    expect(errors).toEqual([new Error('socket')]);
    expect(window.size).toBe(0);
  });
});
