import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { Fault } from '../../domain/fault.ts';
import { dumpRedis, restoreRedis, type Snapshot, snapshotSchema } from './snapshot.ts';

export const snapshotFile = (dataDir: string): string => join(dataDir, 'redis-snapshot.json');

/** Written beside and renamed, so that a crash leaves the old one whole. */
export async function saveSnapshot(redis: Redis, file: string): Promise<void> {
  const json = JSON.stringify(await dumpRedis(redis, Date.now()));
  const beside = `${file}.new`;
  const handle = openSync(beside, 'w', 0o600);
  try {
    writeSync(handle, json);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(beside, file);
}

export async function loadSnapshot(redis: Redis, file: string): Promise<number> {
  if (!existsSync(file)) return 0;
  const snapshot = parse(file);
  await restoreRedis(redis, snapshot, Date.now());
  return snapshot.entries.length;
}

function parse(file: string): Snapshot {
  try {
    return snapshotSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // The cause would quote members' data.
    throw new Fault('redis-snapshot', '演示数据的快照读不懂', {
      place: file,
      remedy: `把它移走(mv ${file} ${file}.bad)再启动,演示数据会从头开始`,
    });
  }
}
