import { createDeliver, type DeliverDeps } from './delivery/deliver.ts';
import { createDispatcher } from './delivery/dispatcher.ts';
import { createRouteEffect } from './delivery/route-effect.ts';
import { createSweeper } from './delivery/sweeper.ts';
import type { Scope } from './domain/chat.ts';
import { Fault } from './domain/fault.ts';
import type { HandleEvent } from './domain/handled.ts';
import type { GroupId } from './domain/ids.ts';
import { ALERT_SOURCE } from './engine/tell-operators.ts';
import type { Book } from './features/book.ts';
import { createDeliveryJobs, createDeliveryWorker } from './jobs/delivery-jobs.ts';
import type { createMetrics } from './observability/metrics.ts';
import { createWebhook } from './outbound/webhook.ts';
import { createPerform, type PerformDeps } from './perform-effect.ts';
import type { RedisClient } from './redis/connection.ts';
import type { ResponseUrls } from './redis/response-urls.ts';
import type { SharedClock } from './redis/shared-clock.ts';
import type { RedisStores } from './redis/stores.ts';
import { runEvery } from './run-every.ts';
import { createTableFiles } from './table-files.ts';
import type { Trouble } from './trouble.ts';
import { chooseOutlet } from './wecom/outlets/choose-outlet.ts';
import { sendPieces } from './wecom/outlets/send-pieces.ts';
import type { Wecom } from './wire-wecom.ts';

export interface DeliveryDeps {
  readonly owner: string;
  readonly book: () => Book;
  readonly stores: RedisStores;
  readonly responseUrls: ResponseUrls;
  readonly clock: SharedClock;
  readonly wecom: Wecom;
  readonly metrics: ReturnType<typeof createMetrics>;
  readonly trouble: Trouble;
  readonly scopes: () => readonly Scope[];
  readonly queueConnection: () => RedisClient;
  /** Where timers and fetched lists come back as events. */
  readonly handle: HandleEvent;
  readonly configure: PerformDeps['configure'];
  readonly windowSize: number;
}
const SWEEP_EVERY_MS = 1_000;
/** A burst waits here rather than in the queue: it is gone before the sweeper would take it for an orphan. */
const WAITING_ROOM = 1_024;

/** Everything between the outbox and WeCom: the sends of this process, the queue for what waits, the sweeper. */
export function wireDelivery(deps: DeliveryDeps) {
  const { owner, book, stores, responseUrls, clock, wecom, metrics, trouble, scopes } = deps;
  const jobs = createDeliveryJobs({
    connection: deps.queueConnection(),
    clock,
    onError: trouble.failed('delivery queue'),
  });

  const onOutcome: DeliverDeps['onOutcome'] = ({ effect, id }, via, outcome) => {
    metrics.send(via, outcome.type);
    if (outcome.type === 'sent') return;
    const { type, reason } = outcome;
    trouble.log.warn({ effect: id, via, outcome: type, reason }, 'send did not go through');
    if (type === 'later') return;
    const group: GroupId | undefined = effect.type === 'send' ? effect.group : undefined;
    const text = `有消息${type === 'unknown' ? '不知道有没有发出' : '没有发出'}(${via}):${reason}`;
    // News of trouble that cannot be sent must not make more news.
    if ('origin' in effect && effect.origin.source === ALERT_SOURCE) trouble.note(text, group);
    else trouble.alert(text, group);
  };
  const deliver = createDeliver({
    outbox: stores.outbox,
    limiter: stores.limiter,
    clock,
    monotonic: () => performance.now(),
    owner,
    route: createRouteEffect({
      community: () => book().community,
      outletOf: wecom.outletOf,
      choose: chooseOutlet,
      sendPieces,
      staff: wecom.staff,
      late: wecom.late,
      fileOf: createTableFiles({ store: stores.events, book, clock }),
      responseUrl: responseUrls.recall,
    }),
    perform: createPerform({
      handle: deps.handle,
      roster: wecom.roster,
      clock,
      callOut: createWebhook({
        allowed: () => book().webhookHosts ?? [],
        onGivenUp: (why) => trouble.alert(`规则的 webhook 没有成功:${why}`),
      }),
      configure: deps.configure,
      note: (text, about) => trouble.log.info({ ...about }, text),
    }),
    onOutcome,
    onPerformFailed: ({ effect }, error) => {
      // What WeCom refuses is for operators to repair; the rest is ours, and tried again.
      const group = 'group' in effect ? effect.group : undefined;
      if (error instanceof Fault && error.code.startsWith('wecom-')) trouble.alert(error.message, group);
      else trouble.failed(effect.type)(error);
    },
  });
  const dispatcher = createDispatcher({
    deliver,
    queue: jobs,
    clock,
    windowSize: deps.windowSize,
    waitingRoom: WAITING_ROOM,
    onError: trouble.failed('delivery'),
  });
  const sweeper = createSweeper({
    outbox: stores.outbox,
    queue: jobs,
    clock,
    scopes,
    onLost: (scope, { id }) => {
      trouble.log.warn({ scope, effect: id }, 'a send was interrupted: whether it arrived is unknown');
      trouble.alert('有消息在发送时程序中断,不知道有没有发出');
    },
    onError: trouble.failed('sweep'),
  });

  const stops: (() => Promise<void> | void)[] = [];
  return {
    accept: dispatcher.accept,
    /** The work of the `worker` role. */
    start: async (): Promise<void> => {
      const worker = createDeliveryWorker({
        connection: deps.queueConnection(),
        clock,
        deliver,
        onError: trouble.failed('delivery worker'),
      });
      stops.push(worker.close);
      await sweeper.sweepAll();
      stops.push(runEvery(SWEEP_EVERY_MS, sweeper.step));
      const unsubscribe = clock.onChange(() => {
        sweeper.sweepAll().catch(trouble.failed('sweep'));
      });
      stops.push(() => void unsubscribe());
    },
    close: async (): Promise<void> => {
      for (const stop of stops.reverse()) await stop();
      await dispatcher.close();
      await jobs.close();
    },
  };
}
