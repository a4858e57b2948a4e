import type { MemberRef } from '../domain/chat.ts';
import { type Group, isStaff } from '../domain/community.ts';
import type { DecisionContext } from '../domain/context.ts';
import { memberRows } from '../domain/people.ts';
import { fold } from '../text/fold.ts';
import { fuzzyIncludes, fuzzyPieces } from './fuzzy.ts';
import { type Condition, compileRuleRegex } from './schema.ts';
import type { Hits, WordList } from './word-index.ts';

/** What one look at one event knows. `text` is folded. */
export interface Facts {
  readonly context: DecisionContext;
  readonly group: Group;
  readonly text: string;
  readonly hits: Hits;
  /** The speaker, or the newcomer being judged. */
  readonly member: MemberRef | undefined;
}
export type Test = (facts: Facts) => boolean;
export interface CompiledCondition {
  readonly test: Test;
  /** Words of which at least one must occur for the test to pass; undefined when it can pass without any. */
  readonly needs: readonly number[] | undefined;
}

/** All of `conditions` must hold. */
export function compileConditions(conditions: readonly Condition[], words: WordList): CompiledCondition {
  const compiled = conditions.flatMap((condition) => compileCondition(condition, words));
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

const compileCondition = (condition: Condition, words: WordList): CompiledCondition[] => {
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
    add(({ text }) => patterns.some((pattern) => pattern.matcher(text).find()));
  }
  const fuzzy = condition['text.fuzzy'];
  if (fuzzy) {
    const wanted = folded(fuzzy);
    add(
      ({ text }) => wanted.some((phrase) => fuzzyIncludes(text, phrase)),
      wanted.flatMap(fuzzyPieces).map(words.idOf),
    );
  }
  const staff = condition['member.isStaff'];
  if (staff !== undefined)
    add((facts) => facts.member !== undefined && isTeam(facts, facts.member) === staff);
  const kind = condition['group.kind'];
  if (kind) add(({ group }) => group.kind === kind);
  const tag = condition['group.tag'];
  if (tag) add(({ group }) => group.tags.includes(tag));

  if (condition.all) parts.push(compileConditions(condition.all, words));
  if (condition.any) {
    const branches = condition.any.map((inner) => compileConditions([inner], words));
    const needs = branches.map((branch) => branch.needs);
    add(
      (facts) => branches.some(({ test }) => test(facts)),
      needs.every((list) => list !== undefined) ? needs.flat() : undefined,
    );
  }
  if (condition.not) {
    const branches = condition.not.map((inner) => compileConditions([inner], words));
    add((facts) => !branches.some(({ test }) => test(facts)));
  }
  return parts;
};

/** Of the group's own team: named in `groups.yaml`, or, in a customer group, staff by WeCom's own list. */
const isTeam = ({ context, group }: Facts, member: MemberRef): boolean =>
  isStaff(context.community, group, member.id) ||
  (group.kind === 'customer' && context.state.get(memberRows, member.id)?.staff === true);
