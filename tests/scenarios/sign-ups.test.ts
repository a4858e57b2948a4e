import { describe, expect, it } from 'vitest';
import { asEventId } from '../../src/domain/ids.ts';
import { plainText } from '../../src/domain/message.ts';
import { chainRows, entryRows, waitRows } from '../../src/features/chain/rows.ts';
import { aibotMessage } from '../support/aibot-message.ts';
import { noRedisServer } from '../support/redis.ts';
import { talkingGroup } from '../support/stage-config.ts';
import { until } from '../support/until.ts';
import { onStage } from './support.ts';

const PEOPLE = 500;
const PLACES = 200;

describe.skipIf(noRedisServer)('500 members sign up at once for 200 places, through four processes', () => {
  it('lets exactly 200 in, in the order of the commits, and 300 wait without a gap', {
    timeout: 240_000,
  }, async () => {
    const stage = await onStage({
      config: {
        groups: [talkingGroup('newbie-01')],
        chains: [
          { id: 'hike', title: '徒步', groups: ['newbie-01'], capacity: PLACES, post: { full: false } },
        ],
      },
    });
    await Promise.all(Array.from({ length: 4 }, () => stage.start()));

    const signUp = async (n: number): Promise<void> => {
      const message = aibotMessage({
        msgid: `up-${n}`,
        chatId: 'wr_newbie-01',
        userid: `walker-${n}`,
        text: '+1',
      });
      await stage.emulator.callBack('aibot/helper', message, { copies: 1 });
    };
    await Promise.all(Array.from({ length: PEOPLE }, (_, n) => signUp(n)));
    // A slow machine answers some after WeCom has stopped waiting; what counts is what is kept of each.
    const answerTo = (n: number) => stage.stores.events.reply('g:newbie-01', asEventId(`m.up-${n}`));
    const replies = await until('everybody to be answered', async () => {
      const kept = await Promise.all(Array.from({ length: PEOPLE }, (_, n) => answerTo(n)));
      return (
        kept.every((reply) => reply?.message) &&
        kept.map((reply) => (reply?.message ? plainText(reply.message) : ''))
      );
    });
    expect([...stage.balancer.given.values()].filter((requests) => requests > 50)).toHaveLength(4);

    const counts = (pattern: RegExp) =>
      replies
        .flatMap((reply) => pattern.exec(reply)?.[1] ?? [])
        .map(Number)
        .sort((a, b) => a - b);
    const upTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1);
    expect(counts(/已加入,第 (\d+) 位/)).toEqual(upTo(PLACES));
    expect(counts(/候补第 (\d+) 位/)).toEqual(upTo(PEOPLE - PLACES));

    const rows = async (collection: string) => {
      const [row] = await stage.stores.events.read('g:newbie-01', [{ collection, row: '*' }]);
      return Object.entries(Object(row?.value ?? {}));
    };
    const chains = await rows(chainRows.collection);
    expect(chains.map(([, chain]) => chain)).toMatchObject([
      { taken: PLACES, entries: PLACES, waiters: PEOPLE - PLACES, waiting: PEOPLE - PLACES, cancelled: 0 },
    ]);
    const entries = (await rows(entryRows(1).collection)).map(([key, value]) => ({
      key,
      ...entryRows(1).schema.parse(value),
    }));
    const inOrder = entries.toSorted((a, b) => a.o - b.o);
    expect(inOrder.map(({ o }) => o)).toEqual(upTo(PEOPLE));
    expect(inOrder.map(({ s }) => s ?? 'in')).toEqual(upTo(PEOPLE).map((n) => (n <= PLACES ? 'in' : 'w')));
    // What each was told is the place they have.
    for (const [place, { key }] of inOrder.entries()) {
      const reply = replies[Number(key.replace('walker-', ''))] ?? '';
      const told = place < PLACES ? `已加入,第 ${place + 1} 位` : `候补第 ${place - PLACES + 1} 位`;
      expect(reply).toContain(told);
    }
    const queued = (await rows(waitRows(1).collection))
      .flatMap(([, chunk]) => waitRows(1).schema.parse(chunk))
      .sort((a, b) => a[0] - b[0])
      .map(([, key]) => key);
    expect(queued).toEqual(inOrder.slice(PLACES).map(({ key }) => key));
  });
});
