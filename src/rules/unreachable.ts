import { fold } from '../text/fold.ts';
import type { AbleGroups } from './able-groups.ts';
import { createWordFinder } from './aho-corasick.ts';
import type { Condition } from './condition-schema.ts';
import type { PlacedRule, RuleProblem } from './placed-rule.ts';
import type { Rule } from './schema.ts';

/** A rule that ends the round whenever it is reached, or whenever one of its words occurs. */
interface Wall {
  readonly rule: Rule;
  readonly groups: ReadonlySet<string>;
}
type GroupsOf = (rule: Rule) => AbleGroups;

/** Rules behind one that always matches before them and ends there. */
export function unreachable(rules: readonly PlacedRule[], ableGroups: GroupsOf): RuleProblem[] {
  const ordered = rules
    .filter(({ rule }) => rule.mode !== 'off')
    .sort((a, b) => b.rule.priority - a.rule.priority);
  const always: Wall[] = [];
  const byWord = wordWalls(ordered.map(({ rule }) => rule));
  return ordered.flatMap((of): RuleProblem[] => {
    const { rule } = of;
    const groups = ableGroups(rule).able.map(({ id }) => id);
    const hides = (wall: Wall) =>
      wall.rule.on === rule.on && groups.length > 0 && groups.every((id) => wall.groups.has(id));
    const wall = always.find(hides) ?? byWord.before(rule).find(hides);
    if (wall)
      return [
        {
          of,
          path: ['id'],
          code: 'unreachable',
          message: `永远轮不到这条规则:前面的「${wall.rule.id}」总会匹配并且 stop。`,
        },
      ];
    if (endsTheRound(rule) && rule.when.length === 0) always.push({ rule, groups: new Set(groups) });
    if (wallWords(rule)) byWord.add({ rule, groups: new Set(groups) });
    return [];
  });
}

const endsTheRound = ({ stop, cooldown, on }: Rule) => stop && !cooldown && on !== 'schedule';

/** The words of a rule that ends the round at each of them and asks for nothing else. */
const wallWords = (rule: Rule): readonly string[] | undefined => {
  const [condition, ...more] = rule.when;
  if (!endsTheRound(rule) || !condition || more.length > 0 || Object.keys(condition).length > 1)
    return undefined;
  return condition['text.any'];
};

/** Which walls stand before every text that a rule can match, found in one pass over its own words. */
const wordWalls = (rules: readonly Rule[]) => {
  const words = [...new Set(rules.flatMap((rule) => wallWords(rule) ?? []).map(fold))];
  const finder = createWordFinder(words);
  const standing = new Map<string, Wall[]>();
  const containedIn = (word: string): ReadonlySet<Wall> => {
    const met = new Set<Wall>();
    finder.find(fold(word), (n) => {
      for (const wall of standing.get(words[n] ?? '') ?? []) met.add(wall);
    });
    return met;
  };
  const atEvery = (list: readonly string[]): Wall[] => {
    const [first, ...rest] = list.map(containedIn);
    return [...(first ?? [])].filter((wall) => rest.every((met) => met.has(wall)));
  };
  return {
    add: (wall: Wall) => {
      for (const word of (wallWords(wall.rule) ?? []).map(fold)) {
        const walls = standing.get(word);
        if (walls) walls.push(wall);
        else standing.set(word, [wall]);
      }
    },
    before: ({ when }: Rule): Wall[] =>
      standing.size === 0 ? [] : when.flatMap((condition) => hiddenBy(condition, atEvery)),
  };
};

/** One of these words must occur: then so does whatever stands in every one of them. Of `all`, one will do. */
const hiddenBy = (condition: Condition, atEvery: (words: readonly string[]) => Wall[]): Wall[] => {
  const oneOf = [condition['text.any'], condition['text.equals'], condition['text.starts']];
  const each = (condition['text.all'] ?? []).map((word) => [word]);
  return [...oneOf, ...each].flatMap((words) => (words ? atEvery(words) : []));
};
