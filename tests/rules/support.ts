import { z } from 'zod';
import type { MemberRef } from '../../src/domain/chat.ts';
import type { Community } from '../../src/domain/community.ts';
import type { DecisionContext } from '../../src/domain/context.ts';
import { asEventId } from '../../src/domain/ids.ts';
import { compileRules } from '../../src/rules/compile.ts';
import type { FeatureAction } from '../../src/rules/compile-steps.ts';
import type { RuleIndex } from '../../src/rules/rule-index.ts';
import { createRuleFileSchema, type Rule } from '../../src/rules/schema.ts';
import { communityFor, contextOf, NOON, type Situation } from '../support/decide.ts';

/** Rules as they stand in a file, without the YAML. */
export const parseRules = (
  rules: readonly object[],
  actions: Readonly<Record<string, z.ZodType>> = {},
): Rule[] => createRuleFileSchema(actions).parse({ rules }).rules;

export const indexOf = (
  rules: readonly object[],
  more: {
    readonly community?: Community;
    readonly templates?: Readonly<Record<string, string>>;
    readonly actions?: Readonly<Record<string, FeatureAction>>;
    readonly reply?: 'first-wins' | 'all';
  } = {},
): RuleIndex => {
  const actions = more.actions ?? {};
  const schemas = Object.fromEntries(Object.keys(actions).map((name) => [name, z.unknown()]));
  return compileRules(parseRules(rules, schemas), {
    community: more.community ?? communityFor(),
    templates: new Map(Object.entries(more.templates ?? {})),
    actions,
    reply: more.reply ?? 'first-wins',
  });
};

/** Somebody joins, or several do. */
export const joined = (members: readonly MemberRef[], situation: Situation = {}): DecisionContext =>
  contextOf(
    { type: 'member.joined', id: asEventId('join-1'), at: situation.now ?? NOON, members: [...members] },
    situation,
  );
