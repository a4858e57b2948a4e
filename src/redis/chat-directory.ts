import { asGroupId, type GroupId } from '../domain/ids.ts';
import type { ChatDirectory } from '../engine/ports.ts';
import type { RedisClient } from './connection.ts';
import { keys } from './keys.ts';
import { answered } from './unavailable.ts';

const UNBOUND_KEPT = 1_000;
/** Another process learns of a binding made here at once, of a changed one within this time. */
const CACHE_MS = 5_000;
const CACHE_SIZE = 10_000;

/** Chats bound by command. Bound ones are answered from memory for 5 s; unbound ones always ask, for they may be bound now. */
export function createRedisChatDirectory({ redis }: { readonly redis: RedisClient }): ChatDirectory {
  const cache = new Map<string, { readonly group: GroupId; readonly at: number }>();

  const ask = async (chatKey: string, now: number): Promise<GroupId | undefined> => {
    const group = await redis.qyNoteChat([2, keys.chatsBound, keys.chatsUnbound, chatKey, now, UNBOUND_KEPT]);
    if (group === null) return undefined;
    if (cache.size >= CACHE_SIZE) cache.clear();
    cache.set(chatKey, { group: asGroupId(group), at: now });
    return asGroupId(group);
  };
  return {
    groupOf: (chatKey, now) => {
      const known = cache.get(chatKey);
      if (known && now >= known.at && now < known.at + CACHE_MS) return Promise.resolve(known.group);
      return answered(ask(chatKey, now));
    },
    bind: async (chatKey, group) => {
      cache.delete(chatKey);
      await answered(
        redis.multi().hset(keys.chatsBound, chatKey, group).zrem(keys.chatsUnbound, chatKey).exec(),
      );
    },
    unbound: async (limit) => {
      const flat = await answered(redis.zrevrange(keys.chatsUnbound, 0, limit - 1, 'WITHSCORES'));
      return flat.flatMap((chatKey, n) => (n % 2 === 0 ? [{ chatKey, seenAt: Number(flat[n + 1]) }] : []));
    },
    bound: async () => {
      const rows = Object.entries(await answered(redis.hgetall(keys.chatsBound)));
      return new Map(rows.map(([chatKey, group]) => [chatKey, asGroupId(group)]));
    },
  };
}
