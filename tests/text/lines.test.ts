import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanUpTo } from '../../src/text/clean-line.ts';
import { graphemes } from '../../src/text/graphemes.ts';
import { labelled, splitFields } from '../../src/text/labelled.ts';

const anyText = fc.string({ unit: 'grapheme', maxLength: 60 });

describe('cleanLine', () => {
  it('leaves one line without invisible characters, and nothing to do the second time', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ unit: 'binary', maxLength: 40 })), (text) => {
        const line = cleanLine(text);
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]| {2}|^ | $/u);
        expect(cleanLine(line)).toBe(line);
        expect(graphemes(cleanUpTo(text, 5)).length).toBeLessThanOrEqual(5);
      }),
      { numRuns: 2_000 },
    );
  });
  it('keeps what belongs together', () => {
    expect(cleanLine(' a\u200b\n b\tc 👨‍👩‍👧 ')).toBe('a b c 👨‍👩‍👧');
    expect(cleanUpTo('👨‍👩‍👧'.repeat(3), 2)).toBe('👨‍👩‍👧'.repeat(2));
  });
});

describe('labelled fields', () => {
  it('are split at bars of any width', () => {
    expect(splitFields('徒步｜ 限20人 || 截止  周五 |')).toEqual(['徒步', '限20人', '截止 周五']);
  });
  it('come back whole, in order, whatever stands in them', () => {
    const field = anyText
      .map((text) => cleanLine(text.normalize('NFKC').replaceAll('|', '/')))
      .filter((text) => text !== '');
    fc.assert(
      fc.property(fc.array(field, { maxLength: 6 }), (fields) => {
        const again = splitFields(fields.join(' | '));
        expect(again).toEqual(fields.map((one) => cleanLine(one.normalize('NFKC'))));
      }),
    );
  });
  it.each([
    ['每人限3', 'each', '3'],
    ['限:20人', 'limit', '20人'],
    ['随便', undefined, '随便'],
  ])('%s is about %s', (field, label, value) => {
    const labels = [
      ['limit', ['限']],
      ['each', ['每人', '每人限']],
    ] as const;
    expect(labelled(field, labels)).toEqual({ label, value, written: field });
  });
});
