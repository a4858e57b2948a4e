import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration, parseSpokenDuration } from '../../src/calendar/duration.ts';

const hour = 3_600_000;

describe('parseSpokenDuration', () => {
  it.each([
    ['三天', 72 * hour],
    ['半小时', hour / 2],
    ['一个半小时', 1.5 * hour],
    ['两小时', 2 * hour],
    ['1.5小时', 1.5 * hour],
    ['一天半', 36 * hour],
    ['十分钟', hour / 6],
    ['两周', 336 * hour],
    ['1天12小时', 36 * hour],
    ['一会儿', undefined],
    ['天', undefined],
    ['', undefined],
  ])('%s', (text, ms) => {
    expect(parseSpokenDuration(text)).toBe(ms);
  });

  it('reads everything that is written in digits as before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999 }),
        fc.constantFrom('s', 'm', 'h', 'd', 'w', '秒', '分钟', '小时', '天', '周'),
        (count, unit) => {
          expect(parseSpokenDuration(`${count}${unit}`)).toBe(parseDuration(`${count}${unit}`));
        },
      ),
    );
  });
});
