import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type Patch, sabotaged } from './patches.ts';

const root = resolve(import.meta.dirname, '../..');
const needed = [
  'src',
  'tests',
  'config',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'vitest.config.ts',
];

const reportSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(
    z.object({
      message: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

export interface Outcome {
  readonly passed: number;
  /** Names of the tests that failed. */
  readonly failed: readonly string[];
  /** Why no test could run at all; a broken patch proves nothing. */
  readonly broken: string | undefined;
}
/** A copy of the repository in which things may be broken. */
export interface Workshop {
  run(tests: readonly string[]): Promise<Outcome>;
  /** Breaks one guard, runs its tests and mends it. */
  sabotage(patch: Patch): Promise<Outcome>;
  close(): void;
}

export function openWorkshop(): Workshop {
  const dir = mkdtempSync(join(tmpdir(), 'qyx-'));
  const close = () => rmSync(dir, { recursive: true, force: true });
  process.once('exit', close);
  for (const name of needed) cpSync(join(root, name), join(dir, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'));

  const run = async (tests: readonly string[]): Promise<Outcome> => {
    const report = join(dir, 'report.json');
    rmSync(report, { force: true });
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const options = ['run', '--root', dir, '--reporter=json', `--outputFile=${report}`, '--maxWorkers=1'];
    const child = spawn(process.execPath, [vitest, ...options, ...tests], {
      cwd: dir,
      stdio: 'ignore',
      env: { ...process.env, REQUIRE_ALL: '1' }, // a test that is skipped notices nothing
    });
    const end = () => child.kill('SIGKILL');
    process.once('exit', end);
    await once(child, 'exit');
    process.off('exit', end);
    return outcomeOf(report);
  };
  return {
    run,
    sabotage: async (patch) => {
      const file = join(dir, patch.file);
      const whole = readFileSync(file, 'utf8');
      writeFileSync(file, sabotaged(whole, patch));
      try {
        return await run(patch.tests);
      } finally {
        writeFileSync(file, whole);
      }
    },
    close,
  };
}

function outcomeOf(file: string): Outcome {
  const report = reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
  const silent = report.testResults.find(({ assertionResults }) => assertionResults.length === 0);
  const broken = silent?.message || (tests.length === 0 ? 'no tests were found' : undefined);
  return { passed: report.numPassedTests, failed, broken };
}
