import { displayName, memberRows } from '../domain/people.ts';
import type { CommandContext } from './command.ts';
import { type FoundMember, findMember, withoutAt } from './find-member.ts';
import { pickListed } from './listed.ts';

/** Whom somebody means in a command that gives nobody any power: a number of the list shown last, a userid or a name. */
export function meantMember(context: CommandContext, typed: string): FoundMember {
  const { state } = context;
  const listed = pickListed(context, withoutAt(typed));
  const row = listed && state.get(memberRows, listed.id);
  if (!listed || !row || row.left !== undefined) return findMember(state, typed);
  const { id } = listed;
  const { userid } = row;
  return {
    type: 'one',
    member: { id, name: displayName(row, id), ...(userid !== undefined && { userid }) },
  };
}
