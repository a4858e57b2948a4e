import { compare, type Difference } from './compare.ts';

/** `npm run model:checkin [-- histories [first seed]]`: the streaks of the program against a brute-force count. */
const [histories = 10_000, first = 1] = process.argv.slice(2).map(Number);
let steps = 0;
let looks = 0;
const differences: Difference[] = [];
for (let seed = first; seed < first + histories; seed++) {
  const compared = compare(seed);
  steps += compared.steps;
  looks += compared.looks;
  differences.push(...compared.differences.slice(0, 1));
}
console.log(
  `${histories} histories from seed ${first}: ${steps} steps, ${looks} comparisons, ${differences.length} histories differ`,
);
for (const difference of differences.slice(0, 10)) console.log(JSON.stringify(difference));
process.exitCode = differences.length === 0 ? 0 : 1;
