import type { DecisionContext } from '../../domain/context.ts';
import type { Outcome } from '../../domain/decision.ts';
import type { EventOf } from '../../domain/events.ts';
import { memberRows } from '../../domain/people.ts';
import { put } from '../../domain/state.ts';
import { isBot } from './is-bot.ts';
import { mergeRef } from './merge-row.ts';

/** Joins from any source are members from then on; what the member list already wrote stays as it is. */
export function recordJoined({
  community,
  event,
  state,
}: DecisionContext<EventOf<'member.joined'>>): Outcome | undefined {
  const writes = event.members.flatMap((member) => {
    if (isBot(community, member)) return [];
    const row = state.get(memberRows, member.id);
    const merged = mergeRef(row, member, event.at) ?? row;
    if (!merged || (merged === row && row.left === undefined)) return [];
    const { left, ...present } = merged;
    const fresh = row === undefined || left !== undefined;
    return [put(memberRows, member.id, { ...present, ...(fresh && { joinedAt: event.at }) })];
  });
  return writes.length > 0 ? { writes } : undefined;
}

/** The row of somebody who left stays, with the time: features decide how long a record lives. */
export function recordLeft({ event, state }: DecisionContext<EventOf<'member.left'>>): Outcome | undefined {
  const writes = event.members.flatMap(({ id }) => {
    const row = state.get(memberRows, id);
    return row && row.left === undefined ? [put(memberRows, id, { ...row, left: event.at })] : [];
  });
  return writes.length > 0 ? { writes } : undefined;
}
