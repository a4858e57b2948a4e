import type { LedgerEntry, Outbox } from './delivery/ports.ts';
import type { Scope } from './domain/chat.ts';
import { eventIdSchema } from './domain/ids.ts';
import { plainText } from './domain/message.ts';
import type { EventStore } from './engine/ports.ts';
import type { Said } from './features/why/rows.ts';

const POSTS_SHOWN = 20;

/** What the bot said in a group lately: its answers, and what went through the outbox. */
export const createSaidView =
  ({ events, outbox }: { readonly events: EventStore; readonly outbox: Outbox }) =>
  async (scope: Scope): Promise<Readonly<Record<string, Said>>> => {
    const [answers, posts] = await Promise.all([events.said(scope), outbox.recent(scope, POSTS_SHOWN)]);
    const entries = await Promise.all(posts.map((entry) => ofPost(scope, entry, events)));
    return Object.fromEntries([
      ...answers.flatMap(({ event, at, version, reply: { message, trail } }): [string, Said][] =>
        message
          ? [[event, { at, text: plainText(message), state: 'answered', version, event, trail: [...trail] }]]
          : [],
      ),
      ...entries.filter((entry) => entry !== undefined),
    ]);
  };

/** Private messages to staff are none of the group's business. */
async function ofPost(
  scope: Scope,
  { id, state, at, reason, outgoing: { effect } }: LedgerEntry,
  events: EventStore,
): Promise<[string, Said] | undefined> {
  if (effect.type !== 'send' && effect.type !== 'late-reply') return undefined;
  const { source, version, event } = effect.origin;
  const root = eventIdSchema.safeParse(event.replace(/\.r\d+$/, ''));
  // An event raised by another was decided with it, and its trail stands under the other's id.
  const decided = root.success ? await events.reply(scope, root.data) : undefined;
  const said: Said = {
    at,
    text: plainText(effect.message),
    state,
    source,
    version,
    event,
    trail: [...(decided?.trail ?? [])],
    ...(reason !== undefined && { reason }),
  };
  return [id, said];
}
