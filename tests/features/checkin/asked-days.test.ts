import { describe, expect, it } from 'vitest';
import { dayNumber } from '../../../src/calendar/dates.ts';
import { closedThrough, isScheduled, nextSpan } from '../../../src/features/checkin/asked-days.ts';
import type { CampaignRules } from '../../../src/features/checkin/campaign.ts';

const rules = (frequency: CampaignRules['frequency'], more: Partial<CampaignRules> = {}): CampaignRules => ({
  frequency,
  windows: [],
  start: '2026-09-21',
  ...more,
});
const where = { timezone: 'Asia/Shanghai', dayStartsAt: 0, own: undefined };
const at = (written: string) => Date.parse(`${written}:00+08:00`);

describe('scheduled days', () => {
  it.each<[CampaignRules['frequency'], string, boolean]>([
    ['daily', '2026-10-01', true],
    ['workdays', '2026-10-01', false],
    ['workdays', '2026-10-10', true],
    ['holidays', '2026-10-10', false],
    ['holidays', '2026-10-11', true],
    [{ weekdays: ['四'] }, '2026-10-01', true],
    [{ weekly: 3 }, '2026-10-01', true],
    ['once', '2026-10-01', true],
    [{ dates: ['2026-10-02'] }, '2026-10-01', false],
    [{ dates: ['2026-10-02'] }, '2026-10-02', true],
    ['daily', '2026-09-20', false],
    ['daily', '2026-12-01', false],
  ])('%j on %s is %s', (frequency, day, expected) => {
    expect(isScheduled(rules(frequency, { end: '2026-11-30' }), day, undefined)).toBe(expected);
  });
  it('follows what operators added to the calendar', () => {
    const own = {
      holidays: new Set(['2026-11-20']),
      workdays: new Set(['2026-11-21']),
      years: new Set([2026]),
    };
    expect(isScheduled(rules('workdays'), '2026-11-20', own)).toBe(false);
    expect(isScheduled(rules('workdays'), '2026-11-21', own)).toBe(true);
  });
  it('finds the next window, over a long holiday too', () => {
    const morning = rules('workdays', { windows: [{ open: 360, close: 540, grace: 0 }] });
    const next = nextSpan(morning, '2026-10-01', at('2026-10-01T10:00'), where);
    expect(next && new Date(next.opens).toISOString()).toBe('2026-10-07T22:00:00.000Z');
    expect(
      nextSpan(rules('daily', { end: '2026-10-01' }), '2026-10-02', at('2026-10-02T10:00'), where),
    ).toBeUndefined();
  });
});

describe('closedThrough', () => {
  it.each([
    ['2026-11-20T09:09', 540, '2026-11-19'],
    ['2026-11-20T09:10', 540, '2026-11-20'],
    // Over midnight: the day before is still open in the night.
    ['2026-11-20T01:00', 120, '2026-11-18'],
    ['2026-11-20T02:10', 120, '2026-11-19'],
  ])('at %s, closing at %i, is %s', (now, close, day) => {
    const open = close < 360 ? 1320 : 360;
    const campaign = rules('daily', { windows: [{ open, close, grace: 10 }] });
    expect(closedThrough(campaign, at(now), where)).toBe(dayNumber(day));
  });
  it('closes a whole day when the next one begins', () => {
    const owls = { ...where, dayStartsAt: 240 };
    expect(closedThrough(rules('daily'), at('2026-11-21T03:59'), owls)).toBe(dayNumber('2026-11-19'));
    expect(closedThrough(rules('daily'), at('2026-11-21T04:00'), owls)).toBe(dayNumber('2026-11-20'));
  });
});
