import { describe, expect, it } from 'vitest';
import { asEventId } from '../../src/domain/ids.ts';
import { chainRows, entryRows } from '../../src/features/chain/rows.ts';
import { aibotMessage } from '../support/aibot-message.ts';
import { noRedisServer } from '../support/redis.ts';
import { talkingGroup } from '../support/stage-config.ts';
import { until } from '../support/until.ts';
import { heardIn, ledgerOf, onStage } from './support.ts';

/** Within the 18 posts a minute that one webhook takes. */
const MESSAGES = 16;

describe.skipIf(noRedisServer)('the same message four times, in parallel, to two processes', () => {
  it('has one effect and four identical answers', async () => {
    const stage = await onStage({
      config: {
        groups: [talkingGroup('newbie-01')],
        rules: [
          {
            id: 'invoice',
            on: 'message.received',
            when: [{ 'text.any': ['发票'] }],
            do: [{ reply: '收到:{{ text }}' }, { send: '有人问:{{ text }}' }],
          },
        ],
        chains: [{ id: 'hike', title: '徒步', groups: ['newbie-01'] }],
      },
    });
    await Promise.all([stage.start(), stage.start()]);

    const four = async (msgid: string, userid: string, text: string) => {
      const message = aibotMessage({ msgid, chatId: 'wr_newbie-01', userid, text });
      const outcomes = await stage.emulator.callBack('aibot/helper', message, { copies: 4 });
      expect(outcomes.map(({ status, problem }) => ({ status, problem }))).toEqual(
        Array.from({ length: 4 }, () => ({ status: 200, problem: undefined })),
      );
      const replies = new Set(outcomes.map(({ reply }) => reply));
      expect(replies.size).toBe(1);
      return [...replies].join();
    };
    const numbers = Array.from({ length: MESSAGES }, (_, n) => n);
    // One after another, then all at once: four copies race each other, then also other people's messages.
    for (const n of numbers.slice(0, 4)) await four(`ask-${n}`, `asker-${n}`, `发票 ${n} 号`);
    const [joined] = await Promise.all([
      Promise.all(numbers.map((n) => four(`join-${n}`, `walker-${n}`, '+2'))),
      Promise.all(numbers.slice(4).map((n) => four(`ask-${n}`, `asker-${n}`, `发票 ${n} 号`))),
    ]);

    // Both processes had their share of the copies.
    expect([...stage.balancer.given.values()].filter((requests) => requests > MESSAGES)).toHaveLength(2);
    // As many places in the list, each given once.
    const places = joined.map((reply) => Number(/第 (\d+) 位/.exec(reply)?.[1])).sort((a, b) => a - b);
    expect(places).toEqual(numbers.map((n) => n + 1));
    const rows = (collection: string) =>
      stage.stores.events.read('g:newbie-01', [{ collection, row: '*' }]).then(([row]) => row?.value);
    expect(await rows(chainRows.collection)).toMatchObject({ 1: { taken: 2 * MESSAGES, entries: MESSAGES } });
    expect(Object.keys(Object(await rows(entryRows(1).collection)))).toHaveLength(MESSAGES);

    const ledger = await until('all posts in the ledger', async () => {
      const entries = await ledgerOf(stage, 'newbie-01');
      return entries.length === MESSAGES && entries.every(({ state }) => state === 'sent') && entries;
    });
    expect(ledger.map(({ id }) => id).sort()).toEqual(numbers.map((n) => `m.ask-${n}.0`).sort());
    const posted = heardIn(stage, 'newbie-01').map(({ content }) => content);
    expect(posted.sort()).toEqual(numbers.map((n) => `有人问:发票 ${n} 号`).sort());
    expect(await stage.stores.events.reply('g:newbie-01', asEventId('m.ask-0'))).toMatchObject({
      message: expect.anything(),
    });
  });
});
