import { describe, expect, it } from 'vitest';
import { goodEdits } from './good-edits.ts';
import { applied, base, load } from './support.ts';

describe('edits that must go live', () => {
  it('are many', () => {
    const different = new Set(goodEdits.map((edits) => JSON.stringify(edits)));
    expect(different.size).toBeGreaterThanOrEqual(200);
  });
  it.each(
    goodEdits.map((edits) => ({
      edits,
      shown: edits.map(({ file, to }) => `${file} ${JSON.stringify(to).slice(0, 100)}`).join(),
    })),
  )('$shown', ({ edits }) => {
    const loaded = load(applied(base, edits).files);
    expect(loaded.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(loaded.ok).toBe(true);
  });
});
