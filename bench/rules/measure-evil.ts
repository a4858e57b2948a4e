import { compileRuleRegex } from '../../src/rules/condition-schema.ts';
import { evilPatterns, hostile } from '../../tests/mutants/evil-patterns.ts';
import { median } from '../stats.ts';
import { cpuOf } from './cpu-of.ts';
import type { Line } from './measure.ts';

const LENGTH = 2_000;

/** Every evil pattern that is let in, on every hostile message. In each round the messages are new ones. */
export function measureEvil(rounds: number): Line[] {
  const refused = evilPatterns.filter(({ pattern }) => !compiles(pattern)).length;
  const timed = evilPatterns
    .filter(({ pattern }) => compiles(pattern))
    .map(({ pattern }) => {
      const compiled = compileRuleRegex(pattern);
      const perText = Array.from({ length: rounds }, (_, round) =>
        hostile(LENGTH, round + 1).map((text) => cpuOf(() => compiled.test(text)) / 1000),
      );
      const texts = perText[0]?.length ?? 0;
      const medians = Array.from({ length: texts }, (_, n) => median(perText.map((times) => times[n] ?? 0)));
      return { pattern, slowest: Math.max(...medians), once: Math.max(...perText.flat()) };
    });
  const worst = timed.reduce((a, b) => (b.slowest > a.slowest ? b : a));
  const once = timed.reduce((a, b) => (b.once > a.once ? b : a));
  return [
    {
      what: `slowest of ${timed.length} evil rules (${refused} more refused), ${LENGTH} hostile characters`,
      value: `${worst.slowest.toFixed(3)} ms ${worst.pattern}`,
      goal: '≤ 1 ms',
      holds: worst.slowest <= 1,
    },
    {
      what: '  a single message at its worst: the program still compiling or collecting garbage in it',
      value: `${once.once.toFixed(2)} ms ${once.pattern}`,
      goal: '',
      holds: true,
    },
  ];
}

const compiles = (pattern: string): boolean => {
  try {
    compileRuleRegex(pattern);
    return true;
  } catch {
    return false; // refused when the configuration is checked
  }
};
