import type { Community, Group } from '../domain/community.ts';
import type { Outcome } from '../domain/decision.ts';
import type { GroupId } from '../domain/ids.ts';
import { inOneGo, type Piecework } from '../domain/piecework.ts';
import { fold } from '../text/fold.ts';
import { type AbleGroups, createAbleGroups } from './able-groups.ts';
import { collectOutcome } from './collect-outcome.ts';
import { type CompiledRule, compileRule } from './compile-rule.ts';
import type { FeatureAction } from './compile-steps.ts';
import { createKindOf, type EventKinds, nameOfEvent, textOfEvent } from './event-kinds.ts';
import type { FeatureCondition } from './facts.ts';
import { type Candidates, createCandidates } from './find-candidates.ts';
import { resume } from './resume.ts';
import type { RuleIndex, RuleSchedule } from './rule-index.ts';
import type { Rule } from './schema.ts';
import { createTemplateEngine } from './template/engine.ts';
import { createWordList } from './word-index.ts';

export interface RuleDeps {
  readonly community: Community;
  /** Template files by name, such as `welcome.md`. */
  readonly templates: ReadonlyMap<string, string>;
  readonly actions: Readonly<Record<string, FeatureAction>>;
  /** Conditions and events of features. */
  readonly conditions: Readonly<Record<string, FeatureCondition>>;
  readonly events: EventKinds;
  readonly reply: 'first-wins' | 'all';
}

const nothing: Outcome = {};
const noRules: ReadonlyMap<string, CompiledRule> = new Map();

/** Compiles rules that have passed their checks. `rules` come by file path, then place; priority is applied here. */
export const compileRules = (rules: readonly Rule[], deps: RuleDeps): RuleIndex =>
  inOneGo(compileInPieces(rules, deps));

/** `compileRules` for a program that is serving meanwhile. */
export function* compileInPieces(rules: readonly Rule[], deps: RuleDeps): Piecework<RuleIndex> {
  const words = createWordList();
  const kindOf = createKindOf(deps.events);
  const tools = { ...deps, engine: createTemplateEngine(), words, kindOf };
  const inForce = rules.filter(({ mode }) => mode !== 'off').sort((a, b) => b.priority - a.priority);
  const active: CompiledRule[] = [];
  for (const rule of inForce) {
    active.push(compileRule(rule, active.length, tools));
    yield;
  }
  const index = yield* words.index();
  const ableGroups = createAbleGroups(deps.community, kindOf);
  const candidates = yield* candidatesByGroup(active, ableGroups);
  const noText = index.scan('', () => undefined);

  return {
    count: active.length,
    schedules: schedulesOf(active, candidates),
    decide: (context, { mayReply }) => {
      const { event, group } = context;
      const here = group && candidates.get(group.id);
      if (group && event.type === 'timer.fired')
        return resume({ ...context, event }, group, here?.rules ?? noRules) ?? nothing;
      if (!here) return nothing;
      const on = nameOfEvent(event);
      if (on === undefined) return nothing;
      const typed = textOfEvent(event);
      const text = typed === '' ? '' : fold(typed);
      const found = here.find(on, text, index);
      const rules =
        event.type === 'schedule.due'
          ? found.rules.filter(({ rule }) => rule.id === event.rule)
          : found.rules;
      if (rules.length === 0) return nothing;
      return collectOutcome(
        rules,
        { context, group, text, hits: found.hits ?? noText },
        mayReply,
        deps.reply,
      );
    },
  };
}

const schedulesOf = (
  rules: readonly CompiledRule[],
  candidates: ReadonlyMap<GroupId, Candidates>,
): RuleSchedule[] =>
  rules.flatMap(({ rule: { id, schedule } }) => {
    if (!schedule) return [];
    const groups = [...candidates].filter(([, here]) => here.rules.has(id)).map(([group]) => group);
    return [{ rule: id, cron: schedule.cron, groups }];
  });

/** Groups that the same rules apply to share one table. */
function* candidatesByGroup(
  rules: readonly CompiledRule[],
  ableGroups: (rule: Rule) => AbleGroups,
): Piecework<ReadonlyMap<GroupId, Candidates>> {
  // Rules that are in force in the same groups belong to one audience; a group is told by the audiences it is in.
  const audiences = new Map<AbleGroups, CompiledRule[]>();
  for (const compiled of rules) {
    const audience = ableGroups(compiled.rule);
    const list = audiences.get(audience);
    if (list) list.push(compiled);
    else audiences.set(audience, [compiled]);
    yield;
  }
  const chosen = new Map<Group, (readonly CompiledRule[])[]>();
  for (const [{ able, unable }, list] of audiences) {
    const curable = unable.filter((lack) => lack.curable).map(({ group }) => group);
    for (const group of [...able, ...curable]) {
      const lists = chosen.get(group);
      if (lists) lists.push(list);
      else chosen.set(group, [list]);
    }
    yield;
  }
  const shared = new Map<string, Candidates>();
  const byGroup = new Map<GroupId, Candidates>();
  for (const [group, lists] of chosen) {
    // The first rule of an audience tells it from the others.
    const key = lists.map(([first]) => first?.order).join();
    const table = shared.get(key) ?? createCandidates(lists.flat().sort((a, b) => a.order - b.order));
    shared.set(key, table);
    byGroup.set(group.id, table);
    yield;
  }
  return byGroup;
}
