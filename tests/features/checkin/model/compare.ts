import { createBot } from './bot.ts';
import { createModel } from './brute-force.ts';
import { anyHistory, type History, type Step } from './history.ts';
import { createRandom } from './random.ts';

export interface Difference {
  readonly seed: number;
  readonly step: number;
  readonly at: string;
  readonly bot: string;
  readonly model: string;
}
export interface Compared {
  readonly differences: readonly Difference[];
  readonly steps: number;
  readonly looks: number;
}

/** Plays one history on the program and on the model: wherever somebody looks, both must show the same. */
export function compare(seed: number, history: History = anyHistory(createRandom(seed))): Compared {
  const bot = createBot(history);
  const model = createModel(history);
  const differences: Difference[] = [];
  let looks = 0;
  for (const [n, step] of history.steps.entries()) {
    const [shown, expected] = [bot(step), model(step)];
    if (!shown || !expected) continue;
    looks += 1;
    // Somebody who has done nothing is told so, without figures.
    const unit = expected.total === 0 ? shown.unit : expected.unit;
    const [a, b] = [JSON.stringify(shown), JSON.stringify({ ...expected, unit })];
    if (a !== b) differences.push({ seed, step: n, at: showTime(step), bot: a, model: b });
  }
  return { differences, steps: history.steps.length, looks };
}
const showTime = ({ at }: Step) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16);
