import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly rounds: number;
  /** Length of the measured part of a round. */
  readonly seconds: number;
  readonly warmSeconds: number;
  readonly warmEvents: number;
  readonly idleSeconds: number;
  /** Which measures to run, by letter. */
  readonly only: readonly string[];
  /** Whether docs/performance.md is written. */
  readonly write: boolean;
}

const usage = `npm run bench -- [--rounds 5] [--seconds 3] [--only A,B,C,D,E] [--quick] [--write]
  --quick   one short round: shows that everything runs, not how fast it is
  --write   puts the result into docs/performance.md`;

export function readOptions(args: readonly string[]): BenchOptions | { readonly problem: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        rounds: { type: 'string' },
        seconds: { type: 'string' },
        only: { type: 'string' },
        quick: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const { quick, write } = values;
    const rounds = Number(values.rounds ?? (quick ? 1 : 5));
    const seconds = Number(values.seconds ?? (quick ? 1 : 3));
    if (values.help || !Number.isInteger(rounds) || rounds < 1 || !(seconds > 0)) return { problem: usage };
    return {
      rounds,
      seconds,
      warmSeconds: quick ? 1 : 8,
      warmEvents: quick ? 2_000 : 15_000,
      idleSeconds: quick ? 3 : 30,
      only: (values.only ?? 'A,B,C,D,E').toUpperCase().split(','),
      write,
    };
  } catch (error) {
    return { problem: `${error instanceof Error ? error.message : String(error)}\n${usage}` };
  }
}
