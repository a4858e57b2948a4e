import { describe, expect, it } from 'vitest';
import { compileRuleRegex } from '../../src/rules/condition-schema.ts';
import { evilPatterns, hostile } from '../mutants/evil-patterns.ts';

/** What matching costs: a step a character, and every state of the automaton that had to be worked out. */
const steps = (pattern: string, text: string): number => {
  const compiled = compileRuleRegex(pattern);
  compiled.test(text);
  let built = 0;
  for (const { nfaStates } of compiled.re2().dfa.cachedStates()) built += nfaStates.length;
  return text.length + built;
};

describe('evil patterns', () => {
  it('are at least fifty', () => {
    expect(new Set(evilPatterns.map(({ pattern }) => pattern)).size).toBeGreaterThanOrEqual(50);
  });
  it.each(['[ab]*a[ab]{20}c', '([ab]*a[ab]{12})$'])(
    'build few states for a text that asks for many: %s',
    (pattern) => {
      const compiled = compileRuleRegex(pattern);
      for (const text of hostile(2_000)) {
        compiled.test(text);
        expect(compiled.re2().dfa.stateCount).toBeLessThan(100);
      }
    },
  );
  it.each(evilPatterns.filter(({ refused }) => refused))('refused: $pattern', ({ pattern }) => {
    expect(() => compileRuleRegex(pattern)).toThrow();
  });
  it.each(evilPatterns.filter(({ refused }) => !refused))('linear: $pattern', ({ pattern }) => {
    const once = hostile(2_000).map((text) => steps(pattern, text));
    const twice = hostile(4_000).map((text) => steps(pattern, text));
    for (const [n, cost] of once.entries()) expect(twice[n] ?? 0).toBeLessThanOrEqual(cost * 2.2);
  });
});
