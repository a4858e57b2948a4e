import { expect, it } from 'vitest';
import { listenerIn } from '../../src/domain/community.ts';
import { communityFor, groupFor } from '../support/decide.ts';

const two = [
  { id: 'helper', name: '小群' },
  { id: 'second', name: '小助' },
];
const channels = { ...communityFor().channels, aibots: two };
const bound = groupFor({ bindings: [{ type: 'aibot', aibot: 'second', chatId: 'wr1' }] });
const pushed = groupFor({ bindings: [{ type: 'webhook', webhook: 'push' }] });

it.each([
  ['the robot that sits there', communityFor({ channels }), bound, '小助'],
  ['the only one there is', communityFor(), pushed, '小群'],
  ['nobody by name where it could be either', communityFor({ channels }), pushed, '我'],
  [
    'nobody by name where there is none',
    communityFor({ channels: { ...channels, aibots: [] } }),
    pushed,
    '我',
  ],
])('is %s', (_, community, group, name) => {
  expect(listenerIn(community, group)).toBe(name);
});
