import { type LoadedConfig, loadFiles } from '../../src/config/load.ts';
import { features } from '../../src/features/index.ts';
import { median } from '../stats.ts';
import { manyRules } from './many-rules.ts';
import type { Line } from './measure.ts';

/** A configuration of `count` rules, read, checked and compiled; stops the bench when it is refused. */
export function loaded(count: number): Extract<LoadedConfig, { ok: true }> {
  const result = loadFiles(manyRules(count), {
    secrets: { type: 'none' },
    features,
    live: () => ({ queueDepth: 0, redis: '', recentErrors: [] }),
  });
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.problems[0])}`);
  return result;
}

/** The first load is what a start costs, the others what a reload does. CPU time tells the program from its neighbours. */
export function measureLoad(count: number, rounds: number): Line[] {
  const samples = Array.from({ length: rounds }, () => {
    const began = performance.now();
    const cpu = process.cpuUsage();
    loaded(count);
    const { user, system } = process.cpuUsage(cpu);
    return { wall: performance.now() - began, cpu: (user + system) / 1000 };
  });
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  const wall = median(samples.map((sample) => sample.wall));
  const first = samples[0];
  return [
    {
      what: `load of ${count.toLocaleString('en')} rules`,
      value: seconds(wall),
      goal: '≤ 3 s',
      holds: wall <= 3000,
    },
    {
      what: '  the first one of the process',
      value: seconds(first?.wall ?? 0),
      goal: '≤ 3 s',
      holds: (first?.wall ?? 0) <= 3000,
    },
    {
      what: '  CPU time, all threads',
      value: seconds(median(samples.map((sample) => sample.cpu))),
      goal: '',
      holds: true,
    },
  ];
}
