import type { CommandContext } from '../../commands/command.ts';
import type { Group } from '../../domain/community.ts';
import type { DecisionContext } from '../../domain/context.ts';
import type { Outcome } from '../../domain/decision.ts';
import { data, lines, type Message, mention } from '../../domain/message.ts';
import { planUnasked } from '../../rules/plan-unasked.ts';
import type { Desk } from './desk.ts';
import { untilOf } from './list.ts';
import { isNamed, nameOf, refOf } from './names.ts';
import { isOpenAt } from './pick.ts';
import { type Chain, entryRows, undoRows } from './rows.ts';
import { type Change, type Promoted, setQuantity } from './set-quantity.ts';
import { texts } from './texts.ts';

/** How long 撤销 works. */
export const UNDO_MS = 60_000;

/** Brings the speaker's entry to `quantity` (0 cancels) and says what came of it. */
export function signUp(
  context: CommandContext,
  desk: Desk,
  n: number,
  chain: Chain,
  wish: { readonly quantity: number; readonly remark?: string | undefined },
): Outcome {
  const { event } = context;
  if (!isOpenAt(chain, event.at)) return { reply: refusal(context, chain) };
  const before = desk.draft.get(entryRows(n), event.actor.id);
  const changed = setQuantity(desk.draft, n, chain, { member: event.actor.id, at: event.at, ...wish });
  const title = desk.open().length > 1 ? chain.title : undefined;
  const reply = wordChange(context, changed.chain, changed.change, wish.quantity, title, wish.remark);
  if (!('promoted' in changed.change)) return { reply };
  desk.save(n, changed.chain);
  const quantity = before && before.s !== 'x' ? (before.q ?? 1) : 0;
  desk.draft.put(undoRows, event.actor.id, { chain: n, quantity, at: event.at }, 10 * UNDO_MS);
  const { promoted } = changed.change;
  const told = tellPromoted(context, desk.group, changed.chain, promoted);
  return {
    ...told,
    reply: lines(
      reply,
      promoted.length > 0
        ? texts.movedUp(promoted.map(({ member }) => data(nameOf(context, { id: member }))))
        : undefined,
      // Asked once, with the first entry.
      before === undefined && !isNamed(context, event.actor) ? texts.whoAreYou : undefined,
    ),
  };
}

/** One post for everybody whom this decision let in; held over the quiet hours like everything nobody asked for. */
export function tellPromoted(
  context: DecisionContext,
  group: Group,
  chain: Chain,
  promoted: readonly Promoted[],
): Outcome {
  if (promoted.length === 0 || !canPost(group)) return {};
  const people = promoted.map(({ member, position, quantity }) => ({
    member: mention(refOf(context, member)),
    position,
    quantity,
  }));
  const origin = { source: 'feature:chain', event: context.event.id, version: context.version };
  const effect = {
    type: 'send' as const,
    group: group.id,
    message: texts.movedUpPost(chain, people),
    origin,
  };
  // Promised to those who wait: it counts as a post of the day but is not lost when the day is used up.
  return planUnasked(context, group, [{ effect, by: 'feature:chain' }], { limit: 'count' });
}

/** Whether the group has a channel on which the bot may speak first. */
export const canPost = ({ capabilities: { says } }: Group): boolean =>
  says.has('text') || says.has('markdown');

export const refusal = (context: CommandContext, chain: Chain): Message => {
  const organiser = chain.opener && data(nameOf(context, chain.opener));
  return texts.closed(chain, untilOf(context, chain), organiser);
};

const wordChange = (
  context: CommandContext,
  chain: Chain,
  change: Change,
  quantity: number,
  title: string | undefined,
  remark: string | undefined,
): Message => {
  switch (change.type) {
    case 'joined':
      return lines(
        texts.joined(chain, change.position, quantity, title),
        texts.next(untilOf(context, chain)),
      );
    case 'queued':
      return lines(
        texts.queued(chain, change.position, quantity, title),
        texts.queuedNext(context.group !== undefined && canPost(context.group)),
      );
    case 'edited': {
      const inNow = change.promoted.some(({ member }) => member === context.event.actor.id);
      return texts.edited(chain, change.was, quantity, change.waiting && !inNow, title, remark);
    }
    case 'cancelled':
      return texts.cancelled(chain, change.was, title);
    case 'same':
      return texts.same(chain, change.quantity, change.waiting, title);
    case 'not-in':
      return texts.notIn;
    case 'over-limit':
      return change.of === 'member' ? texts.overMember(change.limit) : texts.overChain(change.limit);
    case 'no-room':
      return texts.noRoom(change.left, change.kept);
    default:
      return change satisfies never;
  }
};
