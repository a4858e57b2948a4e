// `npm run reload [saves] [rules]`: how long saves take to go live, and what they cost the program meanwhile.
import { saveOften } from './save-often.ts';

const [saves = 200, rules = 1_000] = process.argv.slice(2).map(Number);
const { took, heldUp, heldUp999, troubles } = await saveOften(saves, rules);
const sorted = took.toSorted((a, b) => a - b);
const ms = (value: number | undefined) => `${Math.round(value ?? 0)} ms`;
console.log(`${took.length} of ${saves} saves of ${rules} rules went live, ${troubles.length} troubles`);
console.log(`until live: median ${ms(sorted[Math.floor(saves / 2)])}, slowest ${ms(sorted.at(-1))}`);
console.log(`event loop held up: at most ${ms(heldUp)}, 99.9 % below ${ms(heldUp999)}`);
process.exitCode = troubles.length > 0 || took.length < saves ? 1 : 0;
