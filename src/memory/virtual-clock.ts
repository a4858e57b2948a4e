import type { Clock } from '../domain/clock.ts';

export interface VirtualClock extends Clock {
  /** Moves time forward and tells the listeners. */
  jump(ms: number): void;
  onChange(listener: (now: number) => void): () => void;
}

/** Time that stands still until it is moved. */
export function createVirtualClock(start: number): VirtualClock {
  let now = start;
  const listeners = new Set<(now: number) => void>();
  return {
    now: () => now,
    jump: (ms) => {
      now += ms;
      for (const listener of [...listeners]) listener(now);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
