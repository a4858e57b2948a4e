import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The processes that use the private server of `dir`, one small file each; what a dead process left is swept away. */
export function createUsers(dir: string) {
  const folder = join(dir, 'users');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    /** Answers how to take the entry back. */
    add(): () => void {
      const file = join(folder, `${process.pid}-${crypto.randomUUID().slice(0, 8)}`);
      writeFileSync(file, startOf(process.pid));
      return () => rmSync(file, { force: true });
    },
    anyAlive(): boolean {
      const alive = readdirSync(folder).filter((name) => {
        const file = join(folder, name);
        const lives = isSame(Number.parseInt(name, 10), readFileSync(file, 'utf8'));
        if (!lives) rmSync(file, { force: true });
        return lives;
      });
      return alive.length > 0;
    },
  };
}

export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(statOf(pid));
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}
/** Pids are used again; the start time tells the newcomer from the one who signed. */
export const isSame = (pid: number, start: string): boolean => isAlive(pid) && startOf(pid) === start;

/** Where the system tells (Linux): when the process started. */
export const startOf = (pid: number): string =>
  statOf(pid)
    .replace(/^.*\) /, '')
    .split(' ')[19] ?? '';
function statOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return '';
  }
}
