import { editDistance } from './edit-distance.ts';
import { soundOf } from './sounds.ts';

/**
 * How far off still counts as a slip. Two Chinese characters carry a whole word, so one may differ; short Latin words
 * (`dk`, `jl`) look like too much else.
 */
function tolerance(word: string): number {
  const length = [...word].length;
  if (/^[\x20-\x7e]*$/.test(word)) return length < 4 ? 0 : length < 8 ? 1 : 2;
  return length < 2 ? 0 : length < 5 ? 1 : 2;
}

/**
 * The candidate that was most likely meant, or undefined. What sounds the same wins, then of equals the first that
 * begins alike, then the first.
 */
export function nearest(typed: string, candidates: Iterable<string>): string | undefined {
  let best: { candidate: string; score: number } | undefined;
  const length = [...typed].length;
  const sound = soundOf(typed);
  for (const candidate of candidates) {
    const allowed = Math.min(tolerance(candidate), tolerance(typed));
    if (Math.abs([...candidate].length - length) > allowed) continue;
    const distance = editDistance(typed, candidate);
    if (distance > allowed) continue;
    const score =
      distance * 2 + (sound === soundOf(candidate) ? -2 : sharesBeginning(typed, candidate) ? 0 : 1);
    if (!best || score < best.score) best = { candidate, score };
  }
  return best?.candidate;
}
const sharesBeginning = (a: string, b: string) => a.charAt(0) === b.charAt(0);
