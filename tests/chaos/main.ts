import { parseArgs } from 'node:util';
import { type ChaosReport, IN_FLIGHT, runChaos } from './run-chaos.ts';

/** `npm run chaos [-- --kills 200 --redis-kills 20 --groups 300 --talking 40 --seed 1]` */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    'redis-kills': { type: 'string', default: '20' },
    groups: { type: 'string', default: '300' },
    talking: { type: 'string', default: '40' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const seed = Number(values.seed);
console.log(`seed ${seed}`);
const started = performance.now();
const report = await runChaos({
  seed,
  kills: Number(values.kills),
  redisKills: Number(values['redis-kills']),
  groups: Number(values.groups),
  talking: Number(values.talking),
  log: (line) =>
    console.log(`${String(Math.round((performance.now() - started) / 1000)).padStart(4)} s  ${line}`),
});
console.log(linesOf(report).join('\n'));
for (const problem of report.problems.slice(0, 50)) console.log(`✗ ${problem}`);
console.log(report.problems.length === 0 ? 'PASS' : `FAIL: ${report.problems.length} problems, seed ${seed}`);
process.exitCode = report.problems.length === 0 ? 0 : 1;

function linesOf({
  kills,
  redisKills,
  messages,
  acknowledged,
  state,
  sends,
  unknownAllowed,
  broadcast,
}: ChaosReport) {
  const killed = kills.serving + kills.starting;
  return [
    `kill -9: ${kills.serving} serving (${kills.busy} with callbacks under way), ${kills.starting} starting, ${redisKills} of Redis (${kills.failedStarts} starts found none)`,
    `messages: ${messages}, acknowledged ${acknowledged}, committed ${state.committed}`,
    `sends: ${sends.sent} sent, ${sends.failed} failed, ${sends.unknown} unknown (${(sends.unknown / killed).toFixed(2)} a kill; allowed ${unknownAllowed} at ${IN_FLIGHT} in flight), ${sends.visible} visible, ${sends.doubled} doubled`,
    `broadcast: killed at ${broadcast.killedAt.join(', ')} groups with ${broadcast.inFlight.join(', ')} in flight; ${broadcast.sent} sent, ${broadcast.failed} failed, ${broadcast.unknown} unknown = ${broadcast.accounted}; ${broadcast.visible} visible, ${broadcast.doubled} doubled`,
  ];
}
