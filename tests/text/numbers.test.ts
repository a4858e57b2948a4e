import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leadingCount, parseCount, parseNumber } from '../../src/text/numbers.ts';

/** Writes a number the formal way, independently of the parser. */
function inChinese(value: number): string {
  if (value >= 10_000) {
    const low = value % 10_000;
    const gap = low > 0 && low < 1_000 ? '零' : '';
    return `${inChinese(Math.floor(value / 10_000))}万${gap}${low > 0 ? inChinese(low) : ''}`;
  }
  const digits = '零一二三四五六七八九';
  const units = ['千', '百', '十', ''];
  const written = String(value).padStart(4, '0');
  return (
    [...written]
      .map((digit, n) => (digit === '0' ? '零' : `${digits.charAt(Number(digit))}${units[n]}`))
      .join('')
      .replace(/零+/g, '零')
      .replace(/^零|零$/g, '') || '零'
  );
}

describe('parseNumber', () => {
  it.each([
    ['12', 12],
    ['１２', 12],
    ['十二', 12],
    ['二十', 20],
    ['廿一', 21],
    ['两', 2],
    ['兩百', 200],
    ['一百零五', 105],
    ['一百二', 120],
    ['一千零二十', 1020],
    ['一万二', 12_000],
    ['三万零五', 30_005],
    ['二〇', 20],
    ['零', 0],
    ['十零', undefined],
    ['零十', undefined],
    ['十十', undefined],
    ['一百千', undefined],
    ['百', undefined],
    ['三x', undefined],
    ['1.5', undefined],
    ['-3', undefined],
    ['', undefined],
    ['万', undefined],
  ])('%s is %s', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  it('reads back every number written the formal way', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (value) => {
        expect(parseNumber(inChinese(value))).toBe(value);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('counts', () => {
  it.each([
    ['三份', 3],
    ['两个', 2],
    ['两个人', 2],
    ['十二 人', 12],
    ['３', 3],
    ['三个和尚', undefined],
    ['份', undefined],
  ])('%s counts %s', (text, count) => {
    expect(parseCount(text)).toBe(count);
  });

  it('leaves what follows the count', () => {
    expect(leadingCount('3份 儿童')).toEqual({ count: 3, rest: '儿童' });
    expect(leadingCount('2儿童')).toEqual({ count: 2, rest: '儿童' });
    expect(leadingCount('儿童')).toBeUndefined();
  });
});
