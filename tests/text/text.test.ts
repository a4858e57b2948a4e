import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutBytes } from '../../src/text/cut-bytes.ts';
import { editDistance } from '../../src/text/edit-distance.ts';
import { fold, isFolded } from '../../src/text/fold.ts';
import { graphemes, shorten } from '../../src/text/graphemes.ts';
import { nearest } from '../../src/text/nearest.ts';
import { simplify } from '../../src/text/simplify.ts';
import { stripEnd } from '../../src/text/strip-end.ts';
import { stripMention } from '../../src/text/strip-mention.ts';

const anyText = fc.string({ unit: 'grapheme', maxLength: 60 });

describe('fold', () => {
  it.each([
    ['  打卡　 第３章 ', '打卡 第3章'],
    ['／ＨＥＬＰ', '/help'],
    ['＋１', '+1'],
    ['打\u200b卡\ufeff', '打卡'],
    ['@小群\u2005打卡', '@小群 打卡'],
    ['ﬁ', 'fi'],
    ['', ''],
  ])('folds %j to %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it('passes by only what it would leave as it is', () => {
    const nearly = fc.array(fc.constantFrom(...'打卡龍,，。、「a A1１ \u200b\t+é'), { maxLength: 12 });
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          nearly.map((letters) => letters.join('')),
        ),
        (text) => {
          const slowly = fold(`${text}\u200b`);
          if (isFolded(text)) expect(slowly).toBe(text);
          expect(fold(text)).toBe(slowly);
        },
      ),
      { numRuns: 5_000 },
    );
    expect(isFolded('请问,12月的发票「还」能补开吗')).toBe(true);
  });

  it('does not depend on what is plain ASCII around it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[!-~]{0,20}$/), (text) => {
        expect(fold(text)).toBe(fold(`${text} `));
      }),
    );
  });
});

describe('stripEnd', () => {
  it.each([
    ['打卡！！', '打卡'],
    ['打卡。~ ', '打卡'],
    ['+1', '+1'],
    ['接龙 2（素食）', '接龙 2（素食）'],
    ['？', '？'],
  ])('makes %j into %j', (text, stripped) => {
    expect(stripEnd(text)).toBe(stripped);
  });
});

describe('simplify', () => {
  it.each([
    ['接龍', '接龙'],
    ['幫助', '帮助'],
    ['補卡', '补卡'],
    ['我的資料', '我的資料'],
  ])('makes %s into %s', (text, simplified) => {
    expect(simplify(text)).toBe(simplified);
  });

  it('keeps the length, so that places in the text stay the same', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(simplify(text)).toHaveLength(text.length);
      }),
    );
  });
});

describe('stripMention', () => {
  it.each([
    ['@小群 打卡', '打卡'],
    ['＠小群打卡', '打卡'],
    ['@小群 @小群 打卡', '打卡'],
    ['打卡 @小群', '打卡'],
    ['@小群,打卡', '打卡'],
    ['@老王 打卡', '@老王 打卡'],
    ['给小群打卡', '给小群打卡'],
  ])('makes %j into %j', (text, stripped) => {
    expect(stripMention(text, [{ name: '小群' }, { name: 'a.b' }])).toBe(stripped);
  });

  it('takes a name literally', () => {
    expect(stripMention('@aXb 打卡', [{ name: 'a.b' }])).toBe('@aXb 打卡');
  });
});

describe('cutBytes', () => {
  it('never exceeds the bytes, cuts between graphemes only and keeps as much as fits', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 80 }), (text, max) => {
        const cut = cutBytes(text, max);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(max);
        if (Buffer.byteLength(text) <= max) {
          expect(cut).toBe(text);
          return;
        }
        const kept = max >= 3 ? cut.slice(0, -1) : cut;
        const parts = graphemes(text);
        const count = graphemes(kept).length;
        expect(parts.slice(0, count).join('')).toBe(kept);
        const next = Buffer.byteLength(parts.slice(0, count + 1).join(''));
        expect(next).toBeGreaterThan(max >= 3 ? max - 3 : max);
      }),
      { numRuns: 3_000 },
    );
  });

  it('keeps a family emoji whole', () => {
    expect(cutBytes('一👨‍👩‍👧二三四五六七八', 12, '')).toBe('一');
  });
});

describe('shorten', () => {
  it('counts what a reader counts', () => {
    expect(shorten('一二三四五', 5)).toBe('一二三四五');
    expect(shorten('一二三四五六', 5)).toBe('一二三四…');
    expect(shorten('👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧', 3)).toBe('👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧');
    // Longer than is looked at: no half character of what is cut there.
    expect(shorten(`甲${'\u{e0100}'.repeat(300)}乙`, 5)).toMatch(/^甲(?:\u{e0100})+…$/u);
    expect(shorten(`甲乙${'👨‍👩‍👧'.repeat(99)}`, 3)).toBe('甲乙…');
    expect(shorten(`甲${'\u0301'.repeat(97)}乙${'\u0301'.repeat(99)}`, 5)).toBe(`甲${'\u0301'.repeat(97)}…`);
  });
});

describe('editDistance', () => {
  it.each([
    ['打卡', '打卡', 0],
    ['打咔', '打卡', 1],
    ['卡打', '打卡', 1],
    ['', '打卡', 2],
    ['kitten', 'sitting', 3],
  ])('%s and %s differ by %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});

describe('nearest', () => {
  const words = ['打卡', '打卡榜', '接龙', '取消接龙', '我的打卡', 'help', 'dk'];
  it.each([
    ['打咔', '打卡'],
    ['接笼', '接龙'],
    ['取消接笼', '取消接龙'],
    ['我地打卡', '我的打卡'],
    ['helo', 'help'],
    ['dl', undefined],
    ['卡', undefined],
    ['你好', undefined],
    ['今天天气不错', undefined],
    ['打卡机坏了', undefined],
  ])('takes %s for %s', (typed, meant) => {
    expect(nearest(typed, words)).toBe(meant);
  });
});
