import { z } from 'zod';
import type { MemberRef } from '../domain/chat.ts';
import type { DecisionContext } from '../domain/context.ts';
import { defineRows, drop, put, type StateView, type Write } from '../domain/state.ts';
import type { Rule } from './schema.ts';

/** Until when a rule rests (epoch ms): by member, or one row for the whole group. Gone once the longest rest is over. */
const restRows = (rule: string) => defineRows(`rule-rest:${rule}`, z.int());
const WHOLE_GROUP = 'group';

/** Those for whom the rule does not rest; undefined when it rests for everybody. */
export function rested(
  { id, cooldown }: Rule,
  members: readonly MemberRef[],
  { state, now }: DecisionContext,
): readonly MemberRef[] | undefined {
  if (!cooldown) return members;
  const rests = (row: string) => (state.get(restRows(id), row) ?? 0) > now;
  if (cooldown.per === 'group' || members.length === 0) return rests(WHOLE_GROUP) ? undefined : members;
  const fresh = members.filter((member) => !rests(memberRow(member)));
  return fresh.length > 0 ? fresh : undefined;
}

/** The rest begins. */
export function rest(
  { id, cooldown }: Rule,
  members: readonly MemberRef[],
  { now }: DecisionContext,
): Write[] {
  if (!cooldown) return [];
  const rows = cooldown.per === 'group' || members.length === 0 ? [WHOLE_GROUP] : members.map(memberRow);
  return rows.map((row) => put(restRows(id), row, now + cooldown.for, cooldown.for));
}

/** The rests of one member: of the rules there are; what a rule left that is gone ends by itself. */
export const forgetRests = (state: StateView, rules: readonly string[], member: MemberRef): Write[] =>
  rules.flatMap((rule) =>
    state.get(restRows(rule), memberRow(member)) === undefined
      ? []
      : [drop(restRows(rule), memberRow(member))],
  );

const memberRow = (member: MemberRef) => `m:${member.id}`;
