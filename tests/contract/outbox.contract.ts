import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { groupScope } from '../../src/domain/chat.ts';
import type { Outgoing } from '../../src/domain/effects.ts';
import { asGroupId } from '../../src/domain/ids.ts';
import {
  event,
  type Fixture,
  type OpenFixture,
  request,
  rosterFetch,
  scope,
  send,
  T0,
  timer,
} from './stores.ts';

const DAY = 86_400_000;

/** What every Outbox promises. */
export const outboxContract = (name: string, open: OpenFixture) =>
  describe(`outbox contract: ${name}`, () => {
    let fixture: Fixture;
    beforeEach(async () => {
      fixture = await open();
    });
    afterEach(() => fixture.close());
    const queue = (...effects: Outgoing[]) =>
      fixture.first.events.commit(request(effects.map(({ id }) => id).join('-'), { effects }));
    const claim = (outgoing: Outgoing, owner = 'p1', now = T0) =>
      fixture.first.outbox.claim(scope, outgoing.id, owner, now);
    const settle = (
      outgoing: Outgoing,
      settlement: Parameters<typeof fixture.first.outbox.settle>[3],
      now = T0,
    ) => fixture.first.outbox.settle(scope, outgoing.id, 'p1', settlement, now);

    it('gives an effect to one of many claimers, whole', async () => {
      const effect = send('a');
      await queue(effect);
      const { first, second } = fixture;
      const claims = await Promise.all(
        [first, second, first, second].map(({ outbox }, n) => outbox.claim(scope, effect.id, `p${n}`, T0)),
      );
      expect(claims.map(({ type }) => type).sort()).toEqual(['claimed', 'taken', 'taken', 'taken']);
      expect(claims.find(({ type }) => type === 'claimed')).toEqual({
        type: 'claimed',
        outgoing: effect,
        attempt: 1,
      });
    });

    it('refuses even the owner a second claim, for it may have sent already', async () => {
      await queue(send('a'));
      await claim(send('a'));
      expect(await claim(send('a'))).toEqual({ type: 'taken' });
    });

    it('says when an effect is not due, settled or unknown', async () => {
      const later = send('later', T0 + 5_000);
      await queue(later, send('done'));
      expect(await claim(later)).toEqual({ type: 'not-due', due: T0 + 5_000 });
      expect(await claim(later, 'p1', T0 + 5_000)).toMatchObject({ type: 'claimed' });
      await claim(send('done'));
      await settle(send('done'), { state: 'sent' });
      expect(await claim(send('done'))).toEqual({ type: 'gone' });
      expect(await claim(send('never'))).toEqual({ type: 'gone' });
    });

    it.each([
      { state: 'sent' as const, via: 'webhook/push' },
      { state: 'failed' as const, code: 93000, reason: '"机器人"\n已移除' },
      { state: 'unknown' as const, reason: '连接断开' },
    ])('keeps a send that ended $state in the ledger', async (settlement) => {
      await queue(send('a'));
      await claim(send('a'));
      await settle(send('a'), settlement, T0 + 7);
      const entry = { id: send('a').id, attempt: 1, outgoing: send('a'), at: T0 + 7, ...settlement };
      expect(await fixture.second.outbox.ledger(scope, send('a').id)).toEqual(entry);
      expect(await fixture.second.outbox.recent(scope, 5)).toEqual([entry]);
      expect(await fixture.first.outbox.depth([scope])).toBe(0);
    });

    it('shows what waits and what is on its way', async () => {
      await queue(send('a', T0 + 3));
      expect(await fixture.first.outbox.ledger(scope, send('a').id)).toEqual({
        id: send('a').id,
        state: 'queued',
        at: T0 + 3,
        attempt: 0,
        outgoing: send('a', T0 + 3),
      });
      await claim(send('a'), 'p1', T0 + 4);
      expect(await fixture.first.outbox.recent(scope, 5)).toMatchObject([
        { state: 'sending', at: T0 + 4, attempt: 1 },
      ]);
    });

    it('leaves no trace of internal effects', async () => {
      await queue(timer('t'));
      expect(await fixture.first.outbox.ledger(scope, timer('t').id)).toBeUndefined();
      await claim(timer('t'));
      await settle(timer('t'), { state: 'done' });
      expect(await fixture.first.outbox.recent(scope, 5)).toEqual([]);
      expect(await fixture.first.outbox.depth([scope])).toBe(0);
    });

    it('does not count a wait for a place as an attempt', async () => {
      await queue(send('a'));
      await claim(send('a'));
      await settle(send('a'), { state: 'queued', due: T0, reason: '等待', untried: true });
      expect(await fixture.first.outbox.ledger(scope, send('a').id)).toMatchObject({
        state: 'queued',
        attempt: 0,
        reason: '等待',
      });
      expect(await claim(send('a'), 'p2')).toMatchObject({
        type: 'claimed',
        attempt: 1,
        outgoing: send('a'),
      });
    });

    it('queues again with the reason, and counts the attempts', async () => {
      await queue(send('a'));
      await claim(send('a'));
      await settle(send('a'), { state: 'queued', due: T0 + 9_000, reason: '频率限制\n45009' }, T0 + 1);
      expect(await claim(send('a'), 'p1', T0 + 8_999)).toEqual({ type: 'not-due', due: T0 + 9_000 });
      expect(await fixture.first.outbox.ledger(scope, send('a').id)).toMatchObject({
        state: 'queued',
        attempt: 1,
        at: T0 + 1,
        reason: expect.stringContaining('频率限制'),
      });
      expect(await claim(send('a'), 'p2', T0 + 9_000)).toMatchObject({ type: 'claimed', attempt: 2 });
    });

    it('ignores whoever does not hold the claim', async () => {
      await queue(send('a'), send('b'));
      await settle(send('b'), { state: 'sent' });
      await claim(send('a'), 'p1');
      await fixture.second.outbox.settle(scope, send('a').id, 'p2', { state: 'sent' }, T0);
      const states = (await fixture.first.outbox.recent(scope, 5)).map(({ state }) => state).sort();
      expect(states).toEqual(['queued', 'sending']);
    });

    it('finds what is due, earliest first and within the limit, in every scope asked', async () => {
      const other = groupScope(asGroupId('other'));
      await queue(send('late', T0 + 1), send('b', T0 - 1), send('a', T0 - 2), send('c', T0));
      await fixture.first.events.commit(request('o', { scope: other, effects: [timer('o')] }));
      const { due, lost } = await fixture.second.outbox.sweep([scope, other], T0, T0 - 60_000, 2);
      expect(due).toEqual([
        { scope, id: send('a').id, due: T0 - 2 },
        { scope, id: send('b').id, due: T0 - 1 },
        { scope: other, id: timer('o').id, due: T0 },
      ]);
      expect(lost).toEqual([]);
    });

    it('turns stale claims of what people see into unknown, and queues the rest again', async () => {
      const all = [send('s'), timer('t'), rosterFetch('r'), send('fresh')];
      await queue(...all);
      for (const effect of all.slice(0, 3)) await claim(effect, 'p1', T0);
      await claim(send('fresh'), 'p1', T0 + 1);
      const now = T0 + 60_000;
      const { due, lost } = await fixture.second.outbox.sweep([scope], now, T0 + 1, 10);
      expect(due.map(({ id }) => id).sort()).toEqual([timer('t').id, rosterFetch('r').id].sort());
      expect(lost).toMatchObject([
        { scope, entry: { id: send('s').id, state: 'unknown', at: now, attempt: 1 } },
      ]);
      expect(lost[0]?.entry.reason).toContain('未知');
      expect(lost[0]?.entry.outgoing).toEqual(send('s'));
      expect(await claim(send('s'), 'p2', now)).toEqual({ type: 'gone' });
      expect(await claim(timer('t'), 'p2', now)).toMatchObject({ type: 'claimed', attempt: 2 });
      expect(await claim(send('fresh'), 'p2', now)).toEqual({ type: 'taken' });
    });

    it('lets a stale owner change nothing', async () => {
      await queue(send('s'));
      await claim(send('s'));
      await fixture.second.outbox.sweep([scope], T0 + 60_000, T0 + 1, 10);
      await settle(send('s'), { state: 'sent' }, T0 + 61_000);
      expect(await fixture.first.outbox.ledger(scope, send('s').id)).toMatchObject({ state: 'unknown' });
    });

    it('shows the newest entries over several days', async () => {
      const names = ['d0', 'd1', 'd2', 'd3'];
      for (const [n, day] of names.entries()) {
        const effect = send(day, T0 + n * DAY);
        await queue(effect);
        await claim(effect, 'p1', T0 + n * DAY);
        await settle(effect, { state: 'sent' }, T0 + n * DAY);
      }
      const recent = await fixture.second.outbox.recent(scope, 3);
      expect(recent.map(({ id }) => id)).toEqual(['d3', 'd2', 'd1'].map((day) => send(day).id));
      expect(await fixture.second.outbox.ledger(scope, send('d0').id)).toMatchObject({
        state: 'sent',
        at: T0,
      });
      expect(recent.every(({ outgoing }) => outgoing.id.startsWith(event('d')))).toBe(true);
    });
  });
