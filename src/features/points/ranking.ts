import { memberRows } from '../../domain/people.ts';
import type { StateView } from '../../domain/state.ts';
import { accountRows } from './rows.ts';

export interface Ranked {
  readonly member: string;
  /** Equal balances share a place. */
  readonly place: number;
  readonly balance: number;
}

/** Everybody with points who is in the group, best first. Reads the whole collection: for those who ask to see it. */
export function ranked(state: StateView): Ranked[] {
  const members = state.all(memberRows);
  const rows = [...state.all(accountRows)]
    .filter(([member, { b }]) => b !== 0 && members.get(member)?.left === undefined)
    .sort(([a, x], [b, y]) => y.b - x.b || (a < b ? -1 : 1));
  const list: Ranked[] = [];
  for (const [n, [member, { b: balance }]] of rows.entries()) {
    const before = list[n - 1];
    list.push({ member, balance, place: before?.balance === balance ? before.place : n + 1 });
  }
  return list;
}
