import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createLastKnownGood } from '../../src/reload/last-known-good.ts';

const place = () => {
  const dir = mkdtempSync(join(tmpdir(), 'qyl-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return join(dir, 'last-known-good');
};
const snapshot = (version: string) => ({ version, files: new Map([['groups.yaml', `# ${version} 群`]]) });

it('keeps the newest snapshot alone, for the owner alone', async () => {
  const dir = place();
  const kept = createLastKnownGood(dir);
  expect(await kept.load()).toBeUndefined();
  await kept.save(snapshot('v1'));
  await kept.save(snapshot('v2'));
  await kept.save(snapshot('v2'));
  expect(await createLastKnownGood(dir).load()).toEqual(snapshot('v2'));
  const names = readdirSync(dir);
  expect(names).toHaveLength(2);
  for (const name of names) expect(statSync(join(dir, name)).mode & 0o077).toBe(0);
});

it.each(['', '{"snapshot":"../../etc/passwd.json"}', '{"snapshot":"gone.json"}', '{"snap'])(
  'takes a pointer like %j for none',
  async (pointer) => {
    const dir = place();
    const kept = createLastKnownGood(dir);
    await kept.save(snapshot('v1'));
    writeFileSync(join(dir, 'current.json'), pointer);
    expect(await kept.load()).toBeUndefined();
    await kept.save(snapshot('v2'));
    expect(await kept.load()).toEqual(snapshot('v2'));
  },
);

it('takes a snapshot that was cut short for none', async () => {
  const dir = place();
  const kept = createLastKnownGood(dir);
  await kept.save(snapshot('v1'));
  const name = readdirSync(dir).find((file) => file.startsWith('v1')) ?? '';
  writeFileSync(join(dir, name), '{"version":"v1","fil');
  expect(await kept.load()).toBeUndefined();
});
