import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HISTORY_KEPT, type OccurrenceClaim } from '../../src/engine/schedule-port.ts';
import { type Fixture, type OpenFixture, T0 } from './stores.ts';

const HOUR = 3_600_000;
const at = (n: number) => ({ schedule: 'morning', instant: T0 + n * HOUR });
const tokenOf = (claim: OccurrenceClaim): number => (claim.type === 'claimed' ? claim.token : 0);

/** What every ScheduleTable promises. */
export const scheduleTableContract = (name: string, open: OpenFixture) =>
  describe(`schedule table contract: ${name}`, () => {
    let fixture: Fixture;
    beforeEach(async () => {
      fixture = await open();
    });
    afterEach(() => fixture.close());
    const plan = (...hours: number[]) =>
      fixture.first.schedules.plan(
        'morning',
        hours.map((n) => at(n).instant),
        T0,
      );
    const claim = (n: number, now = at(n).instant, owner = 'p1', stores = fixture.first) =>
      stores.schedules.claim(at(n), owner, now, 30_000);

    it('plans future rows once, however often and by whomever', async () => {
      const { first, second } = fixture;
      await Promise.all(
        [first, second, first].map(({ schedules }) =>
          schedules.plan('morning', [at(2).instant, at(1).instant], T0),
        ),
      );
      expect(await second.schedules.planned('morning')).toEqual([at(1).instant, at(2).instant]);
      expect(await second.schedules.lastPlanned('morning')).toBe(at(2).instant);
      expect(await second.schedules.next()).toBe(at(1).instant);
      expect(await second.schedules.lastPlanned('evening')).toBeUndefined();
    });

    it('adds nothing from before a schedule was new, but what was missed since', async () => {
      const { schedules } = fixture.first;
      await schedules.plan('morning', [at(-1).instant, T0], T0);
      expect(await schedules.planned('morning')).toEqual([]);
      expect(await schedules.lastPlanned('morning')).toBe(T0);
      await schedules.plan('morning', [at(1).instant, at(2).instant, at(3).instant], at(2).instant);
      expect(await schedules.due(at(2).instant, 10)).toEqual([at(1), at(2)]);
    });

    it('remembers planning that found nothing', async () => {
      await fixture.first.schedules.plan('morning', [], T0);
      await fixture.first.schedules.plan('morning', [], T0 - 5);
      expect(await fixture.second.schedules.lastPlanned('morning')).toBe(T0);
    });

    it('shows what is due, earliest first, within the limit', async () => {
      await plan(3, 1, 2);
      await fixture.first.schedules.plan('eve@ning', [at(2).instant - 1], T0);
      const { schedules } = fixture.second;
      expect(await schedules.due(at(1).instant - 1, 10)).toEqual([]);
      expect(await schedules.due(at(2).instant, 10)).toEqual([
        at(1),
        { schedule: 'eve@ning', instant: at(2).instant - 1 },
        at(2),
      ]);
      expect(await schedules.due(at(3).instant, 1)).toEqual([at(1)]);
    });

    it('gives an occurrence to one of many', async () => {
      await plan(1);
      const { first, second } = fixture;
      const claims = await Promise.all(
        [first, second, first, second].map((stores, n) => claim(1, at(1).instant, `p${n}`, stores)),
      );
      expect(claims.map(({ type }) => type).sort()).toEqual(['claimed', 'taken', 'taken', 'taken']);
    });

    it('refuses what is not due and what is unknown', async () => {
      await plan(1);
      expect(await claim(1, at(1).instant - 1)).toEqual({ type: 'not-due' });
      expect(await claim(2)).toEqual({ type: 'gone' });
    });

    it('passes an occurrence on when the lease runs out, with its snapshot, and fences the old owner', async () => {
      await plan(1);
      const { first, second } = fixture;
      const old = tokenOf(await claim(1));
      expect(await first.schedules.snapshot(at(1), old, { text: '早' })).toEqual({ text: '早' });
      expect(await first.schedules.due(at(1).instant + 29_999, 10)).toEqual([]);
      expect(await second.schedules.due(at(1).instant + 30_000, 10)).toEqual([at(1)]);
      const taken = await claim(1, at(1).instant + 30_000, 'p2', second);
      expect(taken).toEqual({ type: 'claimed', token: expect.any(Number), snapshot: { text: '早' } });
      expect(tokenOf(taken)).toBeGreaterThan(old);
      const now = at(1).instant + 31_000;
      expect(await first.schedules.snapshot(at(1), old, { text: '晚' })).toBeUndefined();
      expect(await first.schedules.renew(at(1), old, now, 30_000)).toBe(false);
      expect(await first.schedules.finish(at(1), old, 'done', {}, now)).toBe(false);
      expect(await second.schedules.snapshot(at(1), tokenOf(taken), { text: '晚' })).toEqual({ text: '早' });
      expect(await second.schedules.finish(at(1), tokenOf(taken), 'done', {}, now)).toBe(true);
    });

    it('keeps a lease that is renewed', async () => {
      await plan(1);
      const token = tokenOf(await claim(1));
      expect(await fixture.first.schedules.renew(at(1), token, at(1).instant + 20_000, 30_000)).toBe(true);
      expect(await claim(1, at(1).instant + 49_999, 'p2')).toEqual({ type: 'taken' });
      expect(await claim(1, at(1).instant + 50_000, 'p2')).toMatchObject({ type: 'claimed' });
    });

    it('ends an occurrence for good and keeps the report', async () => {
      await plan(1, 2);
      const { first, second } = fixture;
      for (const [n, outcome] of [
        [1, 'done'],
        [2, 'skipped'],
      ] as const)
        await first.schedules.finish(
          at(n),
          tokenOf(await claim(n)),
          outcome,
          { sent: `${n}|x` },
          at(n).instant + 5,
        );
      await second.schedules.plan('morning', [at(1).instant, at(2).instant], T0);
      expect(await second.schedules.planned('morning')).toEqual([]);
      expect(await second.schedules.next()).toBeUndefined();
      expect(await claim(1, at(3).instant)).toEqual({ type: 'gone' });
      expect(await second.schedules.history('morning', 10)).toEqual([
        { ...at(2), outcome: 'skipped', at: at(2).instant + 5, report: { sent: '2|x' } },
        { ...at(1), outcome: 'done', at: at(1).instant + 5, report: { sent: '1|x' } },
      ]);
      expect(await second.schedules.history('morning', 1)).toHaveLength(1);
    });

    it('keeps a bounded history', async () => {
      const hours = Array.from({ length: HISTORY_KEPT + 2 }, (_, n) => n + 1);
      await plan(...hours);
      for (const n of hours)
        await fixture.first.schedules.finish(at(n), tokenOf(await claim(n)), 'done', null, at(n).instant);
      const history = await fixture.second.schedules.history('morning', 1_000);
      expect(history).toHaveLength(HISTORY_KEPT);
      expect(history.at(-1)?.instant).toBe(at(3).instant);
    });

    it('reports what nobody took, and what nobody took over', async () => {
      await plan(1, 2);
      const { schedules } = fixture.second;
      expect(await schedules.overdue(at(1).instant)).toEqual([]);
      expect(await schedules.overdue(at(1).instant + 1)).toEqual([at(1)]);
      await claim(1);
      expect(await schedules.overdue(at(1).instant + 30_000)).toEqual([]);
      expect(await schedules.overdue(at(1).instant + 30_001)).toEqual([at(1)]);
    });

    it('forgets only future rows that nobody claimed and nobody keeps', async () => {
      await plan(1, 2, 3, 4);
      await fixture.first.schedules.plan('evening', [at(3).instant], T0);
      await claim(2, at(2).instant);
      await fixture.second.schedules.forget('morning', [at(4).instant], at(1).instant);
      expect(await fixture.first.schedules.planned('morning')).toEqual([1, 2, 4].map((n) => at(n).instant));
      expect(await fixture.first.schedules.planned('evening')).toEqual([at(3).instant]);
      expect(await fixture.first.schedules.due(at(5).instant, 10)).not.toContainEqual(at(3));
      await plan(3);
      expect(await fixture.first.schedules.planned('morning')).toContain(at(3).instant);
    });
  });
