/** Numbers in [0, 1) that follow from the seed (mulberry32). */
export function createRandom(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    int,
    chance: (p: number) => next() < p,
    pick: <T>(from: readonly [T, ...T[]]): T => from[int(0, from.length - 1)] ?? from[0],
  };
}
export type Random = ReturnType<typeof createRandom>;
