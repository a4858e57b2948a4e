import type { MemberRef } from '../../domain/chat.ts';
import type { DecisionContext } from '../../domain/context.ts';
import type { Outcome } from '../../domain/decision.ts';
import { type MemberRow, memberRows } from '../../domain/people.ts';
import { put } from '../../domain/state.ts';
import { isBot } from './is-bot.ts';
import { mergeRef } from './merge-row.ts';

const DAY_MS = 86_400_000;

/**
 * Whoever speaks or clicks is in the group. Writes only what is new, and `lastSeen` at most once a day, so that a
 * busy member's messages cost no write.
 */
export function recordActor(context: DecisionContext, actor: MemberRef): Outcome | undefined {
  const { community, event, group, state } = context;
  if (!group || isBot(community, actor)) return undefined;
  const row = state.get(memberRows, actor.id);
  const { at } = event;
  const merged = back(mergeRef(row, actor, at) ?? row, at);
  const seen = merged?.lastSeen === undefined || at - merged.lastSeen >= DAY_MS;
  if (!merged || (merged === row && !seen)) return undefined;
  const written: MemberRow = seen ? { ...merged, lastSeen: at } : merged;
  const writes = [put(memberRows, actor.id, written)];
  if (!isFirst(row, at) || !group.greetOnFirstMention || event.type !== 'message.received') return { writes };
  return { writes, raise: [{ type: 'member.joined', members: [actor], scene: 'first-mention' }] };
}

/** A command of this very message may have written the row already. */
const isFirst = (row: MemberRow | undefined, at: number) =>
  row === undefined || (row.lastSeen === undefined && row.firstSeen === at);

/** Who speaks after leaving has come back. */
function back(row: MemberRow | undefined, at: number): MemberRow | undefined {
  if (row?.left === undefined || row.left > at) return row;
  const { left: _left, ...present } = row;
  return present;
}
