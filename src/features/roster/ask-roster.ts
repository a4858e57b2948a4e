import type { ChatAddress } from '../../domain/chat.ts';
import { addressOf, type Group } from '../../domain/community.ts';
import type { DecisionContext } from '../../domain/context.ts';
import type { Outcome, PlannedEffect } from '../../domain/decision.ts';
import type { EventOf } from '../../domain/events.ts';
import { put } from '../../domain/state.ts';
import { META, rosterMeta } from './rows.ts';

/** WeCom says that the list changed, not what it is now: ask for it, unless it is the list we already have. */
export function askRoster(context: DecisionContext<EventOf<'members.changed'>>): Outcome | undefined {
  const { event, group, state } = context;
  const chat = group && listedChat(group, event.chat);
  if (!group || !chat) return undefined;
  const meta = state.get(rosterMeta, META);
  if (event.version !== undefined && meta?.version === event.version)
    return { trail: [{ by: 'feature:roster', outcome: 'not-matched', why: 'this list is known' }] };
  const joined = event.change === 'joined' ? event.members.map(({ userid, id }) => userid ?? id) : [];
  const pending = [...new Set([...(meta?.pending ?? []), ...joined])];
  // Before the first list is seen, everybody named is remembered: the list of one event may answer for several.
  const remember = meta?.at === undefined && pending.length > 0;
  return {
    effects: [fetchRoster(group, chat, joined, 1)],
    ...(remember && { writes: [put(rosterMeta, META, { ...meta, pending })] }),
  };
}

export const fetchRoster = (
  group: Group,
  chat: ChatAddress,
  joined: readonly string[],
  attempt: number,
  due?: number,
): PlannedEffect => ({
  effect: {
    type: 'fetch-roster',
    group: group.id,
    chat,
    attempt,
    ...(joined.length > 0 && { joined: [...joined] }),
  },
  ...(due !== undefined && { due }),
});

/** Only chats reached through an app have a member list. */
export function listedChat(group: Group, heard: ChatAddress | undefined): ChatAddress | undefined {
  if (heard?.channel === 'app') return heard;
  for (const binding of group.bindings) if (binding.type === 'app') return addressOf(binding);
  return undefined;
}
