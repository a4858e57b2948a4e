import { expect, it } from 'vitest';
import { groupScope } from '../src/domain/chat.ts';
import { asEventId, asGroupId, effectId } from '../src/domain/ids.ts';
import { say } from '../src/domain/message.ts';
import { createMemoryStores } from '../src/memory/stores.ts';
import { createVirtualClock } from '../src/memory/virtual-clock.ts';
import { createRecentErrors } from '../src/observability/recent-errors.ts';
import { createScrubber } from '../src/observability/scrubber.ts';
import { createOpsStatus } from '../src/ops-status.ts';
import { communityFor, groupFor } from './support/decide.ts';

it('tells why a post was made by an event that another event raised', async () => {
  const clock = createVirtualClock(1_000_000);
  const stores = createMemoryStores(clock);
  const group = asGroupId('newbie-01');
  const root = asEventId('h.list');
  const id = effectId(root, 0);
  // A fetched list raised the join that a rule welcomed: one commit, under the id of the list.
  await stores.events.commit({
    scope: groupScope(group),
    event: root,
    expects: [],
    writes: [],
    effects: [
      {
        id,
        due: clock.now(),
        effect: {
          type: 'send',
          group,
          message: say('欢迎'),
          origin: { source: 'rule:welcome', event: asEventId('h.list.r1'), version: 'v1' },
        },
      },
    ],
    reply: { trail: [{ by: 'rule:welcome', outcome: 'matched' }] },
    keepMs: 60_000,
  });
  const ops = createOpsStatus({
    book: () => ({
      version: 'v1',
      community: communityFor({ groups: [groupFor()] }),
      features: [],
      rules: { count: 0, schedules: [], decide: () => ({}) },
      broadcasts: [],
    }),
    stores,
    scopes: () => [groupScope(group)],
    recentErrors: createRecentErrors({ clock, scrubber: createScrubber() }),
    redis: 'memory',
    replyOf: ({ id: event, group: where = group }) => stores.events.reply(groupScope(where), event),
  });
  expect(await ops.why(`newbie-01~${id}`)).toMatchObject({
    message: { state: 'queued', text: '欢迎' },
    trail: [{ by: 'rule:welcome', outcome: 'matched' }],
  });
});
