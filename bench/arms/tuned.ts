import { DelayedError, type Job, Queue, Worker } from 'bullmq';
import Fastify from 'fastify';
import { Redis } from 'ioredis';
import { Pool } from 'undici';
import { z } from 'zod';
import { effectIdSchema } from '../../src/domain/ids.ts';
import { createBatcher } from '../../src/redis/batcher.ts';
import { scripts } from '../../src/redis/scripts.ts';
import { createRedisSendLimiter } from '../../src/redis/send-limiter.ts';
import { createEnvelopeOpener } from '../../src/wecom/envelope/open-envelope.ts';
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

/** More of them make it slower: BullMQ then asks Redis for jobs more often than there are any. */
const CONCURRENCY = 64;
const callbackSchema = z.object({
  query: z.object({ msg_signature: z.string(), timestamp: z.string(), nonce: z.string() }),
  body: z.object({ encrypt: z.string() }),
});

/** The textbook design with everything that can be made faster without changing it. */
await serveArm(async ({ groups, redis: path, apiBase }) => {
  const { book } = loadBook(groups);
  const job = createJob(book);
  const requestsOf = createPoster(groups, book);
  const open = createEnvelopeOpener({ ...CALLBACK, receiveId: '' });
  const connection = () =>
    new Redis({ path, scripts, maxRetriesPerRequest: null, enableAutoPipelining: true });
  const redis = connection();
  const limiter = createRedisSendLimiter({ redis });
  const callbacks = new Queue('callbacks', { connection: connection() });
  const posts = new Queue('posts', { connection: connection() });
  const pool = new Pool(apiBase, { connections: CONCURRENCY, pipelining: 1 });

  /** Whatever arrives while a call is under way is the next `addBulk`. */
  const bulk = (queue: Queue) =>
    createBatcher<Parameters<Queue['addBulk']>[0][number], Job>({
      shardOf: () => '',
      flush: (jobs) => queue.addBulk([...jobs]),
    });
  const addCallback = bulk(callbacks);
  const addPost = bulk(posts);

  const server = Fastify({ logger: false });
  server.post('/wecom/aibot/:id', async (request, reply) => {
    const { query, body } = callbackSchema.parse({ query: request.query, body: request.body });
    const { msg_signature: signature, timestamp, nonce } = query;
    const opened = open({ signature, timestamp, nonce, encrypt: body.encrypt }, Date.now());
    if (!opened.ok) return reply.code(opened.status).send();
    const data = payloadSchema.parse(JSON.parse(opened.plaintext));
    await addCallback({
      name: 'callback',
      data,
      opts: { jobId: data.msgid, removeOnComplete: { age: 3600 } },
    });
    return reply.send();
  });

  const decider = new Worker(
    'callbacks',
    async ({ data }) => {
      const heard = job.hear(payloadSchema.parse(data), Date.now());
      if (!heard) return;
      const members = `members:${heard.group}`;
      const row = job.readRow(await redis.hget(members, heard.member));
      const saved = row ? undefined : redis.hset(members, heard.member, JSON.stringify(job.firstRow(heard)));
      const added = job.decide(heard, row).map((post, n) =>
        addPost({
          name: 'post',
          data: post,
          opts: { jobId: `${heard.event.id}.${n}`, removeOnComplete: true },
        }),
      );
      await Promise.all([saved, ...added]);
    },
    { connection: connection(), concurrency: CONCURRENCY },
  );

  const sender = new Worker(
    'posts',
    async (work, token) => {
      const { destination, path: to, bodies } = requestsOf(postSchema.parse(work.data));
      const wait = await limiter.take(destination, LIMITS, effectIdSchema.parse(work.id), Date.now());
      if (wait > 0) {
        await work.moveToDelayed(Date.now() + wait, token);
        throw new DelayedError();
      }
      for (const body of bodies) {
        const response = await pool.request({ path: to, method: 'POST', headers: CONTENT_TYPE, body });
        mustBeAccepted(await response.body.json());
      }
    },
    { connection: connection(), concurrency: CONCURRENCY },
  );
  for (const worker of [decider, sender]) worker.on('failed', (_, error) => console.error(error));

  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    port: portOf(url),
    close: async () => {
      await server.close();
      await Promise.all([decider.close(), sender.close()]);
      await Promise.all([callbacks.close(), posts.close()]);
      await pool.close();
      redis.disconnect();
    },
  };
});
