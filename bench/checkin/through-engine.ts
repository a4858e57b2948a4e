import { dateOfDay } from '../../src/calendar/dates.ts';
import { groupScope } from '../../src/domain/chat.ts';
import { asEventId, asGroupId, memberId } from '../../src/domain/ids.ts';
import { createEngine } from '../../src/engine/handle-event.ts';
import { checkinFeature } from '../../src/features/checkin/index.ts';
import { recordCollection } from '../../src/features/checkin/rows.ts';
import { vocabularyOf } from '../../src/features/vocabulary.ts';
import type { RedisClient } from '../../src/redis/connection.ts';
import { createRedisStores } from '../../src/redis/stores.ts';
import { compileRules } from '../../src/rules/compile.ts';
import { communityFor, groupFor } from '../../tests/support/decide.ts';
import { CAMPAIGN, FIRST_DAY, useridOf } from './fill.ts';

/** One check-in a day of some members, through the engine and Redis: what is really kept of them, and how long one takes. */
export async function throughEngine(
  redis: RedisClient,
  { members, days }: { readonly members: number; readonly days: number },
): Promise<{ readonly rows: ReadonlyMap<string, unknown>; readonly ms: number }> {
  const group = asGroupId('engine');
  const community = communityFor({ groups: [groupFor({ id: group })] });
  const loaded = checkinFeature.load(
    { checkins: [{ id: CAMPAIGN, title: '晨读', groups: [group] }] },
    { community, live: () => ({ queueDepth: 0, redis: '', recentErrors: [] }) },
  );
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const { events } = vocabularyOf([checkinFeature]);
  const rules = compileRules([], {
    community,
    templates: new Map(),
    actions: {},
    conditions: {},
    events,
    reply: 'first-wins',
  });
  const book = { version: 'bench', community, features: [loaded.active], rules, broadcasts: [] };
  const stores = createRedisStores(redis);
  let now = 0;
  const { handle } = createEngine({
    store: stores.events,
    directory: stores.chats,
    book: () => book,
    clock: { now: () => now },
    random: () => 0.5,
    identify: async (event) => event,
    onCommitted: () => {},
  });
  const begun = performance.now();
  for (let day = 0; day < days; day++) {
    now = Date.parse(`${dateOfDay(FIRST_DAY + day)}T07:00:00+08:00`);
    for (let member = 0; member < members; member++) {
      const userid = useridOf(0, member);
      await handle({
        type: 'message.received',
        id: asEventId(`m-${day}-${member}`),
        at: now,
        group,
        chat: { channel: 'aibot', via: 'helper', chatId: 'wr-engine', type: 'group' },
        actor: { id: memberId(userid), userid },
        text: '打卡',
        kind: 'text',
      });
    }
  }
  const ms = (performance.now() - begun) / (days * members);
  const refs = Array.from({ length: members }, (_, member) => ({
    collection: recordCollection(CAMPAIGN),
    row: useridOf(0, member),
  }));
  const rows = await stores.events.read(groupScope(group), refs);
  return { rows: new Map(refs.map(({ row }, n) => [row, rows[n]?.value])), ms };
}
