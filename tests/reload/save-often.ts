import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { buildBook } from '../../src/config/build-book.ts';
import { checkFiles } from '../../src/config/check-files.ts';
import { createChecker } from '../../src/config/checker.ts';
import { readConfigDir, versionOf } from '../../src/config/read-dir.ts';
import { inOneGo } from '../../src/domain/piecework.ts';
import { features } from '../../src/features/index.ts';
import { createMemoryStores } from '../../src/memory/stores.ts';
import { createLastKnownGood } from '../../src/reload/last-known-good.ts';
import { readSteadyDir } from '../../src/reload/read-steady.ts';
import { createReloader } from '../../src/reload/reloader.ts';
import { createSharedConfig } from '../../src/reload/shared-config.ts';
import { watchConfigDir } from '../../src/reload/watch-dir.ts';
import { filesWith } from './support.ts';

const live = () => ({ queueDepth: 0, redis: '', recentErrors: [] });

/** A file of many rules, one of which says which edit it is. */
const manyRules = (rules: number, edit: number): string =>
  `rules:\n${Array.from(
    { length: rules },
    (_, n) =>
      `  - id: r-${n}\n    on: message.received\n    when: [{ text.any: [词${n}, word${n}] }]\n    do: [{ reply: '答 ${n}${n === 7 ? ` 第 ${edit} 次` : ''}' }]\n`,
  ).join('')}`;

export interface SavedOften {
  /** Until each save was live, in ms. */
  readonly took: readonly number[];
  /** Longest time for which nothing else could be done, in ms. */
  readonly heldUp: number;
  readonly heldUp999: number;
  /** Anything but going live. */
  readonly troubles: readonly unknown[];
}

/** Saves a directory of so many rules again and again, each save when the one before is live. */
export async function saveOften(saves: number, rules: number): Promise<SavedOften> {
  const dir = mkdtempSync(join(tmpdir(), 'qyx-'));
  const data = mkdtempSync(join(tmpdir(), 'qyy-'));
  const save = (name: string, text: string) => {
    writeFileSync(join(dir, `.${name}`), text);
    renameSync(join(dir, `.${name}`), join(dir, name));
  };
  for (const [name, text] of filesWith('x')) if (!name.includes('/')) save(name, text);
  mkdirSync(join(dir, 'rules'));
  writeFileSync(join(dir, 'rules', 'many.yaml'), manyRules(rules, 0));

  const files = await readConfigDir(dir);
  const begun = checkFiles(files, { secrets: { type: 'none' }, features });
  if (!begun.ok) throw new Error('the first files are wrong');
  const checker = createChecker();
  let swapped = (_version: string) => {};
  const troubles: unknown[] = [];
  const trouble = (what: unknown) => void troubles.push(what);
  const reloader = createReloader({
    features,
    live,
    start: {
      book: inOneGo(buildBook(begun.config, { features, live })),
      files,
      source: 'files',
      switches: {},
    },
    startProblems: [],
    read: () => readSteadyDir(dir),
    check: checker.check,
    shared: createSharedConfig(createMemoryStores({ now: Date.now }).events),
    keep: createLastKnownGood(data).save,
    clock: { now: Date.now },
    monotonic: () => performance.now(),
    where: 'here',
    onLive: ({ version }) => swapped(version),
    onRefused: trouble,
    onWarnings: () => {},
    onNeedsRestart: () => trouble('restart'),
    onImpossible: trouble,
    onFault: trouble,
  });
  const watcher = watchConfigDir({ dir, onChange: reloader.look, onStir: checker.warmUp });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const took: number[] = [];
  for (let edit = 1; edit <= saves; edit += 1) {
    const text = manyRules(rules, edit);
    const wanted = versionOf(new Map([...files, ['rules/many.yaml', text]]));
    const isLive = new Promise<void>((resolve) => {
      swapped = (version) => version === wanted && resolve();
    });
    // The first brings the thread up; the loop is watched from then on.
    if (edit === 2) delay.enable();
    const begunAt = performance.now();
    writeFileSync(join(dir, 'rules', '.many.yaml'), text);
    renameSync(join(dir, 'rules', '.many.yaml'), join(dir, 'rules', 'many.yaml'));
    await isLive;
    took.push(performance.now() - begunAt);
    if (reloader.book().version !== wanted) trouble(`save ${edit} is not what serves`);
  }
  delay.disable();
  await watcher.close();
  await checker.close();
  for (const place of [dir, data]) rmSync(place, { recursive: true, force: true });
  return { took, heldUp: delay.max / 1e6, heldUp999: delay.percentile(99.9) / 1e6, troubles };
}
