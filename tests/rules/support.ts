import { z } from 'zod';
import type { MemberRef } from '../../src/domain/chat.ts';
import type { Community } from '../../src/domain/community.ts';
import type { DecisionContext } from '../../src/domain/context.ts';
import { asEventId } from '../../src/domain/ids.ts';
import { compileRules } from '../../src/rules/compile.ts';
import type { FeatureAction } from '../../src/rules/compile-steps.ts';
import type { EventKinds } from '../../src/rules/event-kinds.ts';
import type { FeatureCondition } from '../../src/rules/facts.ts';
import type { RuleIndex } from '../../src/rules/rule-index.ts';
import { createRuleFileSchema, type Rule } from '../../src/rules/schema.ts';
import { noVocabulary, type Vocabulary } from '../../src/rules/vocabulary.ts';
import { communityFor, contextOf, NOON, type Situation } from '../support/decide.ts';

/** Rules as they stand in a file, without the YAML. */
export const parseRules = (rules: readonly object[], vocabulary: Vocabulary = noVocabulary): Rule[] =>
  createRuleFileSchema(vocabulary).parse({ rules }).rules;

export const indexOf = (
  rules: readonly object[],
  more: {
    readonly community?: Community;
    readonly templates?: Readonly<Record<string, string>>;
    readonly actions?: Readonly<Record<string, FeatureAction>>;
    readonly conditions?: Readonly<Record<string, FeatureCondition>>;
    readonly events?: EventKinds;
    readonly reply?: 'first-wins' | 'all';
  } = {},
): RuleIndex => {
  const actions = more.actions ?? {};
  const { conditions = {}, events = {} } = more;
  const anything = (names: object) =>
    Object.fromEntries(Object.keys(names).map((name) => [name, z.unknown()]));
  const vocabulary = {
    actions: anything(actions),
    silentActions: [],
    conditions: anything(conditions),
    events,
  };
  return compileRules(parseRules(rules, vocabulary), {
    community: more.community ?? communityFor(),
    templates: new Map(Object.entries(more.templates ?? {})),
    actions,
    conditions,
    events,
    reply: more.reply ?? 'first-wins',
  });
};

/** Somebody joins, or several do. */
export const joined = (members: readonly MemberRef[], situation: Situation = {}): DecisionContext =>
  contextOf(
    { type: 'member.joined', id: asEventId('join-1'), at: situation.now ?? NOON, members: [...members] },
    situation,
  );
