export interface DiffLine {
  readonly side: 'same' | 'before' | 'after';
  readonly text: string;
}

/**
 * What changes between two timelines: the longest common subsequence, taken from both ends first so that long runs
 * with few changes stay cheap.
 */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (
    tail < Math.min(before.length, after.length) - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail += 1;
  const same = (text: string): DiffLine => ({ side: 'same', text });
  return [
    ...before.slice(0, head).map(same),
    ...middle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(same),
  ];
}

/** Lengths beyond which the exact answer would cost too much: there, all of the one and then all of the other. */
const MAX_CELLS = 4_000_000;

const middle = (before: readonly string[], after: readonly string[]): DiffLine[] => {
  const gone = before.map((text): DiffLine => ({ side: 'before', text }));
  const come = after.map((text): DiffLine => ({ side: 'after', text }));
  if (before.length * after.length > MAX_CELLS) return [...gone, ...come];
  const width = after.length + 1;
  const common = new Uint32Array((before.length + 1) * width);
  const cell = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1)
      common[i * width + j] =
        before[i] === after[j] ? cell(i + 1, j + 1) + 1 : Math.max(cell(i + 1, j), cell(i, j + 1));
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    const [left, right] = [before[i] ?? '', after[j] ?? ''];
    if (left === right) {
      lines.push({ side: 'same', text: left });
      [i, j] = [i + 1, j + 1];
    } else if (cell(i + 1, j) >= cell(i, j + 1)) {
      lines.push({ side: 'before', text: left });
      i += 1;
    } else {
      lines.push({ side: 'after', text: right });
      j += 1;
    }
  }
  return [...lines, ...gone.slice(i), ...come.slice(j)];
};
