import type { MemberRef } from '../../domain/chat.ts';
import type { Community } from '../../domain/community.ts';

/** Our own bots are no members. */
export const isBot = ({ channels }: Community, { id }: MemberRef): boolean =>
  channels.aibots.some((aibot) => aibot.id.toLowerCase() === id);
