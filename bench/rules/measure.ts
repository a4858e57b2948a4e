import { cpus } from 'node:os';
import { aligned } from '../report.ts';
import { measureDecide } from './measure-decide.ts';
import { measureEvil } from './measure-evil.ts';
import { measureLoad } from './measure-load.ts';
import { measureWords } from './measure-words.ts';

const ROUNDS = 7;
const RULES = 10_000;
const WORDS = 10_000;

/** One figure against its goal. */
export interface Line {
  readonly what: string;
  readonly value: string;
  readonly goal: string;
  readonly holds: boolean;
}

const lines: Line[] = [
  ...measureLoad(RULES, ROUNDS),
  ...measureDecide(RULES, ROUNDS),
  ...measureWords(WORDS, ROUNDS),
  ...measureEvil(5 * ROUNDS),
];
console.log(
  `${cpus().length} shared virtual cores, Node ${process.version}; medians of ${ROUNDS} rounds, side by side; CPU time except for the load`,
);
console.log(
  aligned([
    ['', 'measured', 'goal', ''],
    ...lines.map(({ what, value, goal, holds }) => [what, value, goal, goal === '' ? '' : holds ? '✓' : '✗']),
  ]),
);
