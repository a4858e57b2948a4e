import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Piecework } from '../domain/piecework.ts';

/** So long the program may be kept from its other work at a time. */
const SLICE_MS = 8;

/** Does the work a few milliseconds at a time, with a turn for everything else in between. */
export async function inSlices<T>(work: Piecework<T>): Promise<T> {
  for (;;) {
    const until = performance.now() + SLICE_MS;
    do {
      const step = work.next();
      if (step.done) return step.value;
    } while (performance.now() < until);
    await nextTurn();
  }
}
