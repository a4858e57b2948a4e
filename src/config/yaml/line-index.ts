import type { Place } from './locate.ts';

/** Turns offsets of a text into lines and columns; the lines are counted when the first place is asked for. */
export function lineIndex(source: string): (offset: number) => Place {
  let known: readonly number[] | undefined;
  return (offset) => {
    known ??= lineStarts(source);
    let low = 0;
    let high = known.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((known[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (known[low] ?? 0) + 1 };
  };
}

const lineStarts = (source: string): number[] => {
  const starts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
};
