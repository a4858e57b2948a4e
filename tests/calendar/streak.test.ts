import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dateOfDay,
  dayNumber,
  isDate,
  mondayOf,
  weekdayOf,
  weekOfDay,
} from '../../src/calendar/dates.ts';
import { logicalDay } from '../../src/calendar/logical-day.ts';
import { type AskedDay, countStreak } from '../../src/calendar/streak.ts';
import { spanOf, spansAround, windowAt } from '../../src/calendar/windows.ts';
import { dayKind } from '../../src/calendar/workday.ts';
import { instantOf, localTime } from '../../src/calendar/zone.ts';

/** 1970 to 2100: more than a hundred years of days. */
const anyDay = fc.integer({ min: 0, max: dayNumber('2100-01-01') });
const anyZone = fc.constantFrom('Asia/Shanghai', 'Asia/Urumqi', 'Europe/Berlin', 'America/New_York', 'UTC');
const anyWindow = fc.record({
  open: fc.integer({ min: 0, max: 1439 }),
  close: fc.integer({ min: 0, max: 1440 }),
  grace: fc.integer({ min: 0, max: 720 }),
});

describe('a hundred years of days', () => {
  it('have a number, a weekday and a week each, one after the other', () => {
    let weekday = 4;
    for (let day = 0; day < dayNumber('2100-01-01'); day++) {
      const date = dateOfDay(day);
      if (dayNumber(date) !== day || weekdayOf(date) !== weekday || !isDate(date))
        expect({ date, day, weekday }).toBe('wrong');
      if (mondayOf(weekOfDay(day)) !== day - weekday + 1) expect(date).toBe('in another week');
      weekday = (weekday % 7) + 1;
    }
  });
  it('are workdays or not: never both, and by the weekday where no calendar is known', () => {
    for (let day = dayNumber('2000-01-01'); day < dayNumber('2100-01-01'); day++) {
      const date = dateOfDay(day);
      const { workday, holiday, known } = dayKind(date);
      if (workday && holiday) expect(date).toBe('one of both');
      if (!known && workday !== weekdayOf(date) <= 5) expect(date).toBe('as the weekday has it');
    }
  });
  it('take what operators say before the legal calendar', () => {
    fc.assert(
      fc.property(anyDay, fc.boolean(), (day, off) => {
        const date = dateOfDay(day);
        const days = new Set([date]);
        const none = new Set<string>();
        const own = { holidays: off ? days : none, workdays: off ? none : days, years: new Set<number>() };
        expect(dayKind(date, own).workday).toBe(!off);
        expect(dayKind(addDays(date, 1), own)).toEqual(dayKind(addDays(date, 1)));
      }),
    );
  });
});

describe('logical days', () => {
  it('begin where the group says, and every moment lies in exactly one', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: 0, max: 1439 }),
        fc.integer({ min: 0, max: 600 }),
        anyZone,
        (day, minutes, starts, zone) => {
          const moment = instantOf(dateOfDay(day), minutes, zone);
          const shown = localTime(moment, zone);
          const logical = logicalDay(moment, zone, starts);
          expect(logical).toBe(shown.minutes < starts ? addDays(shown.date, -1) : shown.date);
        },
      ),
    );
  });
});

describe('windows', () => {
  it('open before they close and close before they end, whatever the clocks do', () => {
    fc.assert(
      fc.property(
        anyDay,
        anyWindow,
        fc.integer({ min: 0, max: 600 }),
        anyZone,
        (day, window, dayStartsAt, timezone) => {
          fc.pre(window.open !== window.close % 1440);
          const span = spanOf(window, 0, dateOfDay(day), { timezone, dayStartsAt });
          expect(span.opens).toBeLessThanOrEqual(span.closes);
          expect(span.ends).toBe(span.closes + window.grace * 60_000);
          expect(span.closes - span.opens).toBeLessThanOrEqual(26 * 3_600_000);
        },
      ),
    );
  });
  it('are found by every moment inside, and by none outside', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.array(anyWindow, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 1439 }),
        anyZone,
        (day, windows, minutes, timezone) => {
          const zone = { timezone, dayStartsAt: 0 };
          const moment = instantOf(dateOfDay(day), minutes, timezone);
          const inside = spansAround(moment, windows, zone).filter(
            ({ opens, ends }) => opens <= moment && moment < ends,
          );
          const found = windowAt(moment, windows, zone);
          expect(found !== undefined).toBe(inside.length > 0);
          if (found) expect(found.late).toBe(!inside.some(({ closes }) => moment < closes));
        },
      ),
    );
  });
});

describe('countStreak', () => {
  const plain: AskedDay = {
    asked: true,
    done: false,
    excused: false,
    closed: true,
    restPerWeek: 0,
    version: 0,
  };
  const count = (days: string, more: Partial<AskedDay> = {}, first = dayNumber('2026-11-16')) =>
    countStreak(first, first + days.length - 1, (day) => {
      const mark = days[day - first];
      return {
        ...plain,
        ...more,
        asked: mark !== ' ' && mark !== undefined,
        done: mark === 'x',
        excused: mark === 'p',
        closed: mark !== '?' && mark !== undefined,
      };
    });
  it.each([
    ['xxx', 3, 3],
    ['xx.x', 1, 2],
    ['xx x', 3, 3],
    ['xxpx', 3, 3],
    ['xx?', 2, 2],
    ['xx.', 0, 2],
    ['p  x', 1, 1],
  ])('of %s is %i, longest %i', (days, streak, longest) => {
    expect(count(days)).toMatchObject({ streak, longest });
  });
  it.each([
    // A week begins on Monday: 2026-11-16 is one.
    ['x.xxxxx', 1, 6, ['done', 'rest', 'done', 'done', 'done', 'done', 'done']],
    ['x..x', 1, 1, ['done', 'rest', 'missed', 'done']],
    ['xxxxxx..xx', 1, 8, ['done', 'done', 'done', 'done', 'done', 'done', 'rest', 'rest', 'done', 'done']],
  ] as const)('rests in %s with %i a week', (days, restPerWeek, streak, marks) => {
    expect(count(days, { restPerWeek })).toMatchObject({ streak, marks });
  });
  it('never falls by more done, more rest, more excuses', () => {
    const anyDays = fc.string({ unit: fc.constantFrom('x', '.', ' ', 'p'), minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(anyDays, fc.nat(59), fc.nat(6), fc.constantFrom('x', 'p'), (days, at, rest, better) => {
        const place = at % days.length;
        const improved = days[place] === '.' ? days.slice(0, place) + better + days.slice(place + 1) : days;
        expect(count(improved, { restPerWeek: rest }).streak).toBeGreaterThanOrEqual(
          count(days, { restPerWeek: rest }).streak,
        );
        expect(count(days, { restPerWeek: rest + 1 }).streak).toBeGreaterThanOrEqual(
          count(days, { restPerWeek: rest }).streak,
        );
      }),
    );
  });
  it.each([
    ['xx     ', 2, 1],
    ['x      x', 2, 0],
    ['xp     ', 2, 0],
    ['xx     x??????', 2, 1],
    ['xx     xx', 2, 2],
    ['xx     x......xx', 2, 1],
  ])('by weeks of %s with %i is %i', (days, perWeek, streak) => {
    const asked = days.replaceAll(' ', '.').padEnd(Math.ceil(days.length / 7) * 7, '?');
    expect(count(asked, { perWeek }).streak).toBe(streak);
  });
});
