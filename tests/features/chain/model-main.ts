import fc from 'fast-check';
import { playHistory } from './model.ts';
import { historyArbitrary } from './model-histories.ts';

/** `npm run model:chain [steps] [seed]`: random histories on the list and on the plain rules beside it. */
const [wanted = 100_000, seed = Date.now() % 2_147_483_647] = process.argv.slice(2).map(Number);
let steps = 0;
let histories = 0;
for (let run = 0; steps < wanted; run += 1) {
  for (const { limits, steps: history } of fc.sample(historyArbitrary(150), {
    seed: seed + run,
    numRuns: 50,
  })) {
    const wrong = playHistory(limits, history);
    if (wrong !== undefined) {
      console.error(`seed ${seed}: ${JSON.stringify(limits)} ${wrong}`);
      console.error(JSON.stringify(history));
      process.exit(1);
    }
    steps += history.length;
    histories += 1;
  }
}
console.log(`${steps} steps in ${histories} histories agree (seed ${seed}).`);
