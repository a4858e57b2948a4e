import { expect, it } from 'vitest';
import { createVirtualClock } from '../../src/memory/virtual-clock.ts';

it('stands still until it is moved, and tells who listens', () => {
  const clock = createVirtualClock(100);
  const heard: number[] = [];
  const off = clock.onChange((now) => heard.push(now));
  expect([clock.now(), clock.now()]).toEqual([100, 100]);
  clock.jump(50);
  off();
  clock.jump(1);
  expect([clock.now(), heard]).toEqual([151, [150]]);
});
