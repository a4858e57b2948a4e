import { describe, expect, it } from 'vitest';
import { prepareBook } from '../../src/engine/prepare-book.ts';
import { readSituations, readUtterances } from './fixtures.ts';
import { bookFor } from './play.ts';

const { registry } = prepareBook(await bookFor(readSituations()));
const readers = registry.all.flatMap(({ name, also }) => (also ? [{ name, also }] : []));
const said = readUtterances().flatMap(({ say }) => (say === undefined ? [] : [say]));

describe('the one look at all sentences', () => {
  it('passes on whatever one of them reads', () => {
    const read = readers.flatMap(({ name, also }) =>
      said
        .filter((text) => also(text) !== undefined)
        .map((text) => ({ name, text, mayBe: also.mayBe.test(text) })),
    );
    expect(read.length).toBeGreaterThan(200);
    expect(read.filter(({ mayBe }) => !mayBe)).toEqual([]);
  });
});
