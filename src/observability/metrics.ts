import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { createCheapCounter } from './cheap-counter.ts';

export interface MetricsOptions {
  /** Read when scraped. */
  readonly queueDepth?: () => number | Promise<number>;
  readonly redisUp?: () => boolean;
  /** Process and Node metrics too (off in tests: they leave observers behind). */
  readonly process?: boolean;
}

/** What the program counts, by its own names. One registry per program, nothing global. */
export function createMetrics({ queueDepth, redisUp, process = false }: MetricsOptions = {}) {
  const registry = new Registry();
  const registers = [registry];
  // Its default looks at the event loop a hundred times a second, which an idle bot would notice.
  if (process) collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 });

  const counter = (name: string, help: string, labelNames: readonly string[]) =>
    createCheapCounter({ name, help, labelNames, registers });
  const callbacks = counter('qunyun_callbacks_total', 'Callbacks from WeCom by channel, outcome and reason', [
    'channel',
    'outcome',
    'reason',
  ]);
  const commits = counter('qunyun_commits_total', 'Commits by result: committed, conflict, duplicate', [
    'result',
  ]);
  const sends = counter(
    'qunyun_sends_total',
    'Sends by kind of outlet and outcome: sent, failed, unknown, later',
    ['outlet', 'outcome'],
  );
  const handled = new Histogram({
    name: 'qunyun_handle_seconds',
    help: 'From a parsed event to its durable decision',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5],
    registers,
  });
  new Gauge({
    name: 'qunyun_queue_depth',
    help: 'Effects not settled yet',
    registers,
    ...(queueDepth && {
      async collect() {
        this.set(await queueDepth());
      },
    }),
  });
  new Gauge({
    name: 'qunyun_redis_up',
    help: '1 while Redis answers',
    registers,
    ...(redisUp && {
      collect() {
        this.set(redisUp() ? 1 : 0);
      },
    }),
  });

  return {
    /** For counters a part wants to add of its own. */
    registry,
    callback: (channel: string, outcome: string, reason = ''): void => callbacks(channel, outcome, reason),
    commit: (result: 'committed' | 'conflict' | 'duplicate'): void => commits(result),
    /** `via` is the destination; only its kind is counted, or every group would be a time series. */
    send: (via: string, outcome: string): void => sends(via.split('/', 1)[0] ?? via, outcome),
    handleSeconds: (seconds: number): void => handled.observe(seconds),
    expose: async (): Promise<{ readonly type: string; readonly body: string }> => ({
      type: registry.contentType,
      body: await registry.metrics(),
    }),
  };
}
