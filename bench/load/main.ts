import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { type LoadSettings, loadSettingsSchema } from '../messages.ts';
import { percentile } from '../stats.ts';
import { AIBOT, AIBOT_NAME, CALLBACK, wecomSettings } from '../world.ts';
import { createLedger } from './arrivals.ts';
import { createAnswerCheck } from './check-answer.ts';
import { createCorpus } from './corpus.ts';
import { createGenerator } from './generator.ts';
import { napBetweenTurns } from './nap.ts';

/** Load and the emulated WeCom in one process, so that callback and arrival are read off one clock. */
const settings: LoadSettings = loadSettingsSchema.parse(JSON.parse(process.argv[2] ?? '{}'));
const { groups, kind, warmMs, warmEvents, measureMs } = settings;
const LONGEST_WARM_MS = 30_000;
const NAP_MS = 0.2;
const tell = (message: object) => process.send?.(message);

const problems = new Set<string>();
const size = sizeOf(settings);
const corpus = createCorpus(kind, groups, size);
const ledger = createLedger(size);
let acked = 0;
let pump = () => {};

const { webhooks } = wecomSettings(groups);
const emulator = await createEmulator({
  settings: {
    corpId: 'wwbench',
    apps: [],
    aibots: [{ id: AIBOT, name: AIBOT_NAME, callback: { ...CALLBACK, url: 'http://127.0.0.1:9/' } }],
    robots: [],
    webhooks,
  },
  clock: { now: Date.now },
  port: 0,
  recordTranscript: false,
  limits: false,
  onWebhook: (body) => {
    const said = JSON.stringify(body);
    // The member's message is repeated in the post, its number at the end.
    const n = Number(/编号 (\d+)/.exec(said)?.[1] ?? -1);
    if (n < 0 || n >= size) problems.add(`an unexpected message arrived: ${said.slice(0, 80)}`);
    else ledger.finish(n, performance.now());
    pump();
  },
});
tell({ type: 'ready', apiBase: emulator.url });

const goSchema = z.object({ port: z.int() });
const [port] = await new Promise<[number]>((resolve) => {
  process.once('message', (message) => resolve([goSchema.parse(message).port]));
});
const check = createAnswerCheck(kind);
const generator = createGenerator({
  settings,
  corpus,
  ledger,
  port,
  problem: (text) => problems.add(text),
  onAnswer: (n, status, body) => {
    const wrong = check(n, status, body);
    if (wrong !== undefined) problems.add(wrong);
    else acked += 1;
    if (kind !== 'send') ledger.finish(n, performance.now());
  },
});
pump = generator.pump;
const stopNapping = kind === 'send' && settings.loop.type === 'open' ? () => {} : napBetweenTurns(NAP_MS);

const warmBy = performance.now() + LONGEST_WARM_MS;
await sleep(warmMs);
while (ledger.finished < warmEvents && performance.now() < warmBy) await sleep(10);
ledger.startMeasuring();
const before = { at: performance.now(), finished: ledger.finished, cpu: process.cpuUsage() };
tell({ type: 'begun' });
await sleep(measureMs);
const ms = performance.now() - before.at;
const events = ledger.finished - before.finished;
const { user, system } = process.cpuUsage(before.cpu);
const sorted = ledger.latencies();
tell({
  type: 'ended',
  events,
  ms,
  p50: percentile(sorted, 0.5),
  p99: percentile(sorted, 0.99),
  cpuUs: user + system,
});

generator.stop();
stopNapping();
const deadline = performance.now() + 60_000;
while ((generator.unanswered > 0 || ledger.underWay > 0) && performance.now() < deadline) await sleep(50);
// What arrives twice arrives late: give it time to show.
await sleep(300);
tell({
  type: 'drained',
  acked,
  arrived: ledger.finished,
  lost: ledger.underWay,
  doubled: ledger.doubled,
  problems: [...problems].slice(0, 5),
});
generator.close();
await emulator.close();
process.disconnect();

/** Enough for the fastest round, and for `send` never so many that a key would meet its 18 a minute. */
function sizeOf({ kind, loop, warmMs, warmEvents, measureMs, groups }: LoadSettings): number {
  const ms = warmMs + measureMs;
  if (kind === 'send') return groups * 17;
  return loop.type === 'open' ? Math.ceil((ms * loop.perSecond) / 1000) : warmEvents + Math.ceil(ms * 40);
}
