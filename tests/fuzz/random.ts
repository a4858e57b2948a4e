const LETTERS_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** A seeded source of chance (mulberry32): the same seed repeats a run to the byte. */
export function createRandom(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** An integer from `from` up to and including `to`. */
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(choices: readonly [T, ...T[]]): T => choices[int(0, choices.length - 1)] ?? choices[0];
  const chance = (probability: number): boolean => next() < probability;
  const bytes = (length: number): Buffer => {
    const filled = Buffer.alloc(length);
    for (let at = 0; at < length; at += 1) filled[at] = int(0, 255);
    return filled;
  };
  const word = (length: number, alphabet = LETTERS_AND_DIGITS): string => {
    let text = '';
    for (let at = 0; at < length; at += 1) text += alphabet[int(0, alphabet.length - 1)];
    return text;
  };
  return { next, int, pick, chance, bytes, word };
}
export type Random = ReturnType<typeof createRandom>;
