import type { SendLimiter } from '../delivery/ports.ts';

/** Sliding windows in this process. */
export function createMemorySendLimiter(): SendLimiter {
  const slots = new Map<string, Map<string, number>>();
  const blocks = new Map<string, number>();
  return {
    take: async (destination, limits, id, now) => {
      const longest = Math.max(0, ...limits.map(({ windowMs }) => windowMs));
      const taken = new Map([...(slots.get(destination) ?? [])].filter(([, at]) => at > now - longest));
      slots.set(destination, taken);
      let wait = Math.max(0, (blocks.get(destination) ?? 0) - now);
      if (taken.has(id)) return wait;
      const newestFirst = [...taken.values()].sort((a, b) => b - a);
      for (const { max, windowMs } of limits) {
        // The slot that must leave the window first: the max-th newest.
        const oldest = newestFirst[max - 1];
        if (oldest !== undefined && oldest > now - windowMs) wait = Math.max(wait, oldest + windowMs - now);
      }
      if (wait === 0) taken.set(id, now);
      return wait;
    },
    block: async (destination, ms, now) => {
      blocks.set(destination, Math.max(blocks.get(destination) ?? 0, now + ms));
    },
  };
}
