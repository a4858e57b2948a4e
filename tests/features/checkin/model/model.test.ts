import { describe, expect, it } from 'vitest';
import { compare } from './compare.ts';

const AT_ONCE = 25;

describe('streaks', () => {
  it.each(Array.from({ length: 10 }, (_, n) => 900_000 + n * AT_ONCE))(
    'agree with a brute-force count over random histories from seed %i on',
    (first) => {
      const compared = Array.from({ length: AT_ONCE }, (_, n) => compare(first + n));
      expect(compared.flatMap(({ differences }) => differences.slice(0, 1))).toEqual([]);
      // Histories in which nobody looks would prove nothing.
      expect(compared.reduce((sum, { looks }) => sum + looks, 0)).toBeGreaterThan(400);
    },
    60_000,
  );
});
