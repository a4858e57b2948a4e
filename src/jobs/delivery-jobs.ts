import { type ConnectionOptions, DelayedError, type Job, Queue, UnrecoverableError, Worker } from 'bullmq';
import { z } from 'zod';
import type { Deliver } from '../delivery/deliver.ts';
import type { DeliveryQueue } from '../delivery/dispatcher.ts';
import type { Scope } from '../domain/chat.ts';
import type { Clock } from '../domain/clock.ts';
import { type EffectId, effectIdSchema } from '../domain/ids.ts';
import { queuePrefix } from './queue-prefix.ts';

const QUEUE = 'deliveries-0';
const jobSchema = z.strictObject({
  scope: z.templateLiteral([z.enum(['g:', 'x:']), z.string().min(1)]),
  id: effectIdSchema,
});

/** The same effect id can stand in several groups (one broadcast), so the scope is part of the job's id. */
const jobId = (scope: Scope, id: EffectId) => `${scope.replace(':', '_')}.${id}`;

export interface DeliveryJobs extends DeliveryQueue {
  /** Jobs waiting, delayed or running. */
  depth(): Promise<number>;
  close(): Promise<void>;
}

/** Producer side. A job is a hint to look at the outbox; losing one costs only the sweeper's patience. */
export function createDeliveryJobs(deps: {
  connection: ConnectionOptions;
  clock: Clock;
  onError: (error: Error) => void;
}): DeliveryJobs {
  const queue = new Queue(QUEUE, { connection: deps.connection, prefix: queuePrefix });
  queue.on('error', deps.onError);
  const add = (scope: Scope, id: EffectId, delay: number) =>
    queue.add(
      'deliver',
      { scope, id },
      { jobId: jobId(scope, id), delay, removeOnComplete: true, removeOnFail: true },
    );
  return {
    add: async (scope, id, due) => {
      await add(scope, id, Math.max(0, due - deps.clock.now()));
    },
    nudge: async (scope, id) => {
      const waiting = await queue.getJob(jobId(scope, id));
      if (!waiting) await add(scope, id, 0);
      else if (await waiting.isDelayed()) await promote(waiting);
    },
    depth: async () => {
      const counts = await queue.getJobCounts('waiting', 'delayed', 'active');
      return Object.values(counts).reduce((sum, count) => sum + count, 0);
    },
    close: () => queue.close(),
  };
}

/** Between the look and the promotion the job may have become due by itself: that is as good. */
const promote = (job: Job): Promise<void> => job.promote().catch(() => undefined);

/** Consumer side: checks what it takes from the queue and knows nothing of messages. */
export function createDeliveryWorker(deps: {
  connection: ConnectionOptions;
  clock: Clock;
  deliver: Deliver;
  onError: (error: Error) => void;
}) {
  const { connection, clock, deliver, onError } = deps;
  const worker = new Worker(
    QUEUE,
    async (job, token) => {
      const parsed = jobSchema.safeParse(job.data);
      if (!parsed.success) throw new UnrecoverableError(z.prettifyError(parsed.error));
      const { scope, id } = parsed.data;
      const delivered = await deliver(scope, id);
      if (delivered.type === 'finished') return;
      await job.moveToDelayed(Date.now() + Math.max(0, delivered.due - clock.now()), token);
      throw new DelayedError();
    },
    {
      connection,
      prefix: queuePrefix,
      concurrency: 32,
      // A dead worker's jobs are free again after 15–20 s; done twice they do nothing, for the claim decides who sends.
      lockDuration: 15_000,
      stalledInterval: 5_000,
      maxStalledCount: 5,
    },
  );
  worker.on('failed', (_job, error) => onError(error));
  worker.on('error', onError); // otherwise it bypasses the log
  return { close: () => worker.close() };
}
