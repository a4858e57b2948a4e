import { mkdirSync } from 'node:fs';
import { Redis } from 'ioredis';
import { asError } from '../../domain/fault.ts';
import { startJsServer } from './js-server.ts';
import type { ResolveLog } from './log.ts';
import { ping } from './ping.ts';
import { loadSnapshot, saveSnapshot, snapshotFile } from './snapshot-file.ts';
import { socketPath } from './socket-path.ts';

const SAVE_EVERY_MS = 1_000;

export interface InProcess {
  readonly path: string;
  close(): Promise<void>;
}

/**
 * A Redis written in JavaScript, in this process: for looking around on a machine without any Redis. Slow, and a crash
 * may lose the last second – the snapshot file is all it has. A second process of the same directory joins the first.
 */
export async function openInProcess(dataDir: string, log: ResolveLog): Promise<InProcess> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = socketPath(dataDir, 'demo-redis.sock');
  if ((await ping({ path })) === 'ready') return { path, close: async () => {} };
  const server = await startJsServer(path);
  try {
    const saver = await keepSaved(path, snapshotFile(dataDir), log);
    let closing: Promise<void> | undefined;
    const close = async () => {
      await saver.close();
      await server.close();
    };
    return {
      path,
      close: () => {
        closing ??= close();
        return closing;
      },
    };
  } catch (thrown) {
    await server.close();
    throw thrown;
  }
}

/** Restores the snapshot, then saves it every second in which something changed, and at the end. */
async function keepSaved(path: string, file: string, log: ResolveLog): Promise<{ close(): Promise<void> }> {
  const reader = new Redis({ path });
  const watcher = new Redis({ path });
  const leave = () => {
    watcher.disconnect();
    reader.disconnect();
  };
  for (const client of [reader, watcher])
    client.on('error', (error) => log.warn(`演示 Redis: ${error.message}`));
  let dirty = false;
  try {
    await loadSnapshot(reader, file);
    watcher.on('pmessage', () => {
      dirty = true;
    });
    await watcher.config('SET', 'notify-keyspace-events', 'EA');
    await watcher.psubscribe('__keyevent@*__:*');
  } catch (thrown) {
    leave();
    throw thrown;
  }

  const save = async (): Promise<void> => {
    if (!dirty) return;
    dirty = false;
    try {
      await saveSnapshot(reader, file);
    } catch (thrown) {
      dirty = true;
      log.warn(`演示数据没有存下来: ${asError(thrown).message}`);
    }
  };
  let saving = Promise.resolve();
  const timer = setInterval(() => {
    saving = saving.then(save);
  }, SAVE_EVERY_MS);
  timer.unref();
  return {
    close: async () => {
      clearInterval(timer);
      await saving;
      dirty = true;
      await save();
      leave();
    },
  };
}
