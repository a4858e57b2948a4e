import type { AbleGroups } from './able-groups.ts';
import { compileConditions } from './conditions.ts';
import type { PlacedRule, RuleProblem } from './placed-rule.ts';
import type { Rule } from './schema.ts';
import type { Vocabulary } from './vocabulary.ts';
import { createWordList } from './word-index.ts';

/** How many rules may go without a word that must occur: each of them is tried on every message. */
const wordlessBudget = 20;

export const tooManyWordless = (rules: readonly PlacedRule[], { conditions }: Vocabulary): RuleProblem[] => {
  const never = Object.fromEntries(Object.keys(conditions).map((key) => [key, () => () => false]));
  return rules
    .filter(({ rule }) => rule.on === 'message.received' && rule.mode !== 'off')
    .filter(
      ({ rule }) =>
        compileConditions(rule.when, { words: createWordList(), conditions: never }).needs === undefined,
    )
    .slice(wordlessBudget)
    .map((of) => ({
      of,
      path: ['when'],
      code: 'slow',
      severity: 'warning',
      message: `已经有 ${wordlessBudget} 条规则不含固定的词,每条消息都要逐条试。`,
      hint: '请加上 text.any。',
    }));
};

/** Two answers to one word: only the first would be given. */
export const overlapping = (
  rules: readonly PlacedRule[],
  ableGroups: (rule: Rule) => AbleGroups,
): RuleProblem[] => {
  const answering = new Map<string, { readonly of: PlacedRule; readonly groups: ReadonlySet<string> }[]>();
  return rules.flatMap((of): RuleProblem[] => {
    const { rule } = of;
    const [condition, ...more] = rule.when;
    const words = condition?.['text.any'];
    const answers = rule.do.some(({ type }) => type === 'reply') && rule.mode === 'on';
    if (!words || more.length > 0 || Object.keys(condition).length > 1 || !answers) return [];
    const groups = new Set<string>(ableGroups(rule).able.map(({ id }) => id));
    for (const word of words) {
      const others = answering.get(word) ?? [];
      const other = others.find((earlier) => [...groups].some((id) => earlier.groups.has(id)));
      answering.set(word, [...others, { of, groups }]);
      if (other)
        return [
          {
            of,
            path: ['when'],
            code: 'overlap',
            severity: 'warning',
            message: `「${word}」也在规则「${other.of.rule.id}」里,只有先轮到的一条会回复。`,
          },
        ];
    }
    return [];
  });
};
