import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jumpTarget, nextMorning } from '../../src/sandbox/next-morning.ts';

const hourMs = 3_600_000;
const at = (iso: string) => Date.parse(iso);

describe('明天 9 点', () => {
  it.each([
    {
      why: 'from the morning',
      now: '2026-07-14T10:20+08:00',
      zone: 'Asia/Shanghai',
      to: '2026-07-15T09:00+08:00',
    },
    {
      why: 'from just after midnight',
      now: '2026-07-14T00:01+08:00',
      zone: 'Asia/Shanghai',
      to: '2026-07-15T09:00+08:00',
    },
    {
      why: 'over the end of a year',
      now: '2026-12-31T23:59+08:00',
      zone: 'Asia/Shanghai',
      to: '2027-01-01T09:00+08:00',
    },
    {
      why: 'by the day of the group, not of UTC',
      now: '2026-07-14T23:00-07:00',
      zone: 'America/Los_Angeles',
      to: '2026-07-15T09:00-07:00',
    },
    {
      why: 'when clocks go forward that night',
      now: '2026-03-07T12:00-05:00',
      zone: 'America/New_York',
      to: '2026-03-08T09:00-04:00',
    },
    {
      why: 'when clocks go back that night',
      now: '2026-10-31T12:00-04:00',
      zone: 'America/New_York',
      to: '2026-11-01T09:00-05:00',
    },
  ])('is right $why', ({ now, zone, to }) => {
    expect(nextMorning(at(now), zone)).toBe(at(to));
  });

  it('is always 9:00 on the wall, 9 to 34 hours ahead', () => {
    const zones = fc.constantFrom(
      'Asia/Shanghai',
      'Europe/London',
      'America/New_York',
      'Asia/Kathmandu',
      'Pacific/Auckland',
    );
    const days = fc.integer({ min: at('2024-01-01'), max: at('2030-01-01') });
    fc.assert(
      fc.property(days, zones, (now, timeZone) => {
        const next = nextMorning(now, timeZone);
        const wall = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' }).format(next);
        expect(wall).toBe('09:00:00');
        expect(next - now).toBeGreaterThan(7 * hourMs);
        expect(next - now).toBeLessThanOrEqual(34 * hourMs);
      }),
    );
  });
});

describe('a jump', () => {
  const now = at('2026-07-14T10:20+08:00');
  it.each([
    { why: 'adds hours', jump: { hours: 3 }, to: now + 3 * hourMs },
    { why: 'takes the offset away', jump: { to: 'now' } as const, to: now - 5 * hourMs },
    { why: 'leads to the morning', jump: { to: 'next-morning' } as const, to: at('2026-07-15T09:00+08:00') },
  ])('$why', ({ jump, to }) => {
    expect(jumpTarget(jump, now, 5 * hourMs, 'Asia/Shanghai')).toBe(to);
  });
});
