import type { DecisionContext } from '../../domain/context.ts';
import type { MemberId } from '../../domain/ids.ts';
import { type MemberRow, memberRows } from '../../domain/people.ts';
import type { NicknameFormat } from './compile-format.ts';

/** Whether the name somebody shows, their card before the group nickname, is as the group wants it; any will do without a format. */
export const cardFits = (
  row: Partial<MemberRow> | undefined,
  format: NicknameFormat | undefined,
): boolean => {
  const shown = row?.card ?? row?.nickname;
  return shown !== undefined && (format === undefined || format.read(shown).ok);
};

export const hasFittingCard = (
  { state }: DecisionContext,
  member: MemberId,
  format: NicknameFormat | undefined,
): boolean => cardFits(state.get(memberRows, member), format);
