import { cpus } from 'node:os';
import { type Measure, type Medians, mediansOf } from './measures.ts';
import type { Arm, Sample } from './run-round.ts';

export type Samples = ReadonlyMap<Arm, readonly Sample[]>;
export interface Idle {
  readonly rssBytes: number;
  readonly cpuShare: number;
}
export interface Results {
  readonly measured: readonly { readonly measure: Measure; readonly samples: Samples }[];
  readonly idle: Idle | undefined;
  /** As the rules' own bench prints them. */
  readonly rules: string | undefined;
}

const HEAD = ['arm', 'per second', 'min–max', 'p50 ms', 'p99 ms', 'CPU µs', 'Redis CPU µs', 'core busy'];
const whole = (value: number) => Math.round(value).toLocaleString('en');
const ratio = (value: number) => value.toFixed(2);

/** One measure as rows of text. The first row is the head. */
export function tableOf({ arms }: Measure, samples: Samples): string[][] {
  const medians = mediansOf(samples);
  return [
    HEAD,
    ...arms.map((arm) => {
      const { perSecond, p50, p99, cpuUs, redisCpuUs } = medians(arm);
      const rates = (samples.get(arm) ?? []).map((sample) => sample.perSecond);
      const busy = (samples.get(arm) ?? []).map((sample) => sample.serverBusy);
      return [
        arm,
        whole(perSecond),
        `${whole(Math.min(...rates))}–${whole(Math.max(...rates))}`,
        p50.toFixed(2),
        p99.toFixed(2),
        cpuUs.toFixed(1),
        redisCpuUs.toFixed(1),
        `${whole((busy.reduce((sum, share) => sum + share, 0) / Math.max(1, busy.length)) * 100)} %`,
      ];
    }),
  ];
}

export const goalLines = ({ goals }: Measure, of: Medians): string[] =>
  goals.map(({ text, value, holds }) => `${text}: ${ratio(value(of))} ${holds(value(of)) ? '✓' : '✗'}`);

/** CPU per event: the sturdy figure on a machine that others use too. */
export const cpuLines = ({ arms }: Measure, of: Medians): string[] =>
  arms
    .filter((arm) => arm !== 'qunyun')
    .map((arm) => `CPU per event, qunyun : ${arm} = ${ratio(of('qunyun').cpuUs / of(arm).cpuUs)}`);

export const idleLines = ({ rssBytes, cpuShare }: Idle): string[] => [
  `resident memory < 150 MB: ${whole(rssBytes / 1e6)} MB ${rssBytes < 150e6 ? '✓' : '✗'}`,
  `CPU < 1 %: ${(cpuShare * 100).toFixed(2)} % ${cpuShare < 0.01 ? '✓' : '✗'}`,
];

/** Events lost, doubled or answered wrongly; empty when every arm did its job. */
export const faultsOf = ({ measured }: Results): string[] =>
  measured.flatMap(({ measure, samples }) =>
    [...samples].flatMap(([arm, list]) =>
      list.flatMap(({ drained: { acked, arrived, lost, doubled, problems } }) => [
        ...(lost > 0 ? [`${measure.id} ${arm}: ${lost} events lost`] : []),
        ...(doubled > 0 ? [`${measure.id} ${arm}: ${doubled} events doubled`] : []),
        ...(arrived !== acked ? [`${measure.id} ${arm}: ${acked} acknowledged, ${arrived} arrived`] : []),
        ...problems.map((problem) => `${measure.id} ${arm}: ${problem}`),
      ]),
    ),
  );

/** In general terms: enough to compare, nothing about whose machine it is. */
export const machine = (redisVersion: string): string =>
  `${cpus().length} shared virtual cores, Node ${process.version}, Redis ${redisVersion}, append-only, fsync always`;

/** Columns as wide as their widest cell, for a terminal. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, n) => Math.max(...rows.map((row) => (row[n] ?? '').length)));
  const cell = (text: string, n: number) =>
    n === 0 ? text.padEnd(widths[n] ?? 0) : text.padStart(widths[n] ?? 0);
  return rows.map((row) => row.map(cell).join('  ')).join('\n');
}
