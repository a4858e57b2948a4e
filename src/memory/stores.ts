import type { Outbox, SendLimiter } from '../delivery/ports.ts';
import type { Clock } from '../domain/clock.ts';
import type { ChatDirectory, EventStore } from '../engine/ports.ts';
import type { ScheduleTable } from '../engine/schedule-port.ts';
import { createMemoryChatDirectory } from './chat-directory.ts';
import { createMemoryEventStore } from './event-store.ts';
import { createMemoryOutbox } from './outbox.ts';
import { createMemoryScheduleTable } from './schedule-table.ts';
import { createMemorySendLimiter } from './send-limiter.ts';

export interface MemoryStores {
  readonly events: EventStore;
  readonly outbox: Outbox;
  readonly limiter: SendLimiter;
  readonly chats: ChatDirectory;
  readonly schedules: ScheduleTable;
}

/** Everything Redis holds, in this process and by the given clock: for the simulator and rule tests. */
export function createMemoryStores(clock: Clock): MemoryStores {
  const outbox = createMemoryOutbox();
  return {
    events: createMemoryEventStore({ now: clock.now, queue: outbox.queue }),
    outbox,
    limiter: createMemorySendLimiter(),
    chats: createMemoryChatDirectory(),
    schedules: createMemoryScheduleTable(),
  };
}
