import { describe, expect, it } from 'vitest';
import { compare } from './compare.ts';

describe('streaks', () => {
  it('agree with a brute-force count over random histories', () => {
    const compared = Array.from({ length: 400 }, (_, n) => compare(900_000 + n));
    expect(compared.flatMap(({ differences }) => differences.slice(0, 1))).toEqual([]);
    expect(compared.reduce((sum, { looks }) => sum + looks, 0)).toBeGreaterThan(5_000);
  }, 60_000);
});
