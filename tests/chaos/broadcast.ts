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
const SLOW_MS = 100;
/** Longer than a claim or the lease of an occurrence lasts. */
const LEASE_MS = 41_000;
const KILLS = 3;
/** After so many more posts at most everything is killed; with what is in flight then, three kills do not use up 300 groups. */
const MORE_AT_MOST = 30;
const PATIENCE_MS = 120_000;

/** One broadcast to every group; two schedulers compete for it, and both are killed at once, three times, while posts arrive. */
export async function runBroadcast(deps: {
  readonly stage: Stage;
  readonly groups: readonly string[];
  readonly at: number;
  readonly seen: Seen;
  /** Hears of every post at once; returns the unsubscriber. */
  readonly onPost: (listener: () => void) => () => void;
  readonly dice: Dice;
}): Promise<BroadcastReport> {
  const { stage, groups, at, seen, onPost, dice } = deps;
  const reached = () => groups.filter((group) => seen.get(pushOf(group))?.has(BROADCAST_TEXT)).length;
  // One works for the queue: more sends at once and the kills would leave nothing to go on with.
  const launchBots = () => [stage.launch(), stage.launch({ ROLES: 'web,scheduler' })];
  stage.emulator.addFault({ on: '/cgi-bin/webhook/send', kind: 'delay', value: SLOW_MS });

  const killedAt: number[] = [];
  const inFlight: number[] = [];
  const interrupted = new Set<string>();
  await stage.clock.jump(at - stage.clock.now());
  for (let kill = 0; kill < KILLS; kill += 1) {
    const enough = reached() + dice.between(1, MORE_AT_MOST);
    const isEnough = firstPost(onPost, () => reached() >= enough);
    const bots = launchBots();
    await isEnough.then(() => Promise.all(bots.map((bot) => bot.kill9())));
    killedAt.push(reached());
    const before = await ledgerOf(stage, groups, seen);
    const claimed = groups.filter((group) => before.entries.get(group)?.[0]?.state === 'sending');
    for (const group of claimed) interrupted.add(group);
    inFlight.push(claimed.length);
    // Nobody is alive: every claim there is has become stale when the next ones look.
    await stage.clock.jump(LEASE_MS);
  }
  await Promise.all(launchBots().map(({ ready }) => ready));
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
  for (const [group, [entry]] of report.entries)
    if (entry?.state === 'unknown' && !interrupted.has(group))
      problems.push(`${group} is unknown, though nothing was in flight when all was killed`);
  return { ...report, problems, killedAt, inFlight, accounted };
}

/** Resolves within the post that made it true. */
const firstPost = (onPost: (listener: () => void) => () => void, isSo: () => boolean): Promise<void> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the broadcast does not go on')), PATIENCE_MS);
    const forget = onPost(() => {
      if (!isSo()) return;
      clearTimeout(late);
      forget();
      resolve();
    });
  });

const ledgerOf = (stage: Stage, groups: readonly string[], seen: Seen) =>
  checkSends(
    stage,
    groups,
    seen,
    ({ outgoing: { effect } }) => 'origin' in effect && effect.origin.source === `broadcast:${BROADCAST}`,
  );
