import { z } from 'zod';
import type { MemberRef } from '../domain/chat.ts';
import { grantsFor, type Operator, type Role, roleRank } from '../domain/community.ts';
import type { DecisionContext } from '../domain/context.ts';
import type { MemberId } from '../domain/ids.ts';
import { defineRows } from '../domain/state.ts';
import type { Command } from './command.ts';

/** A role given inside a group, beside those of `groups.yaml`; the row's name is the member's id. */
export const grantSchema = z.object({
  role: z.enum(['owner', 'admin', 'operator', 'helper']),
  only: z.array(z.string()).optional(),
  /** Who gave it, and when. */
  by: z.string().optional(),
  at: z.int().optional(),
});
export const grantRows = defineRows('grants', grantSchema);

/** What a permission needs to know of a command. */
export type Power = Pick<Command, 'power' | 'minRole' | 'anywhere'>;
export type Permission =
  | { readonly type: 'allowed' }
  /** `who` could do it here, strongest role last; `minRole` says what it takes. */
  | { readonly type: 'denied'; readonly minRole: Role; readonly who: readonly MemberRef[] };

export type Grant = Pick<Operator, 'role' | 'only'>;
type Here = Pick<DecisionContext, 'community' | 'group' | 'state'>;
const gives = ({ role, only }: Grant, { power, minRole }: Power): boolean =>
  roleRank[role] >= roleRank[minRole] && (only === undefined || only.includes(power));

/**
 * Whether this person may run a command where it was typed. Authority is the id from the verified envelope alone,
 * looked up at the moment of running; whoever is not granted it is denied. Rows are read only where the configuration
 * does not settle it.
 */
export function may(command: Power, member: MemberId, { community, group, state }: Here): Permission {
  if (command.minRole === 'member') return { type: 'allowed' };
  const configured = command.anywhere
    ? community.operators.filter((operator) => operator.member.id === member)
    : grantsFor(community, member, group);
  if (configured.some((grant) => gives(grant, command))) return { type: 'allowed' };
  const granted = group && state.get(grantRows, member);
  if (granted && gives({ role: granted.role, only: granted.only }, command)) return { type: 'allowed' };
  const who = community.operators
    .filter((operator) => gives(operator, command))
    .filter(
      ({ member: { id } }) =>
        command.anywhere || grantsFor(community, id, group).some((g) => gives(g, command)),
    )
    .toSorted((a, b) => roleRank[a.role] - roleRank[b.role])
    .map((operator) => operator.member);
  return { type: 'denied', minRole: command.minRole, who: uniqueById(who) };
}

const uniqueById = (members: readonly MemberRef[]): MemberRef[] => [
  ...new Map(members.map((member) => [member.id, member])).values(),
];

/** Everything somebody was granted here, by `groups.yaml` and inside the group. */
export function grantsHere({ community, group, state }: Here, member: MemberId): readonly Grant[] {
  const given = group && state.get(grantRows, member);
  return [...grantsFor(community, member, group), ...(given ? [{ role: given.role, only: given.only }] : [])];
}
