import { editDistance } from '../text/edit-distance.ts';

/** The candidate somebody most likely meant, or undefined when none is near. For keys and ids, not for speech. */
export const closest = (typed: string, candidates: Iterable<string>): string | undefined => {
  if (typed.length > 80) return undefined;
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(typed.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(typed.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
};

const LISTED_AT_MOST = 6;
/** The same, else what there is to choose from where that is few. */
export const didYouMeanOrOneOf = (
  typed: string,
  candidates: readonly string[],
  most = LISTED_AT_MOST,
): string | undefined => {
  const few = candidates.length > 0 && candidates.length <= most;
  return didYouMean(typed, candidates) ?? (few ? `可以写:${candidates.join('、')}。` : undefined);
};

/** `你是不是想写「x」?`, or nothing. */
export const didYouMean = (typed: string, candidates: Iterable<string>): string | undefined => {
  const meant = closest(typed, candidates);
  return meant === undefined ? undefined : `你是不是想写「${meant}」?`;
};
