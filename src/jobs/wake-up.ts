import { type ConnectionOptions, Queue, Worker } from 'bullmq';
import type { Clock } from '../domain/clock.ts';
import { queuePrefix } from './queue-prefix.ts';

const QUEUE = 'schedule-wake-up';
const LATE_MS = 20;

/**
 * One delayed job that wakes the scheduler when the next occurrence is due. It is a hint: the schedule table says what
 * is due, and the watchdog looks there even if no job ever comes.
 */
export interface WakeUp {
  /** Arms the alarm for `due` (epoch ms, shared clock). Arming the same instant again changes nothing. */
  arm(due: number): Promise<void>;
  close(): Promise<void>;
}

export function createWakeUp(deps: {
  connection: ConnectionOptions;
  clock: Clock;
  onWake: () => Promise<void>;
  onError: (error: Error) => void;
}): WakeUp {
  const { connection, clock, onWake, onError } = deps;
  const queue = new Queue(QUEUE, { connection, prefix: queuePrefix });
  const worker = new Worker(QUEUE, () => onWake(), {
    connection,
    prefix: queuePrefix,
    concurrency: 1,
    lockDuration: 30_000,
  });
  queue.on('error', onError);
  worker.on('error', onError);
  worker.on('failed', (_job, error) => onError(error));
  return {
    arm: async (due) => {
      await queue.add(
        'wake',
        {},
        {
          jobId: `wake@${due}`,
          // A little late rather than early: woken early, the scheduler would arm this very job while it still runs.
          delay: Math.max(0, due - clock.now()) + LATE_MS,
          removeOnComplete: true,
          removeOnFail: true,
        },
      );
    },
    close: async () => {
      await worker.close();
      await queue.close();
    },
  };
}
