import { decrypt, getSignature } from '@wecom/crypto';
import { DelayedError, Queue, Worker } from 'bullmq';
import Fastify from 'fastify';
import { z } from 'zod';
import { connectQueueRedis, connectRedis } from '../../src/redis/connection.ts';
import { keys } from '../../src/redis/keys.ts';
import { CALLBACK } from '../world.ts';
import { loadBook } from './load-book.ts';
import {
  CONTENT_TYPE,
  createJob,
  createPoster,
  LIMITS,
  mustBeAccepted,
  payloadSchema,
  postSchema,
} from './same-job.ts';
import { portOf, serveArm } from './serve-arm.ts';

const CONCURRENCY = 64;
const callbackSchema = z.object({
  query: z.object({ msg_signature: z.string(), timestamp: z.string(), nonce: z.string() }),
  body: z.object({ encrypt: z.string() }),
});

/**
 * What most would build: verify and decrypt with the library, put the message into a queue before acknowledging it, a
 * worker for the rules, a second queue, a worker that sends with `fetch`.
 */
await serveArm(async ({ groups, redis: path, apiBase }) => {
  const { book } = loadBook(groups);
  const job = createJob(book);
  const requestsOf = createPoster(groups, book);
  const redis = await connectRedis({ path });
  const callbacks = new Queue('callbacks', { connection: connectQueueRedis({ path }) });
  const posts = new Queue('posts', { connection: connectQueueRedis({ path }) });

  const server = Fastify({ logger: false });
  server.post('/wecom/aibot/:id', async (request, reply) => {
    const { query, body } = callbackSchema.parse({ query: request.query, body: request.body });
    const { msg_signature, timestamp, nonce } = query;
    if (getSignature(CALLBACK.token, timestamp, nonce, body.encrypt) !== msg_signature)
      return reply.code(403).send();
    const { message } = decrypt(CALLBACK.encodingAESKey, body.encrypt);
    const payload = payloadSchema.parse(JSON.parse(message));
    // Finished jobs are kept for an hour: their ids are what a second delivery is recognised by.
    await callbacks.add('callback', payload, { jobId: payload.msgid, removeOnComplete: { age: 3600 } });
    return reply.send();
  });

  const decider = new Worker(
    'callbacks',
    async ({ data }) => {
      const heard = job.hear(payloadSchema.parse(data), Date.now());
      if (!heard) return;
      const members = `members:${heard.group}`;
      const row = job.readRow(await redis.hget(members, heard.member));
      if (!row) await redis.hset(members, heard.member, JSON.stringify(job.firstRow(heard)));
      for (const [n, post] of job.decide(heard, row).entries())
        await posts.add('post', post, { jobId: `${heard.event.id}.${n}`, removeOnComplete: true });
    },
    { connection: connectQueueRedis({ path }), concurrency: CONCURRENCY },
  );

  const sender = new Worker(
    'posts',
    async (work, token) => {
      const { destination, path: to, bodies } = requestsOf(postSchema.parse(work.data));
      const limits = LIMITS.flatMap(({ max, windowMs }) => [max, windowMs]);
      const [wait = 0] = await redis.qyTakeSlot([
        ...[2, keys.slots(destination), keys.block(destination)],
        ...[work.id ?? '', Date.now(), LIMITS.length, ...limits],
      ]);
      if (wait > 0) {
        await work.moveToDelayed(Date.now() + wait, token);
        throw new DelayedError();
      }
      for (const body of bodies) {
        const response = await fetch(apiBase + to, { method: 'POST', headers: CONTENT_TYPE, body });
        mustBeAccepted(await response.json());
      }
    },
    { connection: connectQueueRedis({ path }), concurrency: CONCURRENCY },
  );
  for (const worker of [decider, sender]) worker.on('failed', (_, error) => console.error(error));

  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    port: portOf(url),
    close: async () => {
      await server.close();
      await Promise.all([decider.close(), sender.close()]);
      await Promise.all([callbacks.close(), posts.close()]);
      redis.disconnect();
    },
  };
});
