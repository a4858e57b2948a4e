import { z } from 'zod';
import type { MemberRef } from './chat.ts';
import type { GroupEvent } from './events.ts';
import { defineRows } from './state.ts';

/**
 * What is known of one member of one group; the row's name is the `MemberId`. Times are epoch ms. `card` is what the
 * member registered with us, `nickname` and `name` are what WeCom showed, `userid` keeps the original spelling.
 */
export const memberRowSchema = z.object({
  name: z.string().optional(),
  nickname: z.string().optional(),
  card: z.string().optional(),
  userid: z.string().optional(),
  firstSeen: z.int(),
  lastSeen: z.int().optional(),
  /** When the member left; absent while in the group. */
  left: z.int().optional(),
  staff: z.boolean().optional(),
  joinedAt: z.int().optional(),
});
export type MemberRow = z.infer<typeof memberRowSchema>;

export const memberRows = defineRows('members', memberRowSchema);

/** Stands for somebody whose data was erased, where a record has to stay. No id that WeCom gives begins like this. */
export const isErased = (id: string): boolean => id.startsWith('gone:');
const ERASED = '已删除的成员';

/** What to call somebody: card, else group nickname, else name, else 成员 and the end of the id. Member text: show as `data`. */
export const displayName = (row: Partial<MemberRow> | undefined, id: string): string =>
  row?.card || row?.nickname || row?.name || nameless(id);
const nameless = (id: string): string => {
  if (id.startsWith('name:')) return id.slice(5);
  return isErased(id) ? ERASED : `成员${id.slice(-4)}`;
};

/** The userid for a file that goes to an administrator; empty for who is known by name alone, or not any more. */
export const useridFor = (row: MemberRow | undefined, id: string): string =>
  row?.userid ?? (id.startsWith('name:') || isErased(id) ? '' : id);

/** Those an event is about: who joined or left, who spoke, who did what a feature tells of. */
export const peopleIn = (event: GroupEvent): readonly MemberRef[] => {
  if (event.type === 'member.joined' || event.type === 'member.left') return event.members;
  if ('actor' in event) return [event.actor];
  return event.type === 'feature.event' && event.member ? [event.member] : [];
};
