/** Knows what is still under way. */
export function createTracker() {
  const running = new Set<Promise<unknown>>();
  return {
    track: <T>(work: Promise<T>): Promise<T> => {
      // A failure is the caller's to see; here it only counts as done.
      const done: Promise<unknown> = work
        .then(
          () => undefined,
          () => undefined,
        )
        .finally(() => running.delete(done));
      running.add(done);
      return work;
    },
    settled: async (): Promise<void> => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
