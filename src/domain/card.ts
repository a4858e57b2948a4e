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
 * `id` names the card for ever: `cardId` of the event that made it, or the card that was pressed, which is replaced.
 * `until` is when its buttons stop working. `about` comes back with every press (`[0-9a-z-]`), so that whoever made the
 * card can tell whether it still means what it meant then.
 */
export const withButtons = (
  message: Message,
  card: {
    readonly id: string;
    readonly title: string;
    readonly note?: string;
    readonly until: number;
    readonly about?: string;
    readonly buttons: readonly ButtonPlan[];
  },
): Message => ({
  ...message,
  card: {
    id: card.id,
    title: card.title,
    ...(card.note !== undefined && { note: card.note }),
    buttons: card.buttons.map(({ label, says, look = 'plain' }) => ({
      label,
      look,
      key: `${card.until.toString(36)}${card.about === undefined ? '' : `.${card.about}`}|${says}`,
    })),
  },
});

/** What `about` says of one task of one group: a card of another group, or of a task long gone, has another. */
export const aboutTask = (name: string, ...rest: readonly (string | number)[]): string =>
  `${name}-${createHash('sha1').update(JSON.stringify(rest)).digest('hex').slice(0, 12)}`;

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
  const [, until = '', about, says = ''] =
    /^([0-9a-z]{1,11})(?:\.([0-9a-z-]{1,60}))?\|(.+)$/su.exec(key) ?? [];
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
      ...(about !== undefined && { about }),
      ...(chat && { chat }),
      ...(group !== undefined && { group }),
    },
  };
}
