import { EventEmitter, once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Delivered } from '../../src/delivery/deliver.ts';
import type { Scope } from '../../src/domain/chat.ts';
import { asEventId, effectId } from '../../src/domain/ids.ts';
import { createDeliveryJobs, createDeliveryWorker } from '../../src/jobs/delivery-jobs.ts';
import { createWakeUp } from '../../src/jobs/wake-up.ts';
import { connectQueueRedis } from '../../src/redis/connection.ts';
import { noRedisServer, startRedis, type TestRedis } from '../support/redis.ts';

const scope: Scope = 'g:newbie-01';
const idOf = (n: number) => effectId(asEventId(`m.${n}`), 0);
const clock = { now: () => Date.now() };

describe.skipIf(noRedisServer)('delivery jobs', () => {
  let redis: TestRedis;
  const closing: (() => Promise<void> | void)[] = [];
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
    await redis.stop();
  });

  const connection = () => {
    const client = connectQueueRedis({ path: redis.path });
    closing.push(() => client.disconnect());
    return client;
  };
  const open = (deliver: (id: string) => Delivered) => {
    const done = new EventEmitter();
    const onError = (error: Error) => done.emit('trouble', error);
    const jobs = createDeliveryJobs({ connection: connection(), clock, onError });
    closing.push(jobs.close);
    const work = () => {
      const worker = createDeliveryWorker({
        connection: connection(),
        clock,
        onError,
        deliver: async (_scope, id) => {
          const delivered = deliver(id);
          done.emit('delivered', id);
          return delivered;
        },
      });
      closing.push(worker.close);
    };
    return { jobs, done, work };
  };

  it('deliver once what was added twice, wake what waits, and come back for what is not finished', async () => {
    const runs: string[] = [];
    const { jobs, done, work } = open((id) => {
      runs.push(id);
      const first = runs.filter((run) => run === id).length === 1;
      return id === idOf(3) && first ? { type: 'again', due: Date.now() + 20 } : { type: 'finished' };
    });
    await jobs.add(scope, idOf(1), Date.now());
    await jobs.add(scope, idOf(1), Date.now());
    await jobs.add(scope, idOf(2), Date.now() + 3_600_000);
    await jobs.nudge(scope, idOf(2));
    await jobs.nudge(scope, idOf(3));
    expect(await jobs.depth()).toBe(3);
    const all = new Promise<void>((resolve) => {
      done.on('delivered', () => runs.length === 4 && resolve());
    });
    work();
    await all;
    expect(runs.sort()).toEqual([idOf(1), idOf(2), idOf(3), idOf(3)].sort());
  });

  it('keep the same effect of two groups apart', async () => {
    const { jobs } = open(() => ({ type: 'finished' }));
    const before = await jobs.depth();
    await jobs.add('g:a', idOf(9), Date.now() + 60_000);
    await jobs.add('g:b', idOf(9), Date.now() + 60_000);
    expect(await jobs.depth()).toBe(before + 2);
  });

  it('wake the scheduler at the armed time', async () => {
    const woken = new EventEmitter();
    const wakeUp = createWakeUp({
      connection: connection(),
      clock,
      onWake: async () => {
        woken.emit('wake');
      },
      onError: (error) => woken.emit('error', error),
    });
    closing.push(wakeUp.close);
    const heard = once(woken, 'wake');
    await wakeUp.arm(Date.now() + 10);
    await heard;
  });
});
