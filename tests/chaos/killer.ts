import { setTimeout as sleep } from 'node:timers/promises';
import type { BotProcess } from '../support/bot-process.ts';
import type { Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';
import type { Load } from './load.ts';
import type { Dice } from './random.ts';

export interface Kills {
  /** Killed while serving. */
  readonly serving: number;
  /** Killed before they served. */
  readonly starting: number;
  /** Of those serving: with callbacks under way somewhere. */
  readonly busy: number;
  /** Starts that found no Redis. */
  readonly failedStarts: number;
  /** The processes that are left, serving. */
  readonly bots: readonly BotProcess[];
}

const EARLY = 0.1;
const EARLY_MS = 900;
const LIFE_ANSWERS = 150;
const MOMENT_MS = 30;

/** Runs `processes` bots, kills each at random moments and starts it again at once, until `wanted` kills are done. */
export async function killBots(deps: {
  readonly stage: Stage;
  readonly processes: number;
  readonly wanted: number;
  readonly dice: Dice;
  readonly load: Load;
  readonly progress: (kills: number) => void;
  /** Redis is killed too: a start may fail, and is tried again. */
  readonly mayFailToStart: boolean;
}): Promise<Kills> {
  const { stage, processes, wanted, dice, load, progress, mayFailToStart } = deps;
  let serving = 0;
  let starting = 0;
  let busy = 0;
  let failedStarts = 0;

  const liveAndDie = async (): Promise<BotProcess> => {
    for (;;) {
      const bot = stage.launch();
      if (serving < wanted && dice.next() < EARLY) {
        await sleep(dice.between(0, EARLY_MS));
        starting += 1;
        await bot.kill9();
        continue;
      }
      const process = await bot.ready.catch((error: unknown) => {
        if (!mayFailToStart) throw error;
      });
      if (!process) {
        failedStarts += 1;
        continue;
      }
      if (serving >= wanted) return process;
      // By answers and not by time, so that a slow machine has as much to lose at every kill.
      const enough = load.acknowledged + dice.between(1, LIFE_ANSWERS);
      await until('answers', () => load.acknowledged >= enough || !process.running, 600_000);
      await sleep(dice.between(0, MOMENT_MS));
      if (!process.running) throw new Error(`a bot ended by itself:\n${process.log().join('\n')}`);
      if (serving >= wanted) return process;
      serving += 1;
      if (load.open > 0) busy += 1;
      await process.kill9();
      progress(serving);
    }
  };
  const bots = await Promise.all(Array.from({ length: processes }, liveAndDie));
  return { serving, starting, busy, failedStarts, bots };
}

/** Power cuts of Redis at random moments. */
export async function killRedis(stage: Stage, wanted: number, dice: Dice, everyMs: number): Promise<number> {
  let kills = 0;
  while (kills < wanted) {
    await sleep(dice.between(0, 2 * everyMs));
    await stage.server.restart();
    kills += 1;
  }
  return kills;
}
