import type { MemberRef } from '../../domain/chat.ts';
import type { RosterEntry } from '../../domain/events.ts';
import type { MemberRow } from '../../domain/people.ts';

/** The row with what one event told of a member; undefined when that is nothing new. */
export function mergeRef(row: MemberRow | undefined, ref: MemberRef, at: number): MemberRow | undefined {
  const told: Partial<MemberRow> = {
    ...(ref.name !== undefined && ref.name !== '' && { name: ref.name }),
    ...(ref.userid !== undefined && { userid: ref.userid }),
  };
  if (!row) return { firstSeen: at, ...told };
  const merged = { ...row, ...told };
  return sameRow(row, merged) ? undefined : merged;
}

/** The row as a full member list shows it: somebody in the list is in the group. */
export function mergeEntry(
  row: MemberRow | undefined,
  entry: RosterEntry,
  at: number,
): MemberRow | undefined {
  const { left: _left, nickname: _nickname, ...kept } = row ?? { firstSeen: entry.joinedAt ?? at };
  // A list that gives names gives every nickname there is; one without names says nothing about nicknames.
  const nickname = entry.name === undefined ? (entry.nickname ?? row?.nickname) : entry.nickname;
  const merged: MemberRow = {
    ...kept,
    ...(entry.name !== undefined && entry.name !== '' && { name: entry.name }),
    ...(nickname !== undefined && nickname !== '' && { nickname }),
    ...(entry.userid !== undefined && { userid: entry.userid }),
    ...(entry.staff !== undefined && { staff: entry.staff }),
    ...(entry.joinedAt !== undefined && { joinedAt: entry.joinedAt }),
  };
  return row && sameRow(row, merged) ? undefined : merged;
}

const FIELDS = [
  'name',
  'nickname',
  'card',
  'userid',
  'firstSeen',
  'lastSeen',
  'left',
  'staff',
  'joinedAt',
] as const satisfies readonly (keyof MemberRow)[];
const sameRow = (a: MemberRow, b: MemberRow) => FIELDS.every((field) => a[field] === b[field]);
