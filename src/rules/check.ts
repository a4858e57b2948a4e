import type { Community } from '../domain/community.ts';
import { type AbleGroups, createAbleGroups } from './able-groups.ts';
import { checkSelectors } from './check-selectors.ts';
import { type ActionChecks, checkSteps, type SayProblem } from './check-steps.ts';
import { compileConditions } from './conditions.ts';
import type { Rule } from './schema.ts';
import { createTemplateEngine } from './template/engine.ts';
import { createWordList } from './word-index.ts';

/** A rule and where it was written. */
export interface PlacedRule {
  readonly rule: Rule;
  readonly file: string;
  /** Of the rule within its file: `['rules', 3]`. */
  readonly path: readonly PropertyKey[];
}
export interface RuleProblem extends SayProblem {
  readonly of: PlacedRule;
}
/** How many rules may go without a word that must occur: each of them is tried on every message. */
const wordlessBudget = 20;

/** Everything about rules that their schema cannot see. Order: as the rules stand. */
export function checkRules(
  rules: readonly PlacedRule[],
  community: Community,
  templates: ReadonlyMap<string, string>,
  actions: ActionChecks = {},
): RuleProblem[] {
  const engine = createTemplateEngine();
  const ableGroups = createAbleGroups(community);
  const known = new Map<string, PlacedRule>();
  return [
    ...rules.flatMap((of): RuleProblem[] => {
      const { rule } = of;
      const problems: SayProblem[] = [];
      const first = known.get(rule.id);
      if (first)
        problems.push({
          path: ['id'],
          code: 'duplicate',
          message: `规则 id「${rule.id}」已经在 ${first.file} 用过。`,
          hint: '请换一个 id。',
        });
      else known.set(rule.id, of);
      if (rule.mode === 'test' && community.testGroup === undefined)
        problems.push({
          path: ['mode'],
          code: 'no-test-group',
          message: 'mode: test 需要测试群。',
          hint: '请在 settings.yaml 里写 testGroup。',
        });
      const selectors = checkSelectors(community, rule.groups ?? []);
      for (const { index, severity, message, unknown } of selectors)
        problems.push({
          path: ['groups', index],
          code: 'unknown-group',
          severity,
          message,
          ...(unknown && { unknown }),
        });
      if (!selectors.some(({ severity }) => severity === 'error'))
        problems.push(...lacks(rule, ableGroups(rule)));
      problems.push(...checkSteps(rule, engine, templates, actions));
      return problems.map((problem) => ({ ...problem, of }));
    }),
    ...tooManyWordless(rules),
    ...unreachable(rules, ableGroups),
    ...overlapping(rules, ableGroups),
  ];
}

/** Groups that a rule selects but that cannot carry it: an error where the group is named, else a warning. */
const lacks = (rule: Rule, { able, unable, pushless }: AbleGroups): SayProblem[] => {
  if (rule.mode === 'off') return [];
  const problems: SayProblem[] = [];
  const skipped: string[] = [];
  for (const { group, why } of unable) {
    const index = rule.groups?.indexOf(group.id) ?? -1;
    if (index >= 0)
      problems.push({ path: ['groups', index], code: 'cannot', message: `群「${group.id}」做不到:${why}。` });
    else skipped.push(`${group.id}(${why})`);
  }
  const place = rule.groups ? ['groups'] : [];
  if (able.length === 0 && problems.length === 0)
    problems.push({
      path: place,
      code: 'cannot',
      message: skipped.length > 0 ? `没有一个群做得到:${few(skipped)}。` : '没有选中任何群。',
    });
  else if (skipped.length > 0)
    problems.push({
      path: place,
      code: 'skips',
      severity: 'warning',
      message: `这些群会跳过:${few(skipped)}。`,
    });
  if (pushless.length > 0)
    problems.push({
      path: place,
      code: 'no-push',
      severity: 'warning',
      message: `这些群没有推送通道,主动要说的话会附在下一次回复后面:${few(pushless.map(({ id }) => id))}。`,
      hint: '想准时发出去,请给群绑定 webhook。',
    });
  return problems;
};
const few = (items: readonly string[]) =>
  items.length > 3 ? `${items.slice(0, 3).join('、')} 等 ${items.length} 个` : items.join('、');

const tooManyWordless = (rules: readonly PlacedRule[]): RuleProblem[] =>
  rules
    .filter(({ rule }) => rule.on === 'message.received' && rule.mode !== 'off')
    .filter(({ rule }) => compileConditions(rule.when, createWordList()).needs === undefined)
    .slice(wordlessBudget)
    .map((of) => ({
      of,
      path: ['when'],
      code: 'slow',
      severity: 'warning',
      message: `已经有 ${wordlessBudget} 条规则不含固定的词,每条消息都要逐条试。`,
      hint: '请加上 text.any。',
    }));

/** Behind a rule that always matches and ends there. */
const unreachable = (rules: readonly PlacedRule[], ableGroups: (rule: Rule) => AbleGroups): RuleProblem[] => {
  const ordered = [...rules]
    .filter(({ rule }) => rule.mode !== 'off')
    .sort((a, b) => b.rule.priority - a.rule.priority);
  const walls = new Map<PlacedRule, ReadonlySet<string>>();
  return ordered.flatMap((of): RuleProblem[] => {
    const { rule } = of;
    const groups = ableGroups(rule).able.map(({ id }) => id);
    const wall = [...walls].find(
      ([{ rule: earlier }, ids]) =>
        earlier.on === rule.on && groups.length > 0 && groups.every((id) => ids.has(id)),
    )?.[0];
    if (wall)
      return [
        {
          of,
          path: ['id'],
          code: 'unreachable',
          message: `永远轮不到这条规则:前面的「${wall.rule.id}」总会匹配并且 stop。`,
        },
      ];
    if (rule.stop && rule.when.length === 0) walls.set(of, new Set(groups));
    return [];
  });
};

/** Two answers to one word: only the first would be given. */
const overlapping = (rules: readonly PlacedRule[], ableGroups: (rule: Rule) => AbleGroups): RuleProblem[] => {
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
