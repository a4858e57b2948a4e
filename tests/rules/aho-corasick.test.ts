import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWordFinder } from '../../src/rules/aho-corasick.ts';
import { fuzzyIncludes, fuzzyPieces, slipsAllowed } from '../../src/rules/fuzzy.ts';

const found = (words: readonly string[], text: string) => {
  const hits = new Set<string>();
  createWordFinder(words).find(text, (word) => hits.add(words[word] ?? ''));
  return [...hits].sort();
};
// Few letters, so that words overlap, nest and share beginnings.
const nested = fc.string({ unit: fc.constantFrom('a', 'b', '发', '票', '😀'), minLength: 1, maxLength: 6 });

describe('createWordFinder', () => {
  it('finds exactly the words that includes() finds', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '发', '票', '😀'), maxLength: 60 });
    fc.assert(
      fc.property(fc.uniqueArray(nested, { maxLength: 40 }), text, (words, said) => {
        expect(found(words, said)).toEqual(words.filter((word) => said.includes(word)).sort());
      }),
      { numRuns: 1000 },
    );
  });

  it('finds exactly the words that includes() finds in any Unicode', () => {
    const any = fc.string({ unit: 'binary', minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        fc.uniqueArray(any, { maxLength: 20 }),
        fc.array(any, { maxLength: 8 }),
        (words, pieces) => {
          const said = [...pieces, ...words.slice(0, 3)].join('');
          expect(found(words, said)).toEqual(words.filter((word) => said.includes(word)).sort());
        },
      ),
      { numRuns: 150 },
    );
  });

  it('finds nothing when there are no words', () => {
    expect(found([], '发票')).toEqual([]);
  });
});

describe('fuzzyIncludes', () => {
  it.each([
    { text: '请问怎么开发嫖呀', phrase: '怎么开发票', hit: true, why: 'one other character' },
    { text: '怎么发票', phrase: '怎么开发票', hit: true, why: 'one character left out' },
    { text: '怎么开开发票', phrase: '怎么开发票', hit: true, why: 'one character too many' },
    { text: '怎么发嫖', phrase: '怎么开发票', hit: false, why: 'two slips in five characters' },
    { text: '发嫖', phrase: '发票', hit: false, why: 'no slips in a short word' },
  ])('says $hit for $why', ({ text, phrase, hit }) => {
    expect(fuzzyIncludes(text, phrase)).toBe(hit);
  });

  it('always leaves one piece of the phrase whole, so that the word index cannot miss it', () => {
    const letter = fc.constantFrom('a', 'b', 'c', '发', '票');
    const phrase = fc.array(letter, { minLength: 1, maxLength: 14 }).map((letters) => letters.join(''));
    const slips = fc.array(fc.tuple(fc.nat(20), fc.constantFrom('drop', 'add', 'swap'), letter), {
      maxLength: 2,
    });
    fc.assert(
      fc.property(phrase, slips, (wanted, made) => {
        const chars = [...wanted];
        for (const [at, how, other] of made.slice(0, slipsAllowed(chars.length)))
          chars.splice(at % (chars.length + 1), how === 'add' ? 0 : 1, ...(how === 'drop' ? [] : [other]));
        const said = chars.join('');
        expect(fuzzyIncludes(said, wanted)).toBe(true);
        expect(fuzzyPieces(wanted).some((piece) => said.includes(piece))).toBe(true);
      }),
    );
  });
});
