import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { catalogue, textSets } from './catalogue.ts';
import { runHostile } from './run-hostile.ts';

const src = resolve(import.meta.dirname, '../../src');
/** Where people are spoken to: the texts of features and of the dispatcher. */
const textFiles = ['features', 'commands'].flatMap((folder) =>
  readdirSync(join(src, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?:^|[\\/-])texts\.ts$/.test(name))
    .map((name) => join(src, folder, name)),
);

/** The functions of everything a file of texts exports, by `<export>.<key>`. */
async function functionsOf(file: string): Promise<string[]> {
  const found: string[] = [];
  const walk = (value: unknown, path: string) => {
    if (typeof value === 'function') found.push(path);
    else if (typeof value === 'object' && value !== null && !('parts' in value) && !Array.isArray(value))
      for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`);
  };
  const exported: Record<string, unknown> = await import(pathToFileURL(file).href);
  for (const [name, value] of Object.entries(exported)) {
    const made = name === 'createTexts' && typeof value === 'function';
    if (made)
      walk(
        value(() => undefined),
        'createTexts()',
      );
    else walk(value, name);
  }
  return found.map((path) => `${relative(src, file)} ${path}`);
}

describe('the catalogue of what shows member text', () => {
  it('knows the files of texts', () => {
    expect(textFiles.length).toBeGreaterThan(14);
  });
  it.each(textFiles.map((file) => [relative(src, file), file]))(
    'has every function of %s',
    async (name, file) => {
      const listed = textSets
        .filter((set) => set.file === name)
        .flatMap(({ path, cases, words = [] }) =>
          [...Object.keys(cases), ...words].map((key) => `${name} ${path === '' ? '' : `${path}.`}${key}`),
        );
      // A function that is missing here needs a case under tests/hostile/cases: what members wrote as `s.word()`.
      expect((await functionsOf(file)).sort()).toEqual([...new Set(listed)].sort());
    },
  );
});

describe('hostile names and remarks', () => {
  const found = runHostile(4_000, 20_261_121);
  it('add no mention, link or format anywhere, pass no limit and split no character', () => {
    expect(found.failures).toEqual([]);
    expect(found.cases).toBe(4_000);
  });
  it('came through every text and template, on every channel', () => {
    expect(Object.keys(found.templates)).toHaveLength(catalogue.length);
    expect(Object.values(found.channels).filter((times) => times > 400)).toHaveLength(7);
    expect(found.channels.card).toBeGreaterThan(5);
  });
  it('are the same again for the same seed', () => {
    expect(runHostile(300, 7)).toEqual(runHostile(300, 7));
    expect(runHostile(300, 8).bytes).not.toBe(runHostile(300, 7).bytes);
  });
});
