import { runHostile } from './run-hostile.ts';

/** `npm run hostile -- <count> [seed]`: hostile names and remarks through every text and template, on every channel. */
const [countArgument = '200000', seedArgument = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
const count = Number(countArgument);
const seed = Number(seedArgument);
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
  console.error('usage: npm run hostile -- <count> [seed]');
  process.exit(2);
}
console.log(`seed ${seed}`);
const begun = performance.now();
const found = runHostile(count, seed);
const each = Object.values(found.templates);
console.log(
  `${found.cases} hostile renderings of ${each.length} texts and templates (${Math.min(...each)} to ${Math.max(...each)} each), ${found.pieces} messages, ${(found.bytes / 1e6).toFixed(1)} million characters, ${((performance.now() - begun) / 1000).toFixed(1)} s`,
);
for (const [name, times] of Object.entries(found.channels)) console.log(`  ${name.padEnd(16)}${times}`);
for (const failure of found.failures) console.log(`✗ ${failure}`);
console.log(
  found.failureCount === 0
    ? 'PASS: no mention, link or format added, no limit passed, no character split'
    : `FAIL: ${found.failureCount} of ${found.cases}, seed ${seed}`,
);
process.exitCode = found.failureCount === 0 ? 0 : 1;
