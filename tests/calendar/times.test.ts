import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockTime, parseClockTime } from '../../src/calendar/clock-time.ts';
import { cronProblem, instantsBetween, nextAfter } from '../../src/calendar/cron.ts';
import { parseDuration } from '../../src/calendar/duration.ts';
import { quietUntil } from '../../src/calendar/quiet-until.ts';
import { spansAround, windowAt } from '../../src/calendar/windows.ts';
import { instantOf, localTime } from '../../src/calendar/zone.ts';

const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());
const shanghai = 'Asia/Shanghai';

describe('parseDuration', () => {
  it.each([
    ['10m', 600_000],
    ['1d', 86_400_000],
    ['2h', 7_200_000],
    ['30s', 30_000],
    ['1h30m', 5_400_000],
    ['3天', 259_200_000],
    ['2 小时', 7_200_000],
    ['2个小时', 7_200_000],
    ['15分钟', 900_000],
    ['1周', 604_800_000],
    ['0m', 0],
    ['', undefined],
    ['10', undefined],
    ['m', undefined],
    ['-1d', undefined],
    ['1d later', undefined],
    ['1.5h', undefined],
  ])('%s is %s', (source, expected) => {
    expect(parseDuration(source)).toBe(expected);
  });
});

describe('clock times', () => {
  it('reads back what it writes', () => {
    for (let minutes = 0; minutes <= 1440; minutes++)
      expect(parseClockTime(clockTime(minutes))).toBe(minutes);
  });
  it.each([
    ['6:05', 365],
    ['6点', 360],
    ['6点半', 390],
    ['18时20分', 1100],
    ['24:00', 1440],
    ['24:01', undefined],
    ['6:60', undefined],
    ['6', undefined],
  ])('%s is minute %s', (source, expected) => {
    expect(parseClockTime(source)).toBe(expected);
  });
  it('says when a time is on the next day', () => {
    expect(clockTime(1500)).toBe('次日 01:00');
  });
});

describe('quietUntil', () => {
  const night = { from: 1350, to: 480 };
  it.each([
    ['2026-11-20T22:29:59+08:00', undefined],
    ['2026-11-20T22:30:00+08:00', '2026-11-21T00:00:00.000Z'],
    ['2026-11-21T00:00:00+08:00', '2026-11-21T00:00:00.000Z'],
    ['2026-11-21T07:59:59+08:00', '2026-11-21T00:00:00.000Z'],
    ['2026-11-21T08:00:00+08:00', undefined],
  ])('over midnight: %s is quiet until %s', (at, expected) => {
    expect(iso(quietUntil(Date.parse(at), night, shanghai))).toBe(expected);
  });
  it('holds within a day, and never when there are no quiet hours', () => {
    const noon = { from: 720, to: 780 };
    expect(iso(quietUntil(Date.parse('2026-11-20T12:10:00+08:00'), noon, shanghai))).toBe(
      '2026-11-20T05:00:00.000Z',
    );
    expect(quietUntil(0, undefined, shanghai)).toBeUndefined();
    expect(quietUntil(0, { from: 480, to: 480 }, shanghai)).toBeUndefined();
  });
  it('ends later than now, at a moment that is not quiet, within a day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2030, 0) }),
        fc.record({
          from: fc.integer({ min: 0, max: 1439 }),
          to: fc.integer({ min: 0, max: 1439 }),
        }),
        fc.constantFrom(shanghai, 'America/New_York', 'Europe/Berlin'),
        (ms, hours, zone) => {
          const until = quietUntil(ms, hours, zone);
          const { minutes } = localTime(ms, zone);
          const quiet =
            hours.from > hours.to
              ? minutes >= hours.from || minutes < hours.to
              : minutes >= hours.from && minutes < hours.to;
          expect(until !== undefined).toBe(quiet);
          if (until !== undefined) {
            expect(until).toBeGreaterThan(ms);
            expect(until - ms).toBeLessThanOrEqual(25 * 3_600_000);
          }
        },
      ),
    );
  });
});

describe('windowAt', () => {
  const zone = { timezone: shanghai, dayStartsAt: 0 };
  const morning = [{ open: 360, close: 540, grace: 10 }];
  it.each([
    ['05:59', undefined, undefined],
    ['06:00', '2026-11-20', false],
    ['08:59', '2026-11-20', false],
    ['09:00', '2026-11-20', true],
    ['09:09', '2026-11-20', true],
    ['09:10', undefined, undefined],
  ])('at %s it is day %s, late %s', (clock, day, late) => {
    const found = windowAt(Date.parse(`2026-11-20T${clock}:00+08:00`), morning, zone);
    expect(found?.span.day).toBe(day);
    expect(found?.late).toBe(late);
  });
  it('counts the small hours of a window over midnight for the evening it opened', () => {
    const evening = [{ open: 1320, close: 60, grace: 0 }];
    expect(windowAt(Date.parse('2026-11-21T00:30:00+08:00'), evening, zone)?.span.day).toBe('2026-11-20');
  });
  it('follows the logical day: 01:00 of a group whose day ends at 04:00 is the evening before', () => {
    const owls = { timezone: shanghai, dayStartsAt: 240 };
    const late = [{ open: 0, close: 120, grace: 0 }];
    expect(windowAt(Date.parse('2026-11-21T01:00:00+08:00'), late, owls)?.span.day).toBe('2026-11-20');
  });
  it('leaves out days that are not allowed, and prefers an open window to a late one', () => {
    const two = [
      { open: 360, close: 540, grace: 60 },
      { open: 570, close: 600, grace: 0 },
    ];
    const at = Date.parse('2026-11-20T09:35:00+08:00');
    expect(windowAt(at, two, zone)).toMatchObject({
      late: false,
      span: { index: 1 },
    });
    expect(windowAt(at, two, zone, () => false)).toBeUndefined();
  });
  it('is in exactly one window of exactly one day when a window covers the whole day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2030, 0) }),
        fc.integer({ min: 0, max: 720 }),
        fc.constantFrom(shanghai, 'America/New_York', 'Europe/Berlin'),
        (ms, dayStartsAt, timezone) => {
          const where = { timezone, dayStartsAt };
          const whole = [{ open: dayStartsAt, close: dayStartsAt, grace: 0 }];
          expect(spansAround(ms, whole, where).filter((s) => s.opens <= ms && ms < s.closes)).toHaveLength(1);
        },
      ),
    );
  });
});

describe('cron', () => {
  it.each([
    ['0 9 * * 1-5', '2026-11-20T01:00:00Z', '2026-11-23T01:00:00.000Z'],
    ['0 9 * * *', '2026-11-20T00:59:59Z', '2026-11-20T01:00:00.000Z'],
    ['0 9 29 2 *', '2026-11-20T00:00:00Z', '2028-02-29T01:00:00.000Z'],
    ['0 9 30 2 *', '2026-11-20T00:00:00Z', undefined],
  ])('%s after %s is %s', (cron, at, expected) => {
    expect(iso(nextAfter(cron, shanghai, Date.parse(at)))).toBe(expected);
  });
  it('lists what lies between two moments, the end included, up to a limit', () => {
    const from = instantOf('2026-11-20', 540, shanghai);
    const to = instantOf('2026-11-23', 540, shanghai);
    expect(instantsBetween('0 9 * * *', shanghai, from, to).map(iso)).toEqual([
      '2026-11-21T01:00:00.000Z',
      '2026-11-22T01:00:00.000Z',
      '2026-11-23T01:00:00.000Z',
    ]);
    expect(instantsBetween('* * * * *', shanghai, from, to, 5)).toHaveLength(5);
  });
  it('keeps nine in the morning at nine through the change of clocks', () => {
    const from = Date.parse('2026-03-06T00:00:00Z');
    const runs = instantsBetween('0 9 * * *', 'America/New_York', from, from + 5 * 86_400_000);
    expect(runs.map((ms) => localTime(ms, 'America/New_York').minutes)).toEqual([540, 540, 540, 540, 540]);
  });
  it.each(['0 9 * *', 'every day', '2026-11-20T00:00:00', '61 9 * * *'])('refuses %s', (cron) => {
    expect(cronProblem(cron)).toBeTypeOf('string');
  });
  it('accepts five fields', () => {
    expect(cronProblem('0 9 * * 1-5')).toBeUndefined();
  });
});
