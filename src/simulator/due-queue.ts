/** What waits for its time, by due time and then in the order in which it came. */
export interface DueQueue<T> {
  add(due: number, item: T): void;
  /** When the first of it is due. */
  next(): number | undefined;
  /** The first that is due at `now`, taken out. */
  take(now: number): T | undefined;
}

export function createDueQueue<T>(): DueQueue<T> {
  const waiting: { readonly due: number; readonly item: T }[] = [];
  return {
    add: (due, item) => {
      let from = 0;
      let to = waiting.length;
      while (from < to) {
        const middle = (from + to) >>> 1;
        if ((waiting[middle]?.due ?? Number.POSITIVE_INFINITY) <= due) from = middle + 1;
        else to = middle;
      }
      waiting.splice(from, 0, { due, item });
    },
    next: () => waiting[0]?.due,
    take: (now) => ((waiting[0]?.due ?? Number.POSITIVE_INFINITY) <= now ? waiting.shift()?.item : undefined),
  };
}
