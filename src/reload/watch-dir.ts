import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import { configFolders, stampOf } from '../config/read-dir.ts';

export interface WatchDir {
  readonly dir: string;
  /** Once at the beginning, and whenever the files may have changed and nothing has moved for a moment. Must not reject; not called again before it is done. */
  readonly onChange: () => Promise<void>;
  /** Something moves: a good moment to get ready. */
  readonly onStir?: () => void;
}

const QUIET_MS = 200;
/** A directory that never comes to rest is looked at all the same. */
const PATIENCE_MS = 1_000;
/** Where nobody tells of changes (network drives, a directory put in place of the old one) they are looked for. */
const LOOK_EVERY_MS = 750;
/** Looking takes at most this part of the time, however many files there are. */
const LOOK_SHARE = 1 / 50;

/** Watches the configuration: told by the system where it can, by looking at names and times in any case. */
export function watchConfigDir({ dir, onChange, onStir = () => {} }: WatchDir): { close(): Promise<void> } {
  const watchers = new Map<string, FSWatcher>();
  let closed = false;
  let stirredAt: number | undefined;
  let quiet: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();
  let known: string | undefined;

  const settle = () => {
    stirredAt = undefined;
    working = working.then(onChange);
  };
  const stir = () => {
    if (closed) return;
    const now = performance.now();
    stirredAt ??= now;
    onStir();
    clearTimeout(quiet);
    quiet = setTimeout(settle, Math.max(0, Math.min(QUIET_MS, stirredAt + PATIENCE_MS - now)));
  };
  const forget = (folder: string) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const listen = () => {
    for (const folder of configFolders) {
      if (watchers.has(folder)) continue;
      try {
        const watcher = watch(join(dir, folder), { persistent: false }, stir);
        watcher.on('error', () => forget(folder));
        watchers.set(folder, watcher);
      } catch {
        // Not there, or the system has no more watches: looking finds it.
      }
    }
  };
  let took = 0;
  const look = async () => {
    const begun = performance.now();
    const stamp = await stampOf(dir).catch(() => 'unreadable');
    if (known !== undefined && stamp !== known) {
      // A directory of the same name may be another one now.
      for (const folder of configFolders) forget(folder);
      stir();
    }
    known = stamp;
    listen();
    took = performance.now() - begun;
  };

  // What was saved before anybody listened counts, too.
  let looking: Promise<void> = look().then(settle);
  let next: NodeJS.Timeout | undefined;
  const lookAgain = () => {
    if (closed) return;
    next = setTimeout(
      () => {
        looking = look();
        void looking.finally(lookAgain);
      },
      Math.max(LOOK_EVERY_MS, took / LOOK_SHARE),
    );
    next.unref();
  };
  void looking.finally(lookAgain);

  return {
    close: async () => {
      closed = true;
      clearTimeout(next);
      clearTimeout(quiet);
      for (const folder of configFolders) forget(folder);
      await looking;
      await working;
    },
  };
}
