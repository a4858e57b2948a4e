import { openStage } from '../support/stage.ts';
import { until } from '../support/until.ts';
import { type BroadcastReport, runBroadcast } from './broadcast.ts';
import { checkSends, type SendReport } from './check-sends.ts';
import { checkState, type StateReport } from './check-state.ts';
import { drain } from './drain.ts';
import { type Kills, killBots, killRedis } from './killer.ts';
import { startLoad } from './load.ts';
import { createDice } from './random.ts';
import { BROADCAST, groupNames, townOf } from './town.ts';

export interface ChaosOptions {
  readonly seed: number;
  /** kill -9 of a serving bot. */
  readonly kills: number;
  /** kill -9 of Redis (append-only, fsync always). */
  readonly redisKills: number;
  /** Groups that the broadcast reaches; members talk in the first of them. */
  readonly groups: number;
  readonly talking: number;
  readonly log: (line: string) => void;
}
export interface ChaosReport {
  readonly kills: Kills;
  readonly redisKills: number;
  readonly messages: number;
  readonly acknowledged: number;
  readonly state: StateReport;
  readonly sends: SendReport;
  readonly unknownAllowed: number;
  readonly broadcast: BroadcastReport;
  /** Empty when all is well. */
  readonly problems: readonly string[];
}

const PROCESSES = 2;
/** Sends under way at once in one process: the window of its own and the queue's. */
export const IN_FLIGHT = 64 + 32;
/** The broadcast waits in the future until the clock is moved there. */
const BROADCAST_IN_MS = 12 * 3_600_000;
const REDIS_KILL_EVERY_MS = 4_000;

export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, log } = options;
  const dice = createDice(seed);
  const groups = groupNames(options.groups);
  const broadcastAt = Math.ceil((Date.now() + BROADCAST_IN_MS) / 1_000) * 1_000;
  const seen = new Map<string, Map<string, number>>();
  const listeners = new Set<() => void>();
  const stage = await openStage({
    config: townOf(groups, broadcastAt),
    emulator: {
      recordTranscript: false,
      timing: { retryMs: 150 },
      onWebhook: (body, webhook) => {
        const text = contentOf(body);
        const counts = seen.get(webhook) ?? new Map<string, number>();
        seen.set(webhook, counts.set(text, (counts.get(text) ?? 0) + 1));
        for (const listener of [...listeners]) listener();
      },
    },
  });
  const talking = groups.slice(0, options.talking);
  const load = startLoad({ stage, groups: talking, dice });
  try {
    const [kills, redisKills] = await Promise.all([
      killBots({
        stage,
        processes: PROCESSES,
        wanted: options.kills,
        dice,
        load,
        mayFailToStart: options.redisKills > 0,
        progress: (done) => done % 20 === 0 && log(`${done} kills, ${load.said.length} messages`),
      }),
      killRedis(stage, options.redisKills, dice, REDIS_KILL_EVERY_MS),
    ]);
    await load.finish();
    await until('Redis', () => stage.redis.status === 'ready');
    log(`${load.said.length} messages; waiting for the outbox`);
    await drain(stage, talking);

    const state = await checkState(stage, talking, load.said);
    const sends = await checkSends(stage, talking, seen, () => true);
    const problems = [...state.problems, ...sends.problems];
    for (const group of talking) {
      const ledger = sends.entries.get(group) ?? [];
      if (ledger.length !== (state.posts.get(group) ?? 0))
        problems.push(`${group}: ${state.posts.get(group)} posts decided, ${ledger.length} in the ledger`);
    }
    const killed = kills.serving + kills.starting;
    const unknownAllowed = killed * IN_FLIGHT + redisKills * PROCESSES * IN_FLIGHT;
    if (sends.unknown > unknownAllowed) problems.push(`${sends.unknown} unknown`);

    log('broadcast');
    await Promise.all(kills.bots.map((bot) => bot.term()));
    const broadcast = await runBroadcast({
      stage,
      groups,
      at: broadcastAt,
      seen,
      onPost: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      dice,
    });
    problems.push(...broadcast.problems.map((text) => `${BROADCAST}: ${text}`));
    return {
      kills,
      redisKills,
      messages: load.said.length,
      acknowledged: load.said.filter(({ acknowledged }) => acknowledged).length,
      state,
      sends,
      unknownAllowed,
      broadcast,
      problems,
    };
  } finally {
    await load.finish();
    await stage.stop();
  }
}

function contentOf(body: Readonly<Record<string, unknown>>): string {
  const inner = body[String(body.msgtype)];
  return typeof inner === 'object' && inner !== null && 'content' in inner ? String(inner.content) : '';
}
