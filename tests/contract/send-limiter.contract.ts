import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Limit } from '../../src/delivery/ports.ts';
import { type EffectId, effectId } from '../../src/domain/ids.ts';
import { event, type Fixture, type OpenFixture, T0 } from './stores.ts';

const id = (n: number): EffectId => effectId(event('limit'), n);

/** What every SendLimiter promises. */
export const sendLimiterContract = (name: string, open: OpenFixture) =>
  describe(`send limiter contract: ${name}`, () => {
    let fixture: Fixture;
    beforeEach(async () => {
      fixture = await open();
    });
    afterEach(() => fixture.close());
    const perMinute: Limit[] = [{ max: 3, windowMs: 60_000 }];
    const take = (n: number, now: number, limits = perMinute, destination = 'webhook/push') =>
      (n % 2 === 0 ? fixture.first : fixture.second).limiter.take(destination, limits, id(n), now);

    it('frees a slot when the oldest leaves the window, over both processes', async () => {
      expect([await take(1, T0), await take(2, T0 + 10), await take(3, T0 + 20)]).toEqual([0, 0, 0]);
      expect(await take(4, T0 + 1_000)).toBe(59_000);
      expect(await take(4, T0 + 59_999)).toBe(1);
      expect(await take(4, T0 + 60_000)).toBe(0);
      expect(await take(5, T0 + 60_000)).toBe(10);
    });

    it('gives one effect one slot, however often it asks', async () => {
      for (const now of [T0, T0 + 1, T0 + 2, T0 + 3]) expect(await take(1, now)).toBe(0);
      expect([await take(2, T0 + 4), await take(3, T0 + 4)]).toEqual([0, 0]);
      expect(await take(4, T0 + 4)).toBeGreaterThan(0);
      expect(await take(1, T0 + 5)).toBe(0);
      expect(await take(4, T0 + 60_000)).toBe(0);
    });

    it('takes nothing when one of several windows is full', async () => {
      const limits = [
        { max: 1, windowMs: 1_000 },
        { max: 2, windowMs: 60_000 },
      ];
      expect(await take(1, T0, limits)).toBe(0);
      expect(await take(2, T0 + 400, limits)).toBe(600);
      expect(await take(2, T0 + 1_000, limits)).toBe(0);
      expect(await take(3, T0 + 2_000, limits)).toBe(58_000);
      expect(await take(3, T0 + 60_000, limits)).toBe(0);
    });

    it('keeps destinations apart', async () => {
      const one = [{ max: 1, windowMs: 1_000 }];
      expect(await take(1, T0, one, 'webhook/a')).toBe(0);
      expect(await take(2, T0, one, 'webhook/b')).toBe(0);
    });

    it('lets nothing through while blocked, not even who has a slot, and keeps the longer block', async () => {
      await take(1, T0);
      await fixture.first.limiter.block('webhook/push', 30_000, T0);
      await fixture.second.limiter.block('webhook/push', 1_000, T0);
      expect(await take(1, T0 + 1_000)).toBe(29_000);
      expect(await take(2, T0 + 1_000)).toBe(29_000);
      expect(await take(2, T0 + 30_000)).toBe(0);
    });

    it('never grants more than a window holds, and what it says to wait is enough', async () => {
      const steps = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 40 });
      const limit = fc.record({
        max: fc.integer({ min: 1, max: 4 }),
        windowMs: fc.integer({ min: 1, max: 2_000 }),
      });
      let runs = 0;
      await fc.assert(
        fc.asyncProperty(steps, fc.array(limit, { minLength: 1, maxLength: 3 }), async (gaps, limits) => {
          runs += 1;
          const destination = `property/${runs}`;
          const granted: number[] = [];
          let now = T0;
          for (const [n, gap] of gaps.entries()) {
            now += gap;
            const wait = await take(n, now, limits, destination);
            if (wait > 0) {
              now += wait;
              expect(await take(n, now, limits, destination)).toBe(0);
            }
            granted.push(now);
          }
          for (const { max, windowMs } of limits)
            for (const at of granted)
              expect(
                granted.filter((other) => other > at - windowMs && other <= at).length,
              ).toBeLessThanOrEqual(max);
        }),
        { numRuns: 30 },
      );
    });
  });
