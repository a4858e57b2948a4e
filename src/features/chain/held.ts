import type { MemberId } from '../../domain/ids.ts';
import type { Draft } from './draft.ts';
import { heldRows } from './rows.ts';

/** Entries somebody holds beside the plain own one, which needs no row: most people have nothing else. */
export const heldBy = (draft: Draft, n: number, member: MemberId): readonly string[] =>
  draft.get(heldRows(n), member) ?? [];

export function hold(draft: Draft, n: number, member: MemberId, key: string): void {
  if (key === member) return;
  const held = heldBy(draft, n, member);
  if (!held.includes(key)) draft.put(heldRows(n), member, [...held, key]);
}

export function letGo(draft: Draft, n: number, member: MemberId, key: string): void {
  const held = heldBy(draft, n, member);
  if (!held.includes(key)) return;
  const rest = held.filter((other) => other !== key);
  if (rest.length > 0) draft.put(heldRows(n), member, rest);
  else draft.drop(heldRows(n), member);
}
