import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type ConfigFiles, versionOf } from '../../src/config/read-dir.ts';
import { readSteadyDir } from '../../src/reload/read-steady.ts';
import { watchConfigDir } from '../../src/reload/watch-dir.ts';
import { until } from '../support/until.ts';

/** A directory under watch; `seen` are the different contents that were read. */
async function watched(dirOf = (root: string) => join(root, 'config')) {
  const root = mkdtempSync(join(tmpdir(), 'qyw-'));
  mkdirSync(join(root, 'config', 'rules'), { recursive: true });
  const dir = dirOf(root);
  const write = (name: string, text: string) => writeFileSync(join(root, 'config', name), text);
  write('groups.yaml', 'one');
  write('rules/a.yaml', 'a');
  const seen: ConfigFiles[] = [];
  const read = async () => {
    const files = await readSteadyDir(dir).catch(() => undefined);
    const last = seen.at(-1);
    if (files && (!last || versionOf(last) !== versionOf(files))) seen.push(files);
  };
  await read();
  const watcher = watchConfigDir({ dir, onChange: read });
  onTestFinished(async () => {
    await watcher.close();
    rmSync(root, { recursive: true, force: true });
  });
  const shows = (name: string, text: string | undefined) =>
    until(`${name} to be ${text}`, () => seen.at(-1)?.get(name) === text);
  return { root, dir: join(root, 'config'), write, seen, shows };
}

it('sees a save in place, a save by rename, a new folder and a deletion', async () => {
  const { dir, write, shows } = await watched();
  write('groups.yaml', 'two');
  await shows('groups.yaml', 'two');
  write('.groups.yaml.tmp', 'three');
  renameSync(join(dir, '.groups.yaml.tmp'), join(dir, 'groups.yaml'));
  await shows('groups.yaml', 'three');
  write('rules/a.yaml', 'b');
  await shows('rules/a.yaml', 'b');
  mkdirSync(join(dir, 'templates'));
  write('templates/hi.md', 'hi');
  await shows('templates/hi.md', 'hi');
  write('templates/hi.md', 'hello');
  await shows('templates/hi.md', 'hello');
  unlinkSync(join(dir, 'rules/a.yaml'));
  await shows('rules/a.yaml', undefined);
});

it('sees a directory put in the place of the old one, and the saves in it', async () => {
  const { root, dir, write, shows } = await watched();
  cpSync(dir, join(root, 'next'), { recursive: true });
  writeFileSync(join(root, 'next', 'groups.yaml'), 'other');
  renameSync(dir, join(root, 'old'));
  renameSync(join(root, 'next'), dir);
  await shows('groups.yaml', 'other');
  write('rules/a.yaml', 'after');
  await shows('rules/a.yaml', 'after');
});

it('sees a link that leads elsewhere, as mounted configuration does', async () => {
  const { root, shows } = await watched((base) => {
    symlinkSync(join(base, 'config'), join(base, 'live'));
    return join(base, 'live');
  });
  mkdirSync(join(root, 'second'));
  writeFileSync(join(root, 'second', 'groups.yaml'), 'second');
  symlinkSync(join(root, 'second'), join(root, 'live.new'));
  renameSync(join(root, 'live.new'), join(root, 'live'));
  await shows('groups.yaml', 'second');
});

it('reads many saves in a row as one when they come to rest', async () => {
  const { write, shows, seen } = await watched();
  for (let n = 0; n < 50; n += 1) write('groups.yaml', `save ${n}`);
  await shows('groups.yaml', 'save 49');
  expect(seen.length).toBeLessThan(5);
});
