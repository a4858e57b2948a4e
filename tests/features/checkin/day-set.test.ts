import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDay,
  countDays,
  type DaySet,
  daysIn,
  firstDay,
  hasDay,
  lastDay,
  noDays,
  removeDay,
} from '../../../src/features/checkin/day-set.ts';

const days = fc.array(fc.integer({ min: 20_000, max: 20_500 }));

describe('day set', () => {
  it('is the set of what was added and not taken out', () => {
    fc.assert(
      fc.property(days, days, (added, removed) => {
        const full = added.reduce<DaySet>(addDay, noDays);
        const set = removed.reduce<DaySet>(removeDay, full);
        const expected = [...new Set(added)].filter((day) => !removed.includes(day)).sort((a, b) => a - b);
        expect(daysIn(set)).toEqual(expected);
        expect([firstDay(set), lastDay(set)]).toEqual([expected[0], expected.at(-1)]);
        expect(countDays(set)).toBe(expected.length);
        expect(countDays(set, 20_100, 20_200)).toBe(
          expected.filter((day) => day >= 20_100 && day <= 20_200).length,
        );
        expect(hasDay(set, 19_000) || hasDay(set, 30_000)).toBe(false);
      }),
    );
  });
  it('keeps a year in 61 characters', () => {
    const year = Array.from({ length: 365 }, (_, n) => 20_000 + n).reduce<DaySet>(addDay, noDays);
    expect(year.bits).toHaveLength(61);
  });
});
