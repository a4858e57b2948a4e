import { createCheckinBoardView } from '../../src/checkin-board-view.ts';
import type { ChatAddress, MemberRef } from '../../src/domain/chat.ts';
import type { Community } from '../../src/domain/community.ts';
import type { Outgoing } from '../../src/domain/effects.ts';
import { asEventId } from '../../src/domain/ids.ts';
import { type Card, type Message, plainText } from '../../src/domain/message.ts';
import { createEngine } from '../../src/engine/handle-event.ts';
import type { ReadRow } from '../../src/engine/ports.ts';
import { withViews } from '../../src/engine/with-views.ts';
import type { Book } from '../../src/features/book.ts';
import { BOARD_VIEW } from '../../src/features/checkin/board-rows.ts';
import { createMemoryStores } from '../../src/memory/stores.ts';
import { createVirtualClock } from '../../src/memory/virtual-clock.ts';
import { aibotChat, NOON, person } from './decide.ts';

export interface Answered {
  readonly reply: string | undefined;
  readonly message: Message | undefined;
  readonly card: Card | undefined;
}

/** Conversations through the real engine on stores in memory: read, decide, commit, as the program does it. */
export function throughEngine(first: Book, start = NOON) {
  const clock = createVirtualClock(start);
  const stores = createMemoryStores(clock);
  const committed: Outgoing[] = [];
  let book = first;
  let count = 0;
  const engine = createEngine({
    store: withViews(stores.events, {
      [BOARD_VIEW]: createCheckinBoardView({
        events: stores.events,
        groups: () => book.community.groups.keys(),
        now: clock.now,
      }),
    }),
    directory: stores.chats,
    book: () => book,
    clock,
    random: () => 0.25,
    identify: (event) => event,
    onCommitted: (_, effects) => void committed.push(...effects),
  });
  const nextId = () => {
    count += 1;
    return asEventId(`m.${count}`);
  };
  const actorOf = (who: string | MemberRef) => (typeof who === 'string' ? person(who) : who);
  const answered = (message: Message | undefined): Answered => ({
    message,
    reply: message && plainText(message),
    card: message?.card,
  });
  return {
    clock,
    committed,
    says: async (
      who: string | MemberRef,
      text: string,
      { chat = aibotChat('wr-newbie-01'), quote }: { chat?: ChatAddress; quote?: string } = {},
    ): Promise<Answered> => {
      const { reply } = await engine.handle({
        type: 'message.received',
        id: nextId(),
        at: clock.now(),
        chat,
        actor: actorOf(who),
        kind: 'text',
        text,
        ...(quote !== undefined && { quote }),
      });
      return answered(reply);
    },
    presses: async (
      who: string | MemberRef,
      { taskId, key }: { readonly taskId: string; readonly key: string },
      chat = aibotChat('wr-newbie-01'),
    ): Promise<Answered> => {
      const { reply } = await engine.handle({
        type: 'card.clicked',
        id: nextId(),
        at: clock.now(),
        chat,
        actor: actorOf(who),
        cardType: 'button_interaction',
        key,
        taskId,
        selected: [],
      });
      return answered(reply);
    },
    /** Other people, other roles, from now on. */
    change: (change: (community: Community) => Community) => {
      book = { ...book, community: change(book.community) };
    },
    rows: async (scope: `g:${string}`, collection: string): Promise<ReadRow | undefined> =>
      (await stores.events.read(scope, [{ collection, row: '*' }]))[0],
  };
}

/** The button with this label, as a press names it. */
export const buttonOf = (card: Card | undefined, label: string): { taskId: string; key: string } => {
  const key = card?.buttons.find((button) => button.label === label)?.key;
  if (!card || key === undefined) throw new Error(`no button 「${label}」`);
  return { taskId: card.id, key };
};
