import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { readEnv } from '../../src/config/env.ts';
import { createLogger } from '../../src/observability/logger.ts';
import { createRecentErrors } from '../../src/observability/recent-errors.ts';
import { createScrubber } from '../../src/observability/scrubber.ts';
import { connectQueueRedis, connectRedis, type RedisClient } from '../../src/redis/connection.ts';
import { createSharedClock } from '../../src/redis/shared-clock.ts';
import { secretsOf } from '../../src/wire-wecom.ts';
import { loadBook } from './load-book.ts';
import { portOf, serveArm } from './serve-arm.ts';

/** The program as `start-bot.ts` puts it together: all roles, metrics, logs at info (thrown away). */
await serveArm(async ({ groups, redis: path, apiBase }) => {
  const read = readEnv({ WECOM_API_BASE: apiBase });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const { book, wecom } = loadBook(groups);
  const scrubber = createScrubber();
  for (const secret of secretsOf(wecom)) scrubber.add(secret);
  const log = createLogger({ level: 'info', scrubber, out: pino.destination('/dev/null') });
  const onError = (error: Error) => console.error('redis', error.message);
  const redis = await connectRedis({ path }, { onError });
  const clock = await createSharedClock({ redis, onError });
  const queueClients: RedisClient[] = [];
  const app = await createApp({
    env: read.env,
    log,
    redis,
    clock,
    scrubber,
    recentErrors: createRecentErrors({ clock, scrubber }),
    wecom,
    book: () => book,
    apiBase,
    redisDescription: 'bench',
    queueConnection: () => {
      const client = connectQueueRedis({ path }, { onError });
      queueClients.push(client);
      return client;
    },
  });
  const url = await app.server.listen({ host: '127.0.0.1', port: 0 });
  await app.start();
  return {
    port: portOf(url),
    close: async () => {
      await app.close();
      clock.close();
      for (const client of [...queueClients, redis]) client.disconnect();
    },
  };
});
