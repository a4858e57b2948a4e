import { buildBook } from '../../src/config/build-book.ts';
import { checkFiles } from '../../src/config/check-files.ts';
import type { Checker } from '../../src/config/checker.ts';
import type { ConfigFiles } from '../../src/config/read-dir.ts';
import type { ConfigChange } from '../../src/domain/config-change.ts';
import { Fault } from '../../src/domain/fault.ts';
import { asEventId } from '../../src/domain/ids.ts';
import { inOneGo } from '../../src/domain/piecework.ts';
import type { EventStore } from '../../src/engine/ports.ts';
import { features } from '../../src/features/index.ts';
import { createMemoryStores } from '../../src/memory/stores.ts';
import { createVirtualClock } from '../../src/memory/virtual-clock.ts';
import { beside } from '../../src/reload/judge-dir.ts';
import type { Snapshot } from '../../src/reload/last-known-good.ts';
import { createReloader } from '../../src/reload/reloader.ts';
import { createSharedConfig } from '../../src/reload/shared-config.ts';
import { groups, wecom } from '../config/support.ts';

const live = () => ({ queueDepth: 0, redis: '', recentErrors: [] });
export const START = 1_800_000_000_000;

/** Files with one rule that answers `hello` with `answer`. */
export const filesWith = (answer: string, more: Readonly<Record<string, string>> = {}): ConfigFiles =>
  new Map(
    Object.entries({
      'groups.yaml': groups,
      'rules/hello.yaml': `rules:\n  - { id: hello, on: message.received, groups: [newbie-01], when: [{ text.any: hello }], do: [{ reply: ${answer} }] }\n`,
      'wecom.yaml': wecom,
      ...more,
    }).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
export const broken = filesWith('x', { 'rules/hello.yaml': 'rules:\n  - { idd: hello }\n' });

export interface Directory {
  files: ConfigFiles | undefined;
  moving: boolean;
}

/** Processes over one store, each with a directory of its own that is a variable, looking only when told to. */
export function createTown() {
  const clock = createVirtualClock(START);
  const store: EventStore = createMemoryStores(clock).events;
  let count = 0;

  const openProcess = (first: ConfigFiles, source: 'files' | 'last-known-good' = 'files') => {
    const directory: Directory = { files: first, moving: false };
    const told: string[] = [];
    const swaps: string[] = [];
    const kept: Snapshot[] = [];
    let now = 0;
    let checks = 0;
    const check: Checker['check'] = async ({ files, switches }) => {
      checks += 1;
      return checkFiles(files, { secrets: { type: 'none' }, features, switches });
    };
    const begun = checkFiles(first, { secrets: { type: 'none' }, features });
    if (!begun.ok) throw new Error(JSON.stringify(begun.problems));
    const shared = createSharedConfig(store);
    const reloader = createReloader({
      features,
      live,
      start: {
        book: inOneGo(buildBook(begun.config, { features, live })),
        files: beside(wecom, first),
        source,
        switches: {},
      },
      startProblems: [],
      read: async () => {
        if (!directory.files) throw new Fault('config-unreadable', '读不了配置目录');
        return directory.moving ? undefined : directory.files;
      },
      check,
      shared,
      keep: async (snapshot) => void kept.push(snapshot),
      clock,
      monotonic: () => now,
      where: 'here',
      onLive: ({ version }) => swaps.push(version),
      onRefused: (problems) => told.push(`refused ${problems.length}: ${problems[0]}`),
      onWarnings: () => {},
      onNeedsRestart: () => told.push('restart'),
      onImpossible: (change, why) => told.push(`impossible ${change.type}: ${why}`),
      onFault: (error) => told.push(`fault ${error.message}`),
    });
    const wait = (ms: number) => {
      now += ms;
      clock.jump(ms);
    };
    return {
      ...reloader,
      shared,
      directory,
      told,
      swaps,
      kept,
      checks: () => checks,
      wait,
      /** Somebody saves, and the process looks. */
      save: async (files: ConfigFiles | undefined) => {
        directory.files = files;
        await reloader.look();
      },
      /** Long enough for what is wrong to be told. */
      settle: async () => {
        wait(2_000);
        await reloader.lookIfStale();
      },
      command: async (change: ConfigChange) => {
        count += 1;
        await reloader.change(change, 'boss', asEventId(`command-${count}`));
      },
      version: () => reloader.book().version,
    };
  };
  return { clock, store, openProcess };
}
