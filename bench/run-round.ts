import { startChild } from './child.ts';
import type { Compiled } from './compile.ts';
import {
  armMessages,
  type Drained,
  type Ended,
  type LoadSettings,
  loadMessages,
  type Usage,
} from './messages.ts';
import { startRoundRedis } from './redis-server.ts';

export type Arm = 'echo' | 'qunyun' | 'textbook' | 'tuned';

/** One arm under one load, once. CPU is that of the measured time, per event where nothing else is said. */
export interface Sample {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpuUs: number;
  readonly redisCpuUs: number;
  /** Share of its core that the process used: where the server has less than nearly all, it was not the limit. */
  readonly serverBusy: number;
  readonly aroundBusy: number;
  readonly ended: Ended;
  readonly drained: Drained;
}

export interface RoundDeps {
  readonly compiled: Compiled;
  readonly redisProgram: string;
  /** Extra arguments of Node for the arm, such as `--cpu-prof`. */
  readonly armArgs?: readonly string[];
}

/** Starts everything anew, runs one load and stops everything. */
export async function runRound(arm: Arm, load: LoadSettings, deps: RoundDeps): Promise<Sample> {
  const { compiled, redisProgram, armArgs } = deps;
  const redis = await startRoundRedis(redisProgram);
  const loader = startChild(1, compiled.file('load/main.js'), load);
  try {
    const { apiBase } = await loader.hear(loadMessages.ready);
    const settings = { groups: load.groups, redis: redis.path, apiBase };
    const server = startChild(0, compiled.file(`arms/${arm}.js`), settings, armArgs);
    try {
      const { port } = await server.hear(armMessages.ready);
      const usage = async (): Promise<Usage & { redis: number }> => {
        server.tell({ type: 'usage' });
        const [used, redisUs] = await Promise.all([server.hear(armMessages.usage), redis.cpuUs()]);
        return { ...used, redis: redisUs };
      };
      loader.tell({ port });
      await loader.hear(loadMessages.begun);
      const before = await usage();
      const ended = await loader.hear(loadMessages.ended);
      const after = await usage();
      const drained = await loader.hear(loadMessages.drained);
      const { events, ms, p50, p99 } = ended;
      const cpu = after.cpuUs - before.cpuUs;
      const redisCpu = after.redis - before.redis;
      return {
        perSecond: (events * 1000) / ms,
        p50,
        p99,
        cpuUs: cpu / Math.max(1, events),
        redisCpuUs: redisCpu / Math.max(1, events),
        serverBusy: cpu / 1000 / ms,
        aroundBusy: (redisCpu + ended.cpuUs) / 1000 / ms,
        ended,
        drained,
      };
    } finally {
      await server.stop();
    }
  } finally {
    await loader.stop();
    await redis.stop();
  }
}

/** An idle program: memory and CPU over a while in which nothing happens. */
export async function runIdle(groups: number, settleMs: number, ms: number, deps: RoundDeps) {
  const redis = await startRoundRedis(deps.redisProgram);
  const settings = { groups, redis: redis.path, apiBase: 'http://127.0.0.1:9' };
  const server = startChild(0, deps.compiled.file('arms/qunyun.js'), settings, deps.armArgs);
  const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));
  const usage = () => {
    server.tell({ type: 'usage' });
    return server.hear(armMessages.usage);
  };
  try {
    await server.hear(armMessages.ready);
    await pause(settleMs);
    const before = await usage();
    await pause(ms);
    const after = await usage();
    return { rssBytes: after.rssBytes, cpuShare: (after.cpuUs - before.cpuUs) / 1000 / ms };
  } finally {
    await server.stop();
    await redis.stop();
  }
}
