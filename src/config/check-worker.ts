import { parentPort } from 'node:worker_threads';
import { features } from '../features/index.ts';
import type { ModeSwitches } from '../rules/mode-switch.ts';
import { type CheckedFiles, checkFiles } from './check-files.ts';
import type { ConfigFiles } from './read-dir.ts';

/** What a thread is asked, and what it answers. Secrets are not filled in here. */
export interface CheckRequest {
  readonly files: ConfigFiles;
  readonly switches: ModeSwitches;
}
export type CheckAnswer = CheckedFiles;

/** Runs as a thread of its own (see `checker.ts`): nothing it does can hold up the program. */
parentPort?.on('message', ({ files, switches }: CheckRequest) => {
  const answer: CheckAnswer = checkFiles(files, { secrets: { type: 'none' }, features, switches });
  parentPort?.postMessage(answer);
});
