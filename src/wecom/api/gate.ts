/** Lets at most `width` pieces of work run at once; the others wait in order (45033, outbound.md §8.1). */
export function createGate(width: number) {
  let free = width;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((enter) => waiting.push(enter));
    try {
      return await work();
    } finally {
      const next = waiting.shift(); // hands its place over
      if (next) next();
      else free += 1;
    }
  };
}
