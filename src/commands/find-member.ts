import type { MemberRef } from '../domain/chat.ts';
import { type MemberId, memberId, memberIdSchema } from '../domain/ids.ts';
import { displayName, type MemberRow, memberRows } from '../domain/people.ts';
import type { StateView } from '../domain/state.ts';
import { fold } from '../text/fold.ts';

export type FoundMember =
  | { readonly type: 'one'; readonly member: MemberRef }
  | { readonly type: 'several'; readonly candidates: readonly MemberRef[] }
  | { readonly type: 'none' };

/**
 * Whom `@张三`, `zhangsan` or a card means in this group's roster. WeCom sends no list of mentions, so the text must
 * be exactly one person's userid, card, nickname or name; a userid wins over names. Who left is not found.
 */
export function findMember(state: StateView, typed: string): FoundMember {
  const wanted = withoutAt(typed);
  if (wanted === '' || wanted.length > LONGEST) return { type: 'none' };
  const byId = state.get(memberRows, memberId(wanted));
  if (byId && byId.left === undefined) return { type: 'one', member: refOf(memberId(wanted), byId) };
  const folded = fold(wanted);
  const here = [...state.all(memberRows)].filter(([, row]) => row.left === undefined);
  const called = (names: (row: MemberRow) => readonly string[]) =>
    here.filter(([, row]) => names(row).includes(folded));
  const whole = called(namesOf);
  const meant = whole.length > 0 ? whole : called((row) => namesOf(row).flatMap(piecesOf));
  const candidates = meant.map(([id, row]) => refOf(memberIdSchema.parse(id), row));
  const [only, ...others] = candidates;
  if (!only) return { type: 'none' };
  return others.length === 0 ? { type: 'one', member: only } : { type: 'several', candidates };
}

const namesOf = ({ card, nickname, name }: MemberRow): string[] =>
  [card, nickname, name].flatMap((known) => (known ? [fold(known)] : []));
/** Formats of cards put these between their fields. */
const piecesOf = (folded: string): string[] => folded.split(/[-_|/·・—–\s]+/u);

/** No userid or name is longer; longer text is not looked up. */
const LONGEST = 128;

export const withoutAt = (typed: string): string => typed.trim().replace(/^[@＠]\s*/, '');

const refOf = (id: MemberId, row: MemberRow): MemberRef => ({
  id,
  name: displayName(row, id),
  ...(row.userid !== undefined && { userid: row.userid }),
});
