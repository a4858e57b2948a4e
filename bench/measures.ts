import type { LoadSettings } from './messages.ts';
import type { BenchOptions } from './options.ts';
import type { Arm, Sample } from './run-round.ts';
import { median } from './stats.ts';

export const GROUPS = 5_000;
export const IDLE_GROUPS = 1_000;
const CONNECTIONS = 64;
/** Events under way in the closed loop that ends at the emulator. */
export const IN_FLIGHT = 256;
export const OPEN_PER_SECOND = 1_000;

export interface Measure {
  readonly id: 'A' | 'B' | 'C';
  readonly title: string;
  readonly arms: readonly Arm[];
  readonly load: (arm: Arm, options: BenchOptions) => LoadSettings;
  readonly goals: readonly Goal[];
}
export interface Goal {
  readonly text: string;
  readonly value: (of: Medians) => number;
  readonly holds: (value: number) => boolean;
}
/** The median of each figure over the rounds. */
export type Medians = (arm: Arm) => Pick<Sample, 'perSecond' | 'p50' | 'p99' | 'cpuUs' | 'redisCpuUs'>;

export function mediansOf(samples: ReadonlyMap<Arm, readonly Sample[]>): Medians {
  return (arm) => {
    const of = (figure: (sample: Sample) => number) => median((samples.get(arm) ?? []).map(figure));
    return {
      perSecond: of(({ perSecond }) => perSecond),
      p50: of(({ p50 }) => p50),
      p99: of(({ p99 }) => p99),
      cpuUs: of(({ cpuUs }) => cpuUs),
      redisCpuUs: of(({ redisCpuUs }) => redisCpuUs),
    };
  };
}

const closed = (kind: LoadSettings['kind'], inFlight: number, options: BenchOptions): LoadSettings => ({
  groups: GROUPS,
  connections: CONNECTIONS,
  kind,
  loop: { type: 'closed', inFlight },
  warmMs: options.warmSeconds * 1000,
  warmEvents: options.warmEvents,
  measureMs: options.seconds * 1000,
});

export const measures: readonly Measure[] = [
  {
    id: 'A',
    title: 'encrypted message → rule → commit → encrypted reply, against a bare JSON echo',
    arms: ['echo', 'qunyun'],
    load: (arm, options) => closed(arm === 'echo' ? 'echo' : 'reply', CONNECTIONS, options),
    goals: [
      {
        text: 'requests/s, qunyun : echo ≥ 0.35',
        value: (of) => of('qunyun').perSecond / of('echo').perSecond,
        holds: (ratio) => ratio >= 0.35,
      },
    ],
  },
  {
    id: 'B',
    title: 'encrypted message → rule → commit → webhook message at the emulator, closed loop',
    arms: ['qunyun', 'textbook', 'tuned'],
    load: (_, options) => closed('send', IN_FLIGHT, options),
    goals: [
      {
        text: 'events/s, qunyun : textbook ≥ 6',
        value: (of) => of('qunyun').perSecond / of('textbook').perSecond,
        holds: (ratio) => ratio >= 6,
      },
      {
        text: 'events/s, qunyun : tuned ≥ 3',
        value: (of) => of('qunyun').perSecond / of('tuned').perSecond,
        holds: (ratio) => ratio >= 3,
      },
    ],
  },
  {
    id: 'C',
    title: `the same at ${OPEN_PER_SECOND} events a second, callback due → message at the emulator`,
    arms: ['qunyun', 'textbook'],
    load: (_, options) => ({
      ...closed('send', IN_FLIGHT, options),
      loop: { type: 'open', perSecond: OPEN_PER_SECOND },
      warmEvents: Math.min(options.warmEvents, 4 * OPEN_PER_SECOND),
      measureMs: options.seconds * 2_000,
    }),
    goals: [
      {
        text: 'p99, qunyun : textbook ≤ 0.25',
        value: (of) => of('qunyun').p99 / of('textbook').p99,
        holds: (ratio) => ratio <= 0.25,
      },
    ],
  },
];
