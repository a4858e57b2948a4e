import type { Outbox, SendLimiter } from '../../src/delivery/ports.ts';
import { groupScope, type Scope } from '../../src/domain/chat.ts';
import type { Outgoing } from '../../src/domain/effects.ts';
import { asEventId, asGroupId, type EventId, effectId } from '../../src/domain/ids.ts';
import { say } from '../../src/domain/message.ts';
import type { Write } from '../../src/domain/state.ts';
import type { ChatDirectory, CommitRequest, EventStore } from '../../src/engine/ports.ts';
import type { ScheduleTable } from '../../src/engine/schedule-port.ts';

export interface Stores {
  readonly events: EventStore;
  readonly outbox: Outbox;
  readonly limiter: SendLimiter;
  readonly chats: ChatDirectory;
  readonly schedules: ScheduleTable;
}
/** What a contract suite is run against: two processes' view of the same, empty data. */
export interface Fixture {
  readonly first: Stores;
  readonly second: Stores;
  /** How many commits race on one row (default 200). */
  readonly races?: number;
  close(): Promise<void>;
}
export type OpenFixture = () => Promise<Fixture>;

export const T0 = 1_700_000_000_000;
export const scope: Scope = groupScope(asGroupId('newbie-01'));
export const event = (name: string): EventId => asEventId(`e-${name}`);

export const request = (name: string, more: Partial<CommitRequest> = {}): CommitRequest => ({
  scope,
  event: event(name),
  expects: [],
  writes: [],
  effects: [],
  reply: { trail: [] },
  keepMs: 60_000,
  ...more,
});
export const write = (collection: string, row: string, value: unknown): Write => ({ collection, row, value });

export const send = (name: string, due = T0): Outgoing => ({
  id: effectId(event(name), 0),
  due,
  effect: {
    type: 'send',
    group: asGroupId('newbie-01'),
    message: say(`你好\n${name}`),
    origin: { source: 'rule:hello', event: event(name), version: 'v1' },
  },
});
export const timer = (name: string, due = T0): Outgoing => ({
  id: effectId(event(name), 0),
  due,
  effect: { type: 'timer', group: asGroupId('newbie-01'), timer: 'nudge', payload: { who: 'bob' } },
});
export const rosterFetch = (name: string, due = T0): Outgoing => ({
  id: effectId(event(name), 0),
  due,
  effect: {
    type: 'fetch-roster',
    group: asGroupId('newbie-01'),
    chat: { channel: 'app', via: 'community', chatId: 'wrX', type: 'group' },
    attempt: 1,
  },
});
