import { RE2JS } from 're2js';

/** A compiled pattern: matches in linear time whatever the text. Ask `test` and `testExact`: they build no captures. */
export type LinearRegex = RE2JS;

/**
 * Steps a pattern may compile to. A character of a hostile text costs at most as many, so `(.{0,100}){0,10}` would hold
 * everybody up although it is linear.
 */
const maxSteps = 100;
/**
 * Memory of a pattern's automaton (the library takes 8 MB): room for about as many states as it has steps. One that
 * finds new states in every text (`[ab]*a[ab]{20}c`) soon stops building them and goes through its steps instead.
 */
const automatonBytes = (steps: number): number => 4096 + steps * (300 + steps);

/**
 * Compiles what operators write as a regular expression (JavaScript's spelling, without look-around and references).
 * Throws with a plain message when it is none, or too large.
 */
export function compileRegex(source: string, { anyCase = false } = {}): LinearRegex {
  const pattern = RE2JS.compile(RE2JS.translateRegExp(source), anyCase ? RE2JS.CASE_INSENSITIVE : 0);
  const steps = pattern.programSize();
  if (steps > maxSteps) throw new Error('pattern too large');
  const { dfa } = pattern.re2();
  dfa.stateBudget = automatonBytes(steps);
  dfa.memBudget = automatonBytes(steps);
  return pattern;
}
