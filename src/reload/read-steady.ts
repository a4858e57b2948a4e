import { type ConfigFiles, readConfigDir, stampOf } from '../config/read-dir.ts';

const MAX_TRIES = 3;

/** The files at one moment; undefined while somebody keeps writing. */
export async function readSteadyDir(dir: string): Promise<ConfigFiles | undefined> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const before = await stampOf(dir);
    const files = await readConfigDir(dir);
    if ((await stampOf(dir)) === before) return files;
  }
  return undefined;
}
