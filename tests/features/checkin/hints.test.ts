import { expect, it } from 'vitest';
import { decideCommand } from '../../../src/commands/dispatch.ts';
import { createRegistry } from '../../../src/commands/registry.ts';
import { checkinFeature } from '../../../src/features/checkin/index.ts';
import { communityFor, contextFor, NOON, stateOf } from '../../support/decide.ts';
import { activate } from '../support.ts';

it.each([
  ['打卡', []],
  ['打卡 读完了', ['words']],
  ['我的打卡', []],
])('reads for %s all it needs in one round, except %j', (text, except) => {
  const community = communityFor();
  const campaign = { id: 'morning', title: '晨读', groups: ['newbie-01'], points: { each: 1 } };
  const feature = activate(checkinFeature, { checkins: [campaign] }, community);
  const state = stateOf();
  const context = contextFor({ text, community, state, now: NOON });
  const hinted = new Set(
    feature.reads?.({ ...context.event }).map(({ collection, row }) => `${collection}/${row}`),
  );
  decideCommand(createRegistry(feature.commands), context);
  const more = [...new Set(state.asked)].filter((row) => !hinted.has(row));
  // The group's cap on points and the words of the day are not known to matter before.
  const expected = ['points-rules/rules', ...except.map(() => 'checkin-text:morning:20777/u1')];
  expect(more.filter((row) => !expected.includes(row))).toEqual([]);
});
