import type { Community } from '../domain/community.ts';
import { type AbleGroups, createAbleGroups } from './able-groups.ts';
import { checkConditions } from './check-conditions.ts';
import { checkSelectors } from './check-selectors.ts';
import { type ActionChecks, checkSteps, type SayProblem } from './check-steps.ts';
import { checkTiming } from './check-timing.ts';
import { coreEvents, createKindOf } from './event-kinds.ts';
import { overlapping, tooManyWordless } from './lint.ts';
import type { PlacedRule, RuleProblem } from './placed-rule.ts';
import type { Rule } from './schema.ts';
import { allSteps } from './steps-schema.ts';
import { createTemplateEngine } from './template/engine.ts';
import { unreachable } from './unreachable.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface CheckRules {
  readonly community: Community;
  readonly templates: ReadonlyMap<string, string>;
  readonly vocabulary: Vocabulary;
  /** Undefined while they cannot be read: then nothing is said about what depends on them. */
  readonly settings:
    | { readonly webhookHosts: readonly string[]; readonly testGroup?: string | undefined }
    | undefined;
  /** What features say about the arguments of their actions. */
  readonly checks?: ActionChecks;
  /** From when on a time must still come. */
  readonly now: number;
}

/** Everything about rules that their schema cannot see. Order: as the rules stand. */
export function checkRules(
  rules: readonly PlacedRule[],
  { community, templates, vocabulary, settings, checks = {}, now }: CheckRules,
): RuleProblem[] {
  const engine = createTemplateEngine();
  const kindOf = createKindOf(vocabulary.events);
  const ableGroups = createAbleGroups(community, kindOf);
  const events = new Set([...emittedIn(rules), ...Object.keys({ ...coreEvents, ...vocabulary.events })]);
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
      if (rule.mode === 'test' && settings && settings.testGroup === undefined)
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
      const kind = kindOf(rule.on);
      problems.push(...checkEvent(rule, events));
      problems.push(...checkConditions(rule, kind, community));
      problems.push(...checkTiming(rule, kind, ableGroups(rule).able, now));
      problems.push(
        ...checkSteps(rule, { engine, templates, kind, webhookHosts: settings?.webhookHosts, checks }),
      );
      return problems.map((problem) => ({ ...problem, of }));
    }),
    ...tooManyWordless(rules, vocabulary),
    ...unreachable(rules, ableGroups),
    ...overlapping(rules, ableGroups),
  ];
}

const emittedIn = (rules: readonly PlacedRule[]): ReadonlySet<string> =>
  new Set(
    rules.flatMap(({ rule }) =>
      rule.mode === 'off'
        ? []
        : allSteps(rule.do).flatMap((step) => (step.type === 'emit' ? [step.name] : [])),
    ),
  );

/** A name of its own must come from some rule. */
const checkEvent = ({ on }: Rule, events: ReadonlySet<string>): SayProblem[] =>
  events.has(on)
    ? []
    : [
        {
          path: ['on'],
          code: 'unknown-event',
          message: `没有规则 emit「${on}」这个事件。`,
          unknown: { typed: on, candidates: [...events] },
        },
      ];

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
