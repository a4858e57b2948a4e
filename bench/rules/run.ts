import { spawnSync } from 'node:child_process';
import type { Compiled } from '../compile.ts';

/** The figures of the rules, as text. In a process of its own: what ran before would have warmed its code up. */
export function runRules(compiled: Compiled): string {
  const run = spawnSync(process.execPath, [compiled.file('rules/measure.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error('the rules could not be measured');
  return run.stdout.trim();
}
