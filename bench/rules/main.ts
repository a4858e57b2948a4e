import { compile } from '../compile.ts';
import { runRules } from './run.ts';

// What is measured is the compiled program, as in the other bench: a loader in between costs closures their speed.
const compiled = compile();
try {
  console.log(runRules(compiled));
} finally {
  compiled.remove();
}
