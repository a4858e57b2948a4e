import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonSchemas } from '../../src/cli/schema.ts';
import { features } from '../../src/features/index.ts';
import { configDir } from './config-dir.ts';

const sample = resolve(import.meta.dirname, '../../config');
const schemas = jsonSchemas(features);

describe('qunyun schema', () => {
  it('has been run since the schemas changed (npm run schema)', () => {
    const committed = readdirSync(join(sample, 'schema')).map((name) => [
      name,
      readFileSync(join(sample, 'schema', name), 'utf8'),
    ]);
    expect(Object.fromEntries(committed)).toEqual(Object.fromEntries(schemas));
  });
  it('knows every sample file, and every sample file names its schema', () => {
    const files = readdirSync(sample, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.yaml$/.test(name),
    );
    expect(files.length).toBeGreaterThan(10);
    for (const name of files) {
      const [first = ''] = readFileSync(join(sample, name), 'utf8').split('\n');
      const named = /^# yaml-language-server: \$schema=(\S+)$/.exec(first)?.[1] ?? `no schema in ${name}`;
      expect([...schemas.keys()].map((file) => join(sample, 'schema', file))).toContain(
        join(sample, dirname(name), named),
      );
    }
  });
  it('refuses unknown keys, as the program does', () => {
    for (const [name, text] of schemas) {
      const schema: unknown = JSON.parse(text);
      expect({ name, schema }).toMatchObject({ schema: { type: 'object', additionalProperties: false } });
    }
  });
  it('writes beside the configuration given', async () => {
    const { run, dir } = configDir();
    expect(await run('schema', dir)).toMatchObject({ code: 0, out: [expect.stringContaining(dir)] });
    expect(readdirSync(join(dir, 'schema')).sort()).toEqual([...schemas.keys()].sort());
    expect((await run('schema', '--nope')).code).toBe(2);
  });
});
