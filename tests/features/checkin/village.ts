import { expect } from 'vitest';
import { loadFiles } from '../../../src/config/load.ts';
import { formatProblem } from '../../../src/config/problem.ts';
import { features } from '../../../src/features/index.ts';
import { startSimulation } from '../../../src/start-simulation.ts';
import { wecom } from '../../config/support.ts';

export interface VillageOptions {
  readonly checkins?: readonly object[];
  readonly rules?: readonly object[];
  readonly holidays?: object;
  /** Of the one group, `newbie-01`. */
  readonly group?: object;
  /** Groups beside it, with channels of their own. */
  readonly others?: readonly { readonly id: string; readonly name?: string }[];
  /** Ids; their names are the same. They are in every group. */
  readonly members?: readonly string[];
  /** `2026-11-20 05:00`. */
  readonly start?: string;
}
const moment = (written: string) => Date.parse(`${written.replace(' ', 'T')}:00+08:00`);

/** The whole program on one group: engine, features, rules, timers and schedules, by a clock that jumps. */
export async function village({
  checkins = [],
  rules = [],
  holidays,
  group = {},
  others = [],
  members = ['甲', '乙', '丙'],
  start = '2026-11-16 05:00',
}: VillageOptions) {
  const channels = [{ aibot: 'helper', chatId: 'wr1' }, { webhook: 'push' }];
  const newbie = {
    id: 'newbie-01',
    kind: 'internal',
    channels,
    quietHours: 'none',
    dailyLimit: 'none',
    ...group,
  };
  const beside = others.map((other, n) => ({
    ...newbie,
    channels: [{ aibot: 'helper', chatId: `wr${n + 2}` }],
    ...other,
  }));
  const files = new Map([
    ['wecom.yaml', wecom],
    [
      'groups.yaml',
      JSON.stringify({
        groups: [newbie, ...beside],
        operators: [
          { member: 'boss', role: 'owner' },
          { member: 'lisi', role: 'operator' },
          { member: 'wangwu', role: 'helper' },
        ],
      }),
    ],
    ['checkins.yaml', JSON.stringify({ checkins })],
    ['rules/a.yaml', JSON.stringify({ rules })],
    ...(holidays ? [['holidays.yaml', JSON.stringify(holidays)] as const] : []),
  ]);
  const loaded = loadFiles(files, {
    features,
    secrets: { type: 'none' },
    live: () => ({ queueDepth: 0, redis: '', recentErrors: [] }),
  });
  const book = loaded.ok ? loaded.book : expect.unreachable(loaded.problems.map(formatProblem).join('\n'));
  const simulation = startSimulation({ book, start: moment(start) });
  for (const { id: where } of [newbie, ...beside])
    await simulation.members(
      where,
      members.map((id) => ({ id, name: id })),
    );
  let seen = 0;
  const fresh = () => {
    const said = simulation.sent().slice(seen);
    seen = simulation.sent().length;
    return said;
  };
  return {
    simulation,
    /** The answer somebody gets; undefined when there is none. */
    says: async (who: string, text: string, where = 'newbie-01'): Promise<string | undefined> => {
      const before = simulation.sent().length;
      await simulation.says(where, { id: who }, text);
      return simulation
        .sent()
        .slice(before)
        .find(({ how }) => how === 'reply')?.text;
    },
    /** Lets the time pass until `2026-11-20 07:00`. */
    at: (written: string) => simulation.wait(moment(written) - simulation.now()),
    /** What the bot has posted in the group by itself since this was asked last. */
    posts: () => fresh().flatMap(({ how, text }) => (how === 'send' ? [text] : [])),
    joins: (...ids: string[]) =>
      simulation.joins(
        'newbie-01',
        ids.map((id) => ({ id, name: id })),
      ),
    leaves: (...ids: string[]) =>
      simulation.leaves(
        'newbie-01',
        ids.map((id) => ({ id, name: id })),
      ),
  };
}

/** 06:00–09:00, every day. */
export const morning = {
  id: 'morning',
  title: '晨读',
  groups: ['newbie-01'],
  windows: [{ open: '06:00', close: '09:00', grace: '10m' }],
};
