import { createHash } from 'node:crypto';
import type { MemberRef, Scope } from '../domain/chat.ts';
import type { Clock } from '../domain/clock.ts';
import type { Community } from '../domain/community.ts';
import type { Outgoing } from '../domain/effects.ts';
import { withPlaces } from '../domain/file-places.ts';
import { asEventId, effectId, type GroupId } from '../domain/ids.ts';
import { data, say } from '../domain/message.ts';
import type { Book } from '../features/book.ts';
import { operatorsOf } from '../rules/notify-target.ts';
import type { EventStore } from './ports.ts';

export interface TellOperatorsDeps {
  readonly store: EventStore;
  readonly book: () => Book;
  readonly clock: Clock;
  readonly onCommitted: (scope: Scope, effects: readonly Outgoing[]) => void;
}

const HOUR_MS = 3_600_000;
/** One scope for all, so that the same words about two groups are known to be the same. */
const SHARED: Scope = 'x:0';

/**
 * Tells operators of trouble by a private message: those in the group's scope, else every owner. The same words are said
 * once an hour, whichever group they are about first. Where no app can write to anybody, `状态` shows the trouble all the same.
 */
export function createTellOperators({ store, book, clock, onCommitted }: TellOperatorsDeps) {
  return async (text: string, group?: GroupId): Promise<void> => {
    const { community, version } = book();
    const app = community.channels.apps[0]?.id;
    const to = recipients(community, group);
    if (app === undefined || to.length === 0) return;
    const now = clock.now();
    const words = createHash('sha256').update(text).digest('hex').slice(0, 24);
    const event = asEventId(`alert.${words}.${Math.floor(now / HOUR_MS)}`);
    const where = group === undefined ? '' : `【${community.groups.get(group)?.name ?? group}】`;
    const effect = {
      type: 'dm' as const,
      app,
      to: [...to],
      message: say('⚠️ ', data(where), ...withPlaces(text), '\n详情请在群里 @我 发「/状态」。'),
      origin: { source: ALERT_SOURCE, event, version },
    };
    const effects: Outgoing[] = [{ id: effectId(event, 0), due: now, effect }];
    const result = await store.commit({
      scope: SHARED,
      event,
      expects: [],
      writes: [],
      effects,
      reply: { trail: [{ by: ALERT_SOURCE, outcome: 'did' }] },
      keepMs: 2 * HOUR_MS,
    });
    if (result.type === 'committed') onCommitted(SHARED, effects);
  };
}
/** An alert that cannot be sent is not alerted about. */
export const ALERT_SOURCE = 'feature:alerts';

const recipients = (community: Community, group: GroupId | undefined): readonly MemberRef[] => {
  const place = group === undefined ? undefined : community.groups.get(group);
  const inScope = place ? operatorsOf(community, place) : [];
  if (inScope.length > 0) return inScope;
  return community.operators.filter(({ role }) => role === 'owner').map(({ member }) => member);
};
