import type { GroupId } from '../domain/ids.ts';
import type { ChatDirectory } from '../engine/ports.ts';

const UNBOUND_KEPT = 1_000;

/** Chats bound by command, in this process. */
export function createMemoryChatDirectory(): ChatDirectory {
  const bound = new Map<string, GroupId>();
  const seen = new Map<string, number>();
  const newestFirst = () => [...seen].sort(([a, seenA], [b, seenB]) => seenB - seenA || (a < b ? 1 : -1));
  return {
    groupOf: async (chatKey, now) => {
      const group = bound.get(chatKey);
      if (group !== undefined) return group;
      seen.set(chatKey, now);
      for (const [oldest] of newestFirst().slice(UNBOUND_KEPT)) seen.delete(oldest);
      return undefined;
    },
    bind: async (chatKey, group) => {
      bound.set(chatKey, group);
      seen.delete(chatKey);
    },
    unbound: async (limit) =>
      newestFirst()
        .slice(0, limit)
        .map(([chatKey, seenAt]) => ({ chatKey, seenAt })),
    bound: async () => new Map(bound),
  };
}
