import { setTimeout as sleep } from 'node:timers/promises';
import type { BotProcess } from '../support/bot-process.ts';
import type { Stage } from '../support/stage.ts';
import type { Dice } from './random.ts';

export interface Kills {
  /** Killed while serving. */
  readonly serving: number;
  /** Killed before they served. */
  readonly starting: number;
  /** Of those serving: with callbacks under way somewhere. */
  readonly busy: number;
  /** The processes that are left, serving. */
  readonly bots: readonly BotProcess[];
}

const EARLY = 0.1;
const EARLY_MS = 900;
const LIFE_MS = 700;

/** Runs `processes` bots, kills each at random moments and starts it again at once, until `wanted` kills are done. */
export async function killBots(deps: {
  readonly stage: Stage;
  readonly processes: number;
  readonly wanted: number;
  readonly dice: Dice;
  readonly openCallbacks: () => number;
  readonly progress: (kills: number) => void;
}): Promise<Kills> {
  const { stage, processes, wanted, dice, openCallbacks, progress } = deps;
  let serving = 0;
  let starting = 0;
  let busy = 0;

  const liveAndDie = async (): Promise<BotProcess> => {
    for (;;) {
      const bot = stage.launch();
      if (serving < wanted && dice.next() < EARLY) {
        await sleep(dice.between(0, EARLY_MS));
        starting += 1;
        await bot.kill9();
        continue;
      }
      const process = await bot.ready;
      if (serving >= wanted) return process;
      await sleep(dice.between(5, LIFE_MS));
      if (!process.running) throw new Error(`a bot ended by itself:\n${process.log().join('\n')}`);
      if (serving >= wanted) return process;
      serving += 1;
      if (openCallbacks() > 0) busy += 1;
      await process.kill9();
      progress(serving);
    }
  };
  const bots = await Promise.all(Array.from({ length: processes }, liveAndDie));
  return { serving, starting, busy, bots };
}

/** Power cuts of Redis at random moments, until the signal. */
export async function killRedis(stage: Stage, wanted: number, dice: Dice, everyMs: number): Promise<number> {
  let kills = 0;
  while (kills < wanted) {
    await sleep(dice.between(0, 2 * everyMs));
    await stage.server.restart();
    kills += 1;
  }
  return kills;
}
