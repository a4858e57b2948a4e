import type { MemberRef } from '../domain/chat.ts';
import type { DecisionContext } from '../domain/context.ts';
import type { GroupEvent } from '../domain/events.ts';

/**
 * What the actions of features see: the event a rule began with, about those people alone – also when it goes on later
 * from a timer, or acts at once on what several events brought together.
 */
export function asReplacedBy(
  context: DecisionContext,
  on: string,
  members: readonly MemberRef[],
): DecisionContext {
  const { event } = context;
  if ((event.type === 'member.joined' || event.type === 'member.left') && event.type === on)
    return event.members.length === members.length
      ? context
      : { ...context, event: { ...event, members: [...members] } };
  const { id, at, chat, group } = event;
  const base = { id, at, ...(chat && { chat }), ...(group && { group }) };
  return { ...context, event: replayed(base, on, members) };
}

const replayed = (
  base: Pick<GroupEvent, 'id' | 'at' | 'chat' | 'group'>,
  on: string,
  members: readonly MemberRef[],
): GroupEvent => {
  if (on === 'member.joined' || on === 'member.left') return { ...base, type: on, members: [...members] };
  const [member] = members;
  return { ...base, type: 'feature.event', name: on, fields: {}, ...(member && { member }) };
};
