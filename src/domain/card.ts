import { createHash } from 'node:crypto';
import type { EventOf } from './events.ts';
import type { EventId } from './ids.ts';
import type { Card, Message } from './message.ts';

/** A button: what stands on it, and what pressing it says in the presser's name. */
export interface ButtonPlan {
  readonly label: string;
  readonly says: string;
  readonly look?: Card['buttons'][number]['look'];
}

/**
 * Puts buttons beside the words, for channels that have them. The words have to do without: they say what to type.
 * `kind` and the event that made it name the card for ever; `until` is when its buttons stop working.
 */
export const withButtons = (
  message: Message,
  card: {
    readonly kind: string;
    readonly event: EventId;
    readonly title: string;
    readonly note?: string;
    readonly until: number;
    readonly buttons: readonly ButtonPlan[];
  },
): Message => ({
  ...message,
  card: {
    id: cardId(card.kind, card.event),
    title: card.title,
    ...(card.note !== undefined && { note: card.note }),
    buttons: card.buttons.map(({ label, says, look = 'plain' }) => ({
      label,
      look,
      key: `${card.until.toString(36)}|${says}`,
    })),
  },
});

/** What stands in place of a pressed card: the same words without a working button, for everybody who sees it. */
export const closedCard = (id: string, title: string, label: string): Card => ({
  id,
  title,
  buttons: [{ label, look: 'done', key: 'closed' }],
});

/** WeCom wants it unique for ever, of `[0-9A-Za-z_@-]`. The same event makes the same one. */
export const cardId = (kind: string, event: EventId): string =>
  `${kind}_${createHash('sha1').update(event).digest('hex')}`;

export type Pressed =
  | { readonly type: 'says'; readonly message: EventOf<'message.received'> }
  | { readonly type: 'expired' }
  /** A button of no card of ours, or one that does nothing any more. */
  | { readonly type: 'nothing' };

/** A press is the presser saying what the button says: the same way from here on, with the same permissions. */
export function readPress(event: EventOf<'card.clicked'>): Pressed {
  const { id, at, chat, group, actor, key, taskId } = event;
  const [, until = '', says = ''] = /^([0-9a-z]{1,11})\|(.+)$/su.exec(key) ?? [];
  if (says === '') return { type: 'nothing' };
  if (at > Number.parseInt(until, 36)) return { type: 'expired' };
  return {
    type: 'says',
    message: {
      type: 'message.received',
      id,
      at,
      actor,
      kind: 'text',
      text: says,
      pressed: taskId,
      ...(chat && { chat }),
      ...(group !== undefined && { group }),
    },
  };
}
