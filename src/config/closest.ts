/** Edits (insert, delete, replace, swap of neighbours) between two words. */
export const editDistance = (a: string, b: string): number => {
  const from = [...a];
  const to = [...b];
  let before: number[] = [];
  let previous = to.map((_, n) => n).concat(to.length);
  for (const [i, char] of from.entries()) {
    const row = [i + 1];
    for (const [j, other] of to.entries()) {
      const replaced = (previous[j] ?? 0) + (char === other ? 0 : 1);
      const swapped =
        i > 0 && j > 0 && char === to[j - 1] && from[i - 1] === other
          ? (before[j - 1] ?? 0) + 1
          : Number.POSITIVE_INFINITY;
      row.push(Math.min(replaced, swapped, (previous[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1));
    }
    before = previous;
    previous = row;
  }
  return previous[to.length] ?? 0;
};

/** The candidate somebody most likely meant, or undefined when none is near. */
export const closest = (typed: string, candidates: Iterable<string>): string | undefined => {
  const allowed = Math.max(1, Math.floor(typed.length / 3));
  let best: string | undefined;
  let bestDistance = allowed + 1;
  for (const candidate of candidates) {
    const distance = editDistance(typed.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
};

/** ` 你是不是想写「x」?`, or nothing. */
export const didYouMean = (typed: string, candidates: Iterable<string>): string | undefined => {
  const meant = closest(typed, candidates);
  return meant === undefined ? undefined : `你是不是想写「${meant}」?`;
};
