import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { patches, sabotaged } from './patches.ts';

const root = resolve(import.meta.dirname, '../..');

/** Whether the tests notice is what `npm run sabotage` shows; here only that nobody forgot it when a guard was moved. */
describe('the sabotages', () => {
  it.each(patches)('can break: $guard', (patch) => {
    const source = readFileSync(join(root, patch.file), 'utf8');
    expect(sabotaged(source, patch)).not.toBe(source);
    for (const test of patch.tests) expect(existsSync(join(root, test)), test).toBe(true);
  });
  it('are many, each of another guard', () => {
    expect(new Set(patches.map(({ guard }) => guard)).size).toBe(patches.length);
    expect(patches.length).toBeGreaterThanOrEqual(12);
  });
});
