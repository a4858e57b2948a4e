import type { MemberRef } from '../../domain/chat.ts';
import type { DecisionContext } from '../../domain/context.ts';
import type { MemberId } from '../../domain/ids.ts';
import { displayName, memberRows } from '../../domain/people.ts';
import { operatorsOf } from '../../rules/notify-target.ts';
import type { Chain } from './rows.ts';

/** All that names are looked up in. */
export type Known = Pick<DecisionContext, 'state'>;

/** What a list calls a member. Member text: show as `data`. */
export const nameOf = ({ state }: Known, member: MemberRef): string => {
  const row = state.get(memberRows, member.id);
  return displayName(
    row?.name === undefined && member.name !== undefined ? { ...row, name: member.name } : row,
    member.id,
  );
};

/** Somebody as a mention needs them: original userid and a name for channels that cannot @. */
export const refOf = (context: DecisionContext, member: MemberId): MemberRef =>
  knownRef(context, { id: member });
export const knownRef = (context: DecisionContext, member: MemberRef): MemberRef => {
  const userid = context.state.get(memberRows, member.id)?.userid ?? member.userid;
  return { id: member.id, name: nameOf(context, member), ...(userid !== undefined && { userid }) };
};
export const isNamed = ({ state }: DecisionContext, { id, name }: MemberRef): boolean => {
  const row = state.get(memberRows, id);
  return Boolean(row?.card || row?.nickname || row?.name || name);
};

const ORGANISERS_MAX = 2;
/** Who answers for a chain: its owner, else operators of the group. */
export const organisersOf = (
  { community, group }: DecisionContext,
  { opener }: Chain,
): readonly MemberRef[] => {
  if (opener) return [opener];
  return group ? operatorsOf(community, group).slice(0, ORGANISERS_MAX) : [];
};
