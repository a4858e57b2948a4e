import type { BotProcess } from '../support/bot-process.ts';
import type { Stage } from '../support/stage.ts';
import { pushOf } from '../support/stage-config.ts';
import { until } from '../support/until.ts';
import { checkSends, type Seen, type SendReport } from './check-sends.ts';
import { drain } from './drain.ts';
import type { Dice } from './random.ts';
import { BROADCAST, BROADCAST_TEXT } from './town.ts';

export interface BroadcastReport extends SendReport {
  /** How many groups had it at the moment of each kill. */
  readonly killedAt: readonly number[];
  /** Claims that were open when everything was dead. */
  readonly inFlight: readonly number[];
  readonly accounted: number;
}

/** WeCom takes its time, so that sends are under way at any moment. */
const SLOW_MS = 30;
/** Longer than a claim or the lease of an occurrence lasts. */
const LEASE_MS = 31_000;
const KILLS = 3;
/** Each time so many more groups at most get it before everything is killed. */
const MORE_AT_MOST = 25;

/**
 * One broadcast to every group. Two schedulers compete for it; one of them also works for the queue, so that three
 * kills cannot use up all there is to send. Both are killed at once, three times, while posts arrive.
 */
export async function runBroadcast(deps: {
  readonly stage: Stage;
  readonly groups: readonly string[];
  readonly at: number;
  readonly seen: Seen;
  readonly dice: Dice;
}): Promise<BroadcastReport> {
  const { stage, groups, at, seen, dice } = deps;
  const reached = () => groups.filter((group) => seen.get(pushOf(group))?.has(BROADCAST_TEXT)).length;
  const startBots = () => Promise.all([stage.start(), stage.start({ ROLES: 'web,scheduler' })]);
  stage.emulator.addFault({ on: '/cgi-bin/webhook/send', kind: 'delay', value: SLOW_MS });

  const killedAt: number[] = [];
  const inFlight: number[] = [];
  let bots: readonly BotProcess[] = await startBots();
  await stage.clock.jump(at - stage.clock.now());
  for (let kill = 0; kill < KILLS; kill += 1) {
    const enough = reached() + dice.between(1, MORE_AT_MOST);
    await until(`the broadcast to reach ${enough} groups`, () => reached() >= enough);
    await Promise.all(bots.map((bot) => bot.kill9()));
    killedAt.push(reached());
    const before = await ledgerOf(stage, groups, seen);
    inFlight.push([...before.entries.values()].flat().filter(({ state }) => state === 'sending').length);
    // Nobody is alive: every claim there is has become stale when the next ones look.
    await stage.clock.jump(LEASE_MS);
    bots = await startBots();
  }
  stage.emulator.clearFaults();
  await until('the occurrence to end', async () => {
    const [finished] = await stage.stores.schedules.history(`${BROADCAST}.Asia-Shanghai`, 1);
    return finished !== undefined;
  });
  await drain(stage, groups);
  const report = await ledgerOf(stage, groups, seen);
  const problems = [...report.problems];
  for (const [group, ledger] of report.entries)
    if (ledger.length !== 1) problems.push(`${group} has ${ledger.length} entries in the ledger`);
  const accounted = report.sent + report.failed + report.unknown;
  if (accounted !== groups.length) problems.push(`${accounted} of ${groups.length} accounted for`);
  const allowed = inFlight.reduce((sum, claims) => sum + claims, 0);
  if (report.unknown > allowed) problems.push(`${report.unknown} unknown, ${allowed} were in flight`);
  return { ...report, problems, killedAt, inFlight, accounted };
}

const ledgerOf = (stage: Stage, groups: readonly string[], seen: Seen) =>
  checkSends(
    stage,
    groups,
    seen,
    ({ outgoing: { effect } }) => 'origin' in effect && effect.origin.source === `broadcast:${BROADCAST}`,
  );
