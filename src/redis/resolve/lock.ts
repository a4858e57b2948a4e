import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { Fault } from '../../domain/fault.ts';
import { isSame, startOf } from './users.ts';

const PATIENCE_MS = 20_000;

/** Runs `work` while no other process does under the same file; the lock of a dead process is broken. */
export async function locked<T>(file: string, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!take(file)) {
    if (performance.now() > deadline)
      throw new Fault('redis-lock', '等了 20 秒,另一个进程还在启动或停止私有 Redis', {
        place: file,
        remedy: '确认没有卡住的进程后删掉这个文件',
      });
    await wait(50);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid} ${startOf(process.pid)}`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown;
  }
  const holder = read(file);
  const [pid = '', start = ''] = holder.split(' ');
  // An empty file is being written this moment.
  if (holder !== '' && !isSame(Number(pid), start) && read(file) === holder) rmSync(file, { force: true });
  return false;
}
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
