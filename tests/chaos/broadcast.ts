import type { BotProcess } from '../support/bot-process.ts';
import type { Stage } from '../support/stage.ts';
import { pushOf } from '../support/stage-config.ts';
import { checkSends, type Seen, type SendReport } from './check-sends.ts';
import { drain } from './drain.ts';
import type { Dice } from './random.ts';
import { BROADCAST, BROADCAST_TEXT } from './town.ts';

export interface BroadcastReport extends SendReport {
  /** How many groups had it when everything was killed. */
  readonly killedAt: readonly number[];
  readonly accounted: number;
}

/** WeCom takes its time, so that many sends are under way at any moment. */
const SLOW_MS = 25;
/** Longer than a claim or the lease of an occurrence lasts. */
const LEASE_MS = 31_000;

/** One broadcast to every group, with all bots killed three times in the middle of it. */
export async function runBroadcast(deps: {
  readonly stage: Stage;
  readonly bots: readonly BotProcess[];
  readonly groups: readonly string[];
  readonly at: number;
  readonly seen: Seen;
  readonly watchers: Set<(text: string) => void>;
  readonly dice: Dice;
}): Promise<BroadcastReport> {
  const { stage, groups, at, seen, watchers, dice } = deps;
  const reached = () =>
    groups.filter((group) => (seen.get(pushOf(group))?.get(BROADCAST_TEXT) ?? 0) > 0).length;
  stage.emulator.addFault({ on: '/cgi-bin/webhook/send', kind: 'delay', value: SLOW_MS });

  const killedAt: number[] = [];
  let bots = deps.bots;
  await stage.clock.jump(at - stage.clock.now() + 100);
  for (const part of [0.2, 0.45, 0.7]) {
    const most = Math.round(groups.length * (part + 0.1 * dice.next()));
    await new Promise<void>((resolve) => {
      const watch = (text: string) => {
        if (text !== BROADCAST_TEXT || reached() < most) return;
        watchers.delete(watch);
        resolve();
      };
      watchers.add(watch);
    });
    await Promise.all(bots.map((bot) => bot.kill9()));
    killedAt.push(reached());
    // Nobody is alive: every claim there is has become stale when the next ones look.
    await stage.clock.jump(LEASE_MS);
    bots = await Promise.all(bots.map(() => stage.start()));
  }
  stage.emulator.clearFaults();
  await drain(stage, groups);
  const report = await checkSends(
    stage,
    groups,
    seen,
    ({ outgoing: { effect } }) => 'origin' in effect && effect.origin.source === `broadcast:${BROADCAST}`,
  );
  const problems = [...report.problems];
  for (const [group, ledger] of report.entries)
    if (ledger.length !== 1) problems.push(`${group} has ${ledger.length} entries in the ledger`);
  const accounted = report.sent + report.failed + report.unknown;
  if (accounted !== groups.length) problems.push(`${accounted} of ${groups.length} accounted for`);
  return { ...report, problems, killedAt, accounted };
}
