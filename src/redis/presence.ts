import type { Gap, Presence } from '../engine/presence-port.ts';
import type { RedisClient } from './connection.ts';
import { keys } from './keys.ts';
import { answered } from './unavailable.ts';

const nameOf = ({ from, to }: Gap): string => `${from}-${to}`;

/** Signs of life in Redis: whatever keeps it from answering keeps messages from being accepted, too. */
export const createRedisPresence = ({
  redis,
  leastGapMs,
}: {
  readonly redis: RedisClient;
  readonly leastGapMs: number;
}): Presence => ({
  beat: async () => {
    const untold = await answered(
      redis.qyBeat([3, keys.lastBeat, keys.gapsUntold, keys.clockOffset, leastGapMs]),
    );
    return untold.map((gap) => {
      const [from, to] = gap.split('-').map(Number);
      return { from: from ?? 0, to: to ?? 0 };
    });
  },
  told: async (gap) => {
    await answered(redis.zrem(keys.gapsUntold, nameOf(gap)));
  },
});
