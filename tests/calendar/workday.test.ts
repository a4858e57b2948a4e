import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, weekdayOf } from '../../src/calendar/dates.ts';
import { dayKind, isKnownYear, isWorkday } from '../../src/calendar/workday.ts';

describe('dayKind', () => {
  it.each([
    ['2026-10-01', false, true, 'National Day'],
    ['2026-10-10', true, false, 'a Saturday worked for the holiday'],
    ['2026-02-14', true, false, 'a Saturday worked for Spring Festival'],
    ['2026-02-17', false, true, 'Spring Festival'],
    ['2026-03-07', false, false, 'an ordinary Saturday'],
    ['2026-03-09', true, false, 'an ordinary Monday'],
  ])('%s workday %s holiday %s (%s)', (date, workday, holiday) => {
    expect(dayKind(date)).toEqual({ workday, holiday, known: true });
  });

  it('says that it does not know years nobody has published, and goes by weekends there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), (n) => {
        const date = addDays('2090-01-01', n);
        expect(dayKind(date)).toEqual({
          workday: weekdayOf(date) <= 5,
          holiday: false,
          known: false,
        });
        expect(isWorkday(date)).toBe(weekdayOf(date) <= 5);
      }),
    );
    expect(isKnownYear(2026)).toBe(true);
    expect(isKnownYear(2003)).toBe(false);
  });
});
