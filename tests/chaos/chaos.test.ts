import { describe, expect, it } from 'vitest';
import { noRedisServer } from '../support/redis.ts';
import { runChaos } from './run-chaos.ts';

/** The small version of `npm run chaos`; the hang of a busy machine is not a failure. */
const PATIENCE_MS = 600_000;

describe.skipIf(noRedisServer)('ten kills and a broadcast', () => {
  it(
    'lose nothing, double nothing and leave nobody unaccounted for',
    async () => {
      const seed = Date.now() % 1_000_000;
      const report = await runChaos({
        seed,
        kills: 10,
        redisKills: 1,
        groups: 300,
        talking: 10,
        log: () => {},
      });
      expect(report.problems, `seed ${seed}`).toEqual([]);
      expect(report.kills.serving).toBeGreaterThanOrEqual(10);
      expect(report.acknowledged).toBeGreaterThan(100);
      expect(report.sends.sent).toBeGreaterThan(0);
      expect(report.broadcast.killedAt).toHaveLength(3);
    },
    PATIENCE_MS,
  );
});
