import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ConfigFiles, versionOf } from '../../src/config/read-dir.ts';
import { asEventId } from '../../src/domain/ids.ts';
import { createMemoryStores } from '../../src/memory/stores.ts';
import { createVirtualClock } from '../../src/memory/virtual-clock.ts';
import { createLogger } from '../../src/observability/logger.ts';
import { createScrubber } from '../../src/observability/scrubber.ts';
import { createSharedConfig } from '../../src/reload/shared-config.ts';
import { findFiles, startConfiguration } from '../../src/start-configuration.ts';
import { wecom } from '../config/support.ts';
import { broken, filesWith, START } from './support.ts';

const one = filesWith('one');
const two = filesWith('two');
const snapshotOf = (files: ConfigFiles) => ({ version: versionOf(files), files });
const brokenWecom = (files: ConfigFiles) => new Map([...files, ['wecom.yaml', 'corpIdd: x\n'] as const]);
const rollBack = (files: ConfigFiles | undefined) => ({
  change: { type: 'roll-back', version: versionOf(one) } as const,
  by: 'boss',
  id: asEventId('c'),
  files: files && versionOf(files),
});

/** A start with these files on disk, after what `before` did to the shared store. */
async function start(
  files: ConfigFiles | undefined,
  {
    kept,
    before = async () => {},
  }: {
    readonly kept?: ConfigFiles;
    readonly before?: (shared: ReturnType<typeof createSharedConfig>) => Promise<void>;
  } = {},
) {
  const root = mkdtempSync(join(tmpdir(), 'qyz-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const dir = join(root, 'config');
  for (const [name, text] of files ?? []) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  const clock = createVirtualClock(START);
  const store = createMemoryStores(clock).events;
  await before(createSharedConfig(store));
  const configuration = await startConfiguration({
    dir,
    found: await findFiles(dir),
    snapshot: kept && snapshotOf(kept),
    keep: async () => {},
    secrets: { type: 'env', env: {} },
    store,
    clock,
    log: createLogger({ level: 'silent', scrubber: createScrubber() }),
    live: () => ({ queueDepth: 0, redis: '', recentErrors: [] }),
  });
  const { version, source } = configuration.status();
  const { problems } = configuration.status();
  return { version, source, problems, wecom: configuration.wecom, rules: configuration.book().rules.count };
}

describe('a start', () => {
  it('serves the files', async () => {
    expect(await start(two, { kept: one })).toMatchObject({
      version: versionOf(two),
      source: 'files',
      problems: [],
    });
  });
  it.each([
    ['wrong rules', broken],
    ['a wrong wecom.yaml', brokenWecom(two)],
    ['both wrong', brokenWecom(broken)],
    ['no files', undefined],
  ])('with %s serves what served last, and says so', async (_, files) => {
    const started = await start(files, { kept: one });
    expect(started).toMatchObject({ version: versionOf(one), source: 'last-known-good' });
    expect(started.wecom.corpId).toBe('ww1234567890abcdef');
    expect(started.problems.length).toBeGreaterThan(0);
  });
  it('takes the wecom.yaml of the files when that is right, beside the rules that served last', async () => {
    const moved = new Map([
      ...broken,
      ['wecom.yaml', wecom.replace('ww1234567890abcdef', 'wwfedcba0987654321')] as const,
    ]);
    expect((await start(moved, { kept: one })).wecom.corpId).toBe('wwfedcba0987654321');
  });
  it('stops with every problem when nothing has served before', async () => {
    await expect(start(broken)).rejects.toThrow(/配置有 \d+ 个问题:\nrules\/hello\.yaml:2:/);
    await expect(start(undefined)).rejects.toThrow('读不了配置目录');
    // A snapshot that is no longer right is no help, either.
    await expect(start(broken, { kept: broken })).rejects.toThrow('配置有');
  });
  it('goes on with a version that was brought back over these files, and over wrong ones', async () => {
    const before = async (shared: ReturnType<typeof createSharedConfig>) => {
      await shared.wentLive({ id: versionOf(one), at: START, where: 'x', changed: [] }, one);
      await shared.change(rollBack(two));
    };
    const held = { version: versionOf(one), source: 'rolled-back' };
    expect(await start(two, { before })).toMatchObject(held);
    expect(await start(undefined, { before, kept: two })).toMatchObject(held);
    expect(await start(broken, { before })).toMatchObject(held);
    const three = filesWith('three');
    expect(await start(three, { before })).toMatchObject({ version: versionOf(three), source: 'files' });
  });
  it('serves the files when the version that was brought back is gone', async () => {
    const before = (shared: ReturnType<typeof createSharedConfig>) => shared.change(rollBack(two));
    expect(await start(two, { before })).toMatchObject({ version: versionOf(two), source: 'files' });
  });
  it('applies the modes that were set by command', async () => {
    const change = { type: 'mode', rule: 'hello', mode: 'off', written: 'on' } as const;
    const before = (shared: ReturnType<typeof createSharedConfig>) =>
      shared.change({ ...rollBack(one), change });
    expect((await start(one)).rules).toBe(1);
    expect((await start(one, { before })).rules).toBe(0);
  });
});
