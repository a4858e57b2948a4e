import type { Outbox, SendLimiter } from '../delivery/ports.ts';
import type { ChatDirectory, EventStore } from '../engine/ports.ts';
import type { ScheduleTable } from '../engine/schedule-port.ts';
import { createRedisChatDirectory } from './chat-directory.ts';
import type { RedisClient } from './connection.ts';
import { createRedisEventStore } from './event-store.ts';
import { createRedisOutbox } from './outbox.ts';
import { createRedisScheduleTable } from './schedule-table.ts';
import { createRedisSendLimiter } from './send-limiter.ts';

export interface RedisStores {
  readonly events: EventStore;
  readonly outbox: Outbox;
  readonly limiter: SendLimiter;
  readonly chats: ChatDirectory;
  readonly schedules: ScheduleTable;
}

/** Every port that Redis implements, over one app client. */
export const createRedisStores = (redis: RedisClient): RedisStores => ({
  events: createRedisEventStore({ redis }),
  outbox: createRedisOutbox({ redis }),
  limiter: createRedisSendLimiter({ redis }),
  chats: createRedisChatDirectory({ redis }),
  schedules: createRedisScheduleTable({ redis }),
});
