import { spawnSync } from 'node:child_process';
import { compile } from '../compile.ts';

// What is measured is the compiled program, as in the other bench: a loader in between costs closures their speed.
const compiled = compile();
try {
  const run = spawnSync(process.execPath, [compiled.file('rules/measure.js')], {
    stdio: 'inherit',
  });
  process.exitCode = run.status ?? 1;
} finally {
  compiled.remove();
}
