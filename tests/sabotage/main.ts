import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Patch, patches, sabotaged } from './patches.ts';
import { openWorkshop, type Workshop } from './workshop.ts';

/** `npm run sabotage [-- part of a guard's name …]`: breaks each guard in a copy and expects its tests to fail. */
const root = resolve(import.meta.dirname, '../..');
const AT_ONCE = 2;

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;

async function main(wanted: readonly string[]): Promise<boolean> {
  const chosen = patches.filter(
    ({ guard }) => wanted.length === 0 || wanted.some((part) => guard.includes(part)),
  );
  const unfit = chosen.flatMap((patch) => problemOf(patch) ?? []);
  if (unfit.length > 0) {
    console.error(`These patches no longer apply:\n${unfit.join('\n')}`);
    return false;
  }
  const workshops = Array.from({ length: AT_ONCE }, openWorkshop);
  try {
    return (await allGreen(workshops[0], chosen)) && (await allRed(workshops, chosen));
  } finally {
    for (const workshop of workshops) workshop.close();
  }
}

function problemOf(patch: Patch): string | undefined {
  try {
    sabotaged(readFileSync(join(root, patch.file), 'utf8'), patch);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Red means something only where whole code is green. */
async function allGreen(workshop: Workshop | undefined, chosen: readonly Patch[]): Promise<boolean> {
  const tests = [...new Set(chosen.flatMap((patch) => patch.tests))];
  const outcome = await workshop?.run(tests);
  console.log(`untouched: ${outcome?.passed} tests pass, ${outcome?.failed.length} fail`);
  const wrong = [...(outcome?.failed ?? []), ...(outcome?.broken ? [outcome.broken] : [])];
  for (const line of wrong) console.log(`  ${line}`);
  return outcome !== undefined && wrong.length === 0;
}

async function allRed(workshops: readonly Workshop[], chosen: readonly Patch[]): Promise<boolean> {
  const queue = [...chosen];
  let unnoticed = 0;
  const work = async (workshop: Workshop) => {
    for (let patch = queue.shift(); patch; patch = queue.shift()) {
      const { failed, broken } = await workshop.sabotage(patch);
      const noticed = failed.length > 0 && broken === undefined;
      if (!noticed) unnoticed += 1;
      const found = `${String(failed.length).padStart(3)} red  ${failed[0] ?? ''}`;
      console.log(
        `${noticed ? 'caught' : 'MISSED'}  ${patch.guard.padEnd(46)}${broken ?? found}`.slice(0, 160),
      );
    }
  };
  await Promise.all(workshops.map(work));
  console.log(
    unnoticed === 0 ? `PASS: all ${chosen.length} caught` : `FAIL: ${unnoticed} of ${chosen.length} missed`,
  );
  return unnoticed === 0;
}
