import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type GroupId, memberIdSchema } from './ids.ts';

/** Where something was heard or can be said, in one channel's own id space (the spaces never mix). */
export const chatAddressSchema = z.strictObject({
  channel: z.enum(['aibot', 'robot', 'app']),
  /** The id of the aibot, robot or app in `wecom.yaml`. */
  via: z.string(),
  /** aibot chatid, robot ChatId, customer chat_id or appchat chatid; case-sensitive. For 1:1 the userid. */
  chatId: z.string().min(1),
  type: z.enum(['group', 'single']),
});
export type ChatAddress = z.infer<typeof chatAddressSchema>;

/** One string per chat, for maps and for Redis fields. */
export const chatKey = (chat: ChatAddress): string => `${chat.channel}/${chat.via}/${chat.chatId}`;

/** A person as WeCom named them in one event. `userid` keeps the original spelling for sending. */
export const memberRefSchema = z.strictObject({
  id: memberIdSchema,
  userid: z.string().optional(),
  name: z.string().optional(),
});
export type MemberRef = z.infer<typeof memberRefSchema>;

/**
 * The unit of atomic commit: everything under one scope lives in one Redis Cluster slot. `g:<group>` for a bound
 * group; 1:1 chats and chats nobody has bound share 16 fixed scopes, so that the sweeper can visit every scope.
 */
export type Scope = `g:${string}` | `x:${string}`;
export const groupScope = (group: GroupId): Scope => `g:${group}`;
export const chatScope = (key: string): Scope =>
  `x:${createHash('sha1').update(key).digest('hex').slice(0, 1)}`;
export const sharedScopes: readonly Scope[] = Array.from(
  { length: 16 },
  (_, n) => `x:${n.toString(16)}` as const,
);
