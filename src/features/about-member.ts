import type { MemberRef } from '../domain/chat.ts';
import { memberRows } from '../domain/people.ts';
import type { StateView } from '../domain/state.ts';

/** Somebody who is to be forgotten, with the names they go by in other groups: people there may have typed them here. */
export interface Leaving extends MemberRef {
  readonly alsoKnownAs?: readonly string[];
}

/** What a member is called: card, nickname, name, here and elsewhere. */
export function callNames(state: StateView, { id, name, alsoKnownAs = [] }: Leaving): readonly string[] {
  const row = state.get(memberRows, id);
  const names = [row?.card, row?.nickname, row?.name, name, ...alsoKnownAs];
  return [...new Set(names.flatMap((one) => (one ? [one] : [])))];
}

/** Everything that means a member where it is typed, in lower case: ids and names. */
export function namesOf(state: StateView, member: Leaving): readonly string[] {
  const ids = [member.id, member.userid, state.get(memberRows, member.id)?.userid];
  const names = [...ids, ...callNames(state, member)].flatMap((one) => (one ? [one.toLowerCase()] : []));
  return [...new Set(names)];
}

/** Whether a value names somebody anywhere in it: in a text, a key, a list. */
export function isAbout(names: readonly string[], value: unknown): boolean {
  if (typeof value === 'string') {
    const said = value.toLowerCase();
    return names.some((name) => said.includes(name));
  }
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) => isAbout(names, key) || isAbout(names, inner));
}
