import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateOfDay, dayNumber, isDate, weekdayOf } from '../../src/calendar/dates.ts';
import { logicalDay } from '../../src/calendar/logical-day.ts';
import { instantOf, isZone, localTime } from '../../src/calendar/zone.ts';

const zones = [
  'Asia/Shanghai',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'UTC',
];
const moments = fc.integer({ min: Date.UTC(2012, 0), max: Date.UTC(2040, 0) });

/** What Intl says, asked the slow way. */
const wall = (ms: number, timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(ms);
const shown = (ms: number, zone: string) => {
  const { date, minutes, seconds } = localTime(ms, zone);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds)}`;
};

describe('localTime', () => {
  it('shows what the wall clock of the zone shows', () => {
    fc.assert(
      fc.property(moments, fc.constantFrom(...zones), (ms, zone) => {
        expect(shown(ms, zone)).toBe(wall(ms, zone));
        expect(localTime(ms, zone).weekday).toBe(weekdayOf(localTime(ms, zone).date));
      }),
    );
  });
  it.each([
    ['America/New_York', '2026-03-08T06:59:59Z', '2026-03-08 01:59:59'],
    ['America/New_York', '2026-03-08T07:00:00Z', '2026-03-08 03:00:00'],
    ['America/New_York', '2026-11-01T05:59:59Z', '2026-11-01 01:59:59'],
    ['America/New_York', '2026-11-01T06:00:00Z', '2026-11-01 01:00:00'],
    ['Asia/Shanghai', '2028-02-28T16:00:00Z', '2028-02-29 00:00:00'],
  ])('%s at %s shows %s', (zone, at, expected) => {
    expect(shown(Date.parse(at), zone)).toBe(expected);
  });
  it('knows a zone from a typing error', () => {
    expect(isZone('Asia/Shanghai')).toBe(true);
    expect(isZone('Asia/Shangai')).toBe(false);
  });
});

describe('instantOf', () => {
  it('is the moment at which the wall shows that time, unless the clock skips it', () => {
    fc.assert(
      fc.property(moments, fc.constantFrom(...zones), (ms, zone) => {
        const { date, minutes } = localTime(ms, zone);
        const instant = instantOf(date, minutes, zone);
        const back = localTime(instant, zone);
        expect([back.date, back.minutes]).toEqual([date, minutes]);
        expect(instant).toBeLessThanOrEqual(ms);
      }),
    );
  });
  it.each([
    ['America/New_York', '2026-03-08', 150, '2026-03-08T07:30:00Z', 'a time the clock skips moves on'],
    ['America/New_York', '2026-11-01', 90, '2026-11-01T05:30:00Z', 'of two the first'],
    ['Asia/Shanghai', '2026-11-20', 1500, '2026-11-20T17:00:00Z', 'past midnight is the next day'],
    ['Australia/Lord_Howe', '2026-10-04', 135, '2026-10-03T15:45:00Z', 'half an hour skipped'],
  ])('%s %s minute %i is %s (%s)', (zone, date, minutes, expected) => {
    expect(new Date(instantOf(date, minutes, zone)).toISOString()).toBe(new Date(expected).toISOString());
  });
});

describe('logicalDay', () => {
  it.each([
    ['2026-11-20T19:59:00Z', 240, '2026-11-20'],
    ['2026-11-20T20:00:00Z', 240, '2026-11-21'],
    ['2026-11-20T16:00:00Z', 0, '2026-11-21'],
    ['2026-12-31T17:00:00Z', 120, '2026-12-31'],
  ])('%s with a day starting at minute %i is %s', (at, dayStartsAt, expected) => {
    expect(logicalDay(Date.parse(at), 'Asia/Shanghai', dayStartsAt)).toBe(expected);
  });
});

describe('dates', () => {
  it('adds and numbers days as a calendar does, leap days included', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40000, max: 60000 }), fc.integer({ min: -800, max: 800 }), (day, n) => {
        const date = dateOfDay(day);
        expect(dayNumber(date)).toBe(day);
        expect(addDays(date, n)).toBe(dateOfDay(day + n));
        expect(weekdayOf(date)).toBe(new Date(`${date}T00:00:00Z`).getUTCDay() || 7);
      }),
    );
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01');
  });
  it.each([
    ['2028-02-29', true],
    ['2027-02-29', false],
    ['2026-13-01', false],
    ['2026-1-1', false],
  ])('isDate(%s) is %s', (date, expected) => {
    expect(isDate(date)).toBe(expected);
  });
});
