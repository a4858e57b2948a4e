import { fold } from '../text/fold.ts';
import { type Condition, compileRuleRegex } from './condition-schema.ts';
import { fieldOf } from './event-kinds.ts';
import { factTests } from './fact-conditions.ts';
import type { FeatureCondition, Test } from './facts.ts';
import { compileFieldTest, fieldTestSchema } from './field-test.ts';
import { fuzzyIncludes, fuzzyPieces } from './fuzzy.ts';
import type { WordList } from './word-index.ts';

export interface ConditionTools {
  readonly words: WordList;
  /** By YAML key. */
  readonly conditions: Readonly<Record<string, FeatureCondition>>;
}
export interface CompiledCondition {
  readonly test: Test;
  /** Words of which at least one must occur for the test to pass; undefined when it can pass without any. */
  readonly needs: readonly number[] | undefined;
}

/** All of `conditions` must hold. */
export function compileConditions(
  conditions: readonly Condition[],
  tools: ConditionTools,
): CompiledCondition {
  const compiled = conditions.flatMap((condition) => compileCondition(condition, tools));
  const tests = compiled.map(({ test }) => test);
  // One list of needs is enough to index by: the one least likely to be met by chance.
  const best = compiled
    .map(({ needs }) => needs)
    .filter((needs) => needs !== undefined)
    .sort((a, b) => a.length - b.length)[0];
  const [only] = tests;
  const test: Test = tests.length === 1 && only ? only : (facts) => tests.every((each) => each(facts));
  return { test, needs: best };
}

const compileCondition = (condition: Condition, tools: ConditionTools): CompiledCondition[] => {
  const { words } = tools;
  const parts: CompiledCondition[] = [];
  const add = (test: Test, needs?: readonly number[]) => parts.push({ test, needs });
  const folded = (list: readonly string[]) => list.map(fold);
  const ids = (list: readonly string[]) => list.map((word) => words.idOf(fold(word)));

  const any = condition['text.any'];
  if (any) {
    const wanted = ids(any);
    add(({ hits }) => wanted.some(hits.has), wanted);
  }
  const all = condition['text.all'];
  if (all) {
    const wanted = ids(all);
    const longest = [...all].sort((a, b) => fold(b).length - fold(a).length).slice(0, 1);
    add(({ hits }) => wanted.every(hits.has), ids(longest));
  }
  const equals = condition['text.equals'];
  if (equals) {
    const wanted = new Set(folded(equals));
    add(({ text }) => wanted.has(text), ids(equals));
  }
  const starts = condition['text.starts'];
  if (starts) {
    const wanted = folded(starts);
    add(({ text }) => wanted.some((word) => text.startsWith(word)), ids(starts));
  }
  const regex = condition['text.regex'];
  if (regex) {
    const patterns = regex.map(compileRuleRegex);
    add(({ text }) => patterns.some((pattern) => pattern.test(text)));
  }
  const fuzzy = condition['text.fuzzy'];
  if (fuzzy) {
    const wanted = folded(fuzzy);
    add(
      ({ text }) => wanted.some((phrase) => fuzzyIncludes(text, phrase)),
      wanted.flatMap(fuzzyPieces).map(words.idOf),
    );
  }
  for (const test of factTests(condition)) add(test);
  for (const test of openTests(condition, tools)) add(test);

  if (condition.all) parts.push(compileConditions(condition.all, tools));
  if (condition.any) {
    const branches = condition.any.map((inner) => compileConditions([inner], tools));
    const needs = branches.map((branch) => branch.needs);
    add(
      (facts) => branches.some(({ test }) => test(facts)),
      needs.every((list) => list !== undefined) ? needs.flat() : undefined,
    );
  }
  if (condition.not) {
    const branches = [condition.not].flat().map((inner) => compileConditions([inner], tools));
    add((facts) => !branches.some(({ test }) => test(facts)));
  }
  return parts;
};

/** `event.<field>` and what features contribute. */
const openTests = (condition: Condition, { conditions }: ConditionTools): Test[] => {
  const entries: [string, unknown][] = Object.entries(condition);
  return entries.flatMap(([key, value]): Test[] => {
    if (value === undefined) return [];
    const contributed = Object.hasOwn(conditions, key) ? conditions[key] : undefined;
    if (contributed) return [contributed(value)];
    if (!key.startsWith('event.')) return [];
    const test = compileFieldTest(fieldTestSchema.parse(value));
    const field = key.slice('event.'.length);
    return [({ context }) => test(fieldOf(context.event, field))];
  });
};
