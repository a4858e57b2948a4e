import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { compile } from './compile.ts';
import { documentOf } from './document.ts';
import { IDLE_GROUPS, type Measure, measures, mediansOf } from './measures.ts';
import { type BenchOptions, readOptions } from './options.ts';
import { aligned, cpuLines, faultsOf, goalLines, type Idle, idleLines, machine, tableOf } from './report.ts';
import { runRules } from './rules/run.ts';
import { type Arm, type RoundDeps, runIdle, runRound, type Sample } from './run-round.ts';

const SETTLE_MS = 5_000;
const options = readOptions(process.argv.slice(2));
if ('problem' in options) {
  console.error(options.problem);
  process.exit(2);
}
const versions = ['valkey-server', 'redis-server'].map((program) => ({
  program,
  version: /v=([\d.]+)/.exec(spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[1],
}));
const server = versions.find(({ version }) => version !== undefined);
if (!server) {
  console.error('The bench needs a redis-server or valkey-server on PATH.');
  process.exit(2);
}

const compiled = compile();
try {
  const redisVersion = server.version ?? '';
  const deps = { compiled, redisProgram: server.program, armArgs: startFlags() };
  const wanted = measures.filter(({ id }) => options.only.includes(id));
  const samples = new Map(wanted.map((measure) => [measure, new Map<Arm, Sample[]>()]));
  for (let round = 0; round < options.rounds; round += 1)
    for (const measure of wanted)
      await runArms(measure, samples.get(measure) ?? new Map(), round, options, deps);
  const measured = wanted.map((measure) => ({ measure, samples: samples.get(measure) ?? new Map() }));
  const idle = options.only.includes('D') ? await measureIdle(options, deps) : undefined;
  if (options.only.includes('E')) console.error('rules');
  const rules = options.only.includes('E') ? runRules(compiled) : undefined;
  const results = { measured, idle, rules };

  console.log(`\n${machine(redisVersion)}; ${options.rounds} rounds of ${options.seconds} s, medians`);
  for (const { measure, samples } of measured) {
    const of = mediansOf(samples);
    console.log(`\n${measure.id}. ${measure.title}\n${aligned(tableOf(measure, samples))}`);
    console.log([...goalLines(measure, of), ...cpuLines(measure, of)].join('\n'));
  }
  if (idle) console.log(`\nD. idle, ${IDLE_GROUPS} groups\n${idleLines(idle).join('\n')}`);
  if (rules !== undefined) console.log(`\nE. rules\n${rules}`);
  const faults = faultsOf(results);
  if (faults.length > 0) {
    console.error(`\nNot every event arrived exactly once:\n${faults.join('\n')}`);
    process.exitCode = 1;
  } else if (options.write) {
    writeFileSync(
      join(import.meta.dirname, '../docs/performance.md'),
      documentOf(results, options, redisVersion),
    );
  }
} finally {
  compiled.remove();
}

/** Every arm once; who begins changes from round to round. */
async function runArms(
  measure: Measure,
  samples: Map<Arm, Sample[]>,
  round: number,
  options: BenchOptions,
  deps: RoundDeps,
): Promise<void> {
  const { arms } = measure;
  for (let n = 0; n < arms.length; n += 1) {
    const arm = arms[(n + round) % arms.length];
    if (!arm) continue;
    const sample = await runRound(arm, measure.load(arm, options), deps);
    samples.set(arm, [...(samples.get(arm) ?? []), sample]);
    const { perSecond, p99, cpuUs } = sample;
    console.error(
      `round ${round + 1} ${measure.id} ${arm}: ${Math.round(perSecond)}/s, p99 ${p99.toFixed(1)} ms, ${cpuUs.toFixed(1)} µs`,
    );
  }
}

/** All arms run with the flags that `npm start` gives to Node. */
function startFlags(): string[] {
  const text = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');
  const { scripts } = z.object({ scripts: z.object({ start: z.string() }) }).parse(JSON.parse(text));
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}

async function measureIdle({ idleSeconds }: BenchOptions, deps: RoundDeps): Promise<Idle> {
  console.error(`idle for ${idleSeconds} s`);
  return runIdle(IDLE_GROUPS, SETTLE_MS, idleSeconds * 1000, deps);
}
