import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateOfDay, dayNumber } from '../../../src/calendar/dates.ts';
import {
  type Campaign,
  isScheduled,
  nextSpan,
  scheduledBefore,
} from '../../../src/features/checkin/campaign.ts';
import { countDay, streakOn } from '../../../src/features/checkin/count-day.ts';
import { addDay, type DaySet, daysIn, hasDay, noDays } from '../../../src/features/checkin/day-set.ts';
import type { Record } from '../../../src/features/checkin/rows.ts';

const start = '2026-09-21';
const first = dayNumber(start);
const campaign = (frequency: Campaign['frequency'], more: Partial<Campaign> = {}): Campaign => ({
  key: 'm',
  title: '晨读',
  frequency,
  windows: [],
  start,
  minText: 0,
  ...more,
});
const frequencies: Campaign['frequency'][] = [
  'daily',
  'workdays',
  'holidays',
  { weekdays: ['一', '三', '五'] },
  { weekdays: ['日'] },
];

describe('countDay', () => {
  it('agrees with counting by hand, in whatever order the days arrive', () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 30 });
    fc.assert(
      fc.property(fc.constantFrom(...frequencies), days, fc.boolean(), (frequency, offsets, ordered) => {
        const c = campaign(frequency);
        const done = offsets.filter((n) => isScheduled(c, addDays(start, n)));
        const arriving = ordered ? done.toSorted((a, b) => a - b) : done;
        let record: Record | undefined;
        for (const n of arriving) {
          record = countDay(c, record, { day: first + n, late: n % 3 === 0, place: 1 });
          expect(record).toBeDefined();
        }
        // By hand: the scheduled days as a row of done and missed.
        const row = Array.from({ length: 42 }, (_, n) => n).filter((n) => isScheduled(c, addDays(start, n)));
        const last = Math.max(-1, ...done);
        let run = 0;
        let longest = 0;
        for (const n of row.filter((n) => n <= last)) {
          run = done.includes(n) ? run + 1 : 0;
          longest = Math.max(longest, run);
        }
        expect([record?.s ?? 0, record?.l ?? 0, record?.n ?? 0]).toEqual([run, longest, done.length]);
        if (!record) return;
        expect(record.d).toBe(first + last);
        expect(daysIn({ base: record.b, bits: record.h })).toEqual(
          done.map((n) => first + n).toSorted((a, b) => a - b),
        );
        const late = daysIn({ base: record.lb ?? 0, bits: record.lh ?? '' });
        expect(late).toEqual(
          done
            .filter((n) => n % 3 === 0)
            .map((n) => first + n)
            .toSorted((a, b) => a - b),
        );
        expect(JSON.stringify(record).length).toBeLessThan(120);
        // It lives while no scheduled day between the last one and today was missed.
        for (let today = last; today < 42; today++) {
          const missed = row.some((n) => n > last && n < today);
          expect(streakOn(c, record, first + today)).toBe(missed ? 0 : run);
        }
      }),
      { numRuns: 300 },
    );
  });
  it('counts a day once', () => {
    const c = campaign('daily');
    const once = countDay(c, undefined, { day: first, late: false, place: 7 });
    expect(once).toMatchObject({ s: 1, l: 1, n: 1, p: 7 });
    expect(countDay(c, once, { day: first, late: true, place: 8 })).toBeUndefined();
  });
  it('keeps the longest streak of a campaign whose days were changed', () => {
    const c = campaign('daily');
    let record: Record | undefined;
    for (let n = 0; n < 5; n++) record = countDay(c, record, { day: first + n, late: false, place: 1 });
    record = countDay(campaign({ weekdays: ['日'] }), record, { day: first + 20, late: false, place: 1 });
    expect(record).toMatchObject({ s: 1, l: 5 });
  });
});

describe('day set', () => {
  it('is the set of what was added', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 20_000, max: 20_500 })), (days) => {
        const set = days.reduce<DaySet>(addDay, noDays);
        expect(daysIn(set)).toEqual([...new Set(days)].toSorted((a, b) => a - b));
        for (const day of days) expect(hasDay(set, day)).toBe(true);
        expect(hasDay(set, 19_000) || hasDay(set, 30_000)).toBe(false);
      }),
    );
  });
  it('keeps a year in 61 characters', () => {
    const year = Array.from({ length: 365 }, (_, n) => 20_000 + n).reduce<DaySet>(addDay, noDays);
    expect(year.bits).toHaveLength(61);
  });
});

describe('scheduled days', () => {
  it.each<[Campaign['frequency'], string, boolean]>([
    ['daily', '2026-10-01', true],
    ['workdays', '2026-10-01', false],
    ['workdays', '2026-10-10', true],
    ['holidays', '2026-10-10', false],
    ['holidays', '2026-10-11', true],
    [{ weekdays: ['四'] }, '2026-10-01', true],
    [{ dates: ['2026-10-02'] }, '2026-10-01', false],
    [{ dates: ['2026-10-02'] }, '2026-10-02', true],
    ['daily', '2026-09-20', false],
    ['daily', '2026-12-01', false],
  ])('%j on %s is %s', (frequency, day, expected) => {
    expect(isScheduled(campaign(frequency, { end: '2026-11-30' }), day)).toBe(expected);
  });
  it('finds the one before and the next window, over a long holiday too', () => {
    const c = campaign('workdays', { windows: [{ open: 360, close: 540, grace: 0 }] });
    expect(dateOfDay(scheduledBefore(c, dayNumber('2026-10-08')) ?? 0)).toBe('2026-09-30');
    expect(scheduledBefore(c, first)).toBeUndefined();
    const zone = { timezone: 'Asia/Shanghai', dayStartsAt: 0 };
    const next = nextSpan(c, '2026-10-01', Date.parse('2026-10-01T10:00:00+08:00'), zone);
    expect(next && new Date(next.opens).toISOString()).toBe('2026-10-07T22:00:00.000Z');
    expect(
      nextSpan(
        campaign('daily', { end: '2026-10-01' }),
        '2026-10-02',
        Date.parse('2026-10-02T10:00:00+08:00'),
        zone,
      ),
    ).toBeUndefined();
  });
});
