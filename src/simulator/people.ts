import type { ChatAddress, MemberRef } from '../domain/chat.ts';
import { addressOf, type Group } from '../domain/community.ts';
import { memberId } from '../domain/ids.ts';

/** Somebody in a simulated conversation. */
export interface Person {
  readonly id: string;
  readonly name?: string | undefined;
}

/** As a channel names whoever speaks: the id alone. */
export const speaker = ({ id }: Person): MemberRef => ({ id: memberId(id), userid: id });

/** As a join names whoever came. */
export const newcomer = (person: Person): MemberRef => ({
  ...speaker(person),
  ...(person.name !== undefined && { name: person.name }),
});

/** Where people can speak to the bot in a group; undefined where it hears nobody. */
export function hearingChat(group: Group): ChatAddress | undefined {
  for (const binding of group.bindings)
    if (binding.type === 'aibot' || binding.type === 'robot') return addressOf(binding);
  return undefined;
}
