import type { EventId } from '../domain/ids.ts';
import type { RedisClient } from './connection.ts';
import { keys } from './keys.ts';
import { answered } from './unavailable.ts';

const HOUR_MS = 3_600_000;

/** WeCom's one-use answer URLs by event: kept out of the outbox and the ledger, since they are secrets. */
export const createResponseUrls = (redis: RedisClient) => ({
  remember: async (event: EventId, url: string): Promise<void> => {
    await answered(redis.set(keys.responseUrl(event), url, 'PX', HOUR_MS));
  },
  recall: async (event: EventId): Promise<string | undefined> =>
    (await answered(redis.get(keys.responseUrl(event)))) ?? undefined,
});
export type ResponseUrls = ReturnType<typeof createResponseUrls>;
