import { runFuzz, SLOW_MS, type Tally } from './run-fuzz.ts';
import { throughHttp } from './through-http.ts';

/** `npm run fuzz -- <count> [seed]`: forged callbacks against the real answering, and a sample through HTTP. */
const [countArgument = '100000', seedArgument = String(Date.now() % 2 ** 32)] = process.argv.slice(2);
const count = Number(countArgument);
const seed = Number(seedArgument);
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
  console.error('usage: npm run fuzz -- <count> [seed]');
  process.exit(2);
}
let unhandled = 0;
process.on('unhandledRejection', (reason) => {
  unhandled += 1;
  console.error('unhandled rejection:', reason);
});

const report = (name: string, tally: Tally, seconds: number): void => {
  console.log(`\n${name}: seed ${tally.seed}, ${seconds.toFixed(1)} s`);
  for (const [kind, times] of Object.entries(tally.kinds).sort()) console.log(`  ${kind.padEnd(32)}${times}`);
  console.log(
    `  forged ${tally.forged} in ${Object.keys(tally.kinds).length} kinds, answered`,
    tally.statuses,
  );
  console.log(`  genuine ${tally.genuine}, sent again within the window ${tally.repeats}`);
  const { ms, what } = tally.slowest;
  console.log(`  slowest answer ${ms.toFixed(1)} ms (${what}); failures ${tally.failureCount}`);
  for (const failure of tally.failures) console.log(`  FAILED ${failure}`);
};
const run = async (name: string, ...how: Parameters<typeof runFuzz>): Promise<Tally> => {
  const begun = performance.now();
  const tally = await runFuzz(...how);
  report(name, tally, (performance.now() - begun) / 1000);
  return tally;
};

const below = await run('answering', count, seed);
const sample = await run('through HTTP', Math.min(count, 5_000), seed + 1, throughHttp);
const slow = below.slowest.ms > SLOW_MS || sample.slowest.ms > SLOW_MS;
const failed = below.failureCount + sample.failureCount + unhandled > 0 || slow;
console.log(
  failed ? '\nFAILED' : '\nnothing forged accepted, nothing uncaught, nothing slow, everything genuine in',
);
process.exit(failed ? 1 : 0);
