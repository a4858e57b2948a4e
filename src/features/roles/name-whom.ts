import type { CommandContext } from '../../commands/command.ts';
import { findMember, withoutAt } from '../../commands/find-member.ts';
import { pickListed } from '../../commands/listed.ts';
import type { MemberRef } from '../../domain/chat.ts';
import { isExternalUserId, memberId } from '../../domain/ids.ts';
import { memberRows } from '../../domain/people.ts';

export type Whom =
  | { readonly type: 'one'; readonly member: MemberRef; readonly known: boolean }
  /** A name: names can be chosen to look like somebody else's, so the userid behind each is shown first. */
  | { readonly type: 'named'; readonly candidates: readonly MemberRef[] }
  | { readonly type: 'outsider' }
  | { readonly type: 'none' };

const USERID = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;

/** Who gets or loses a power: a number of the list shown last, or a userid. Never a name. */
export function nameWhom(context: CommandContext, typed: string): Whom {
  const { state } = context;
  const wanted = withoutAt(typed);
  const listed = pickListed(context, wanted);
  const userid = listed ? (listed.userid ?? listed.id) : wanted;
  if (listed ? isExternalUserId(listed.id) : isExternalUserId(wanted)) return { type: 'outsider' };
  if (USERID.test(userid)) {
    const id = memberId(userid);
    const row = state.get(memberRows, id);
    const name = row?.card || row?.nickname || row?.name;
    // A short number that is in no list is nobody's userid, unless the roster knows it.
    if (!row && /^\d{1,3}$/.test(userid)) return { type: 'none' };
    return {
      type: 'one',
      known: row !== undefined && row.left === undefined,
      member: { id, userid: row?.userid ?? userid, ...(name !== undefined && name !== '' && { name }) },
    };
  }
  const found = findMember(state, wanted);
  switch (found.type) {
    case 'one':
      return { type: 'named', candidates: staffLike([found.member]) };
    case 'several':
      return { type: 'named', candidates: staffLike(found.candidates) };
    case 'none':
      return { type: 'none' };
    default:
      return found satisfies never;
  }
}

/** Only who has a userid of this company can be given anything. */
const staffLike = (members: readonly MemberRef[]): readonly MemberRef[] =>
  members.filter(({ id, userid }) => userid !== undefined && !isExternalUserId(id));
