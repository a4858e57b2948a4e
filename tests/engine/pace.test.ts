import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bucket, createPacer, spend } from '../../src/engine/pace.ts';

const limit = { burst: 3, perMinute: 60 };
const member = (n: number, id = `m${n}`) => ({ id: `e${n}`, member: id, place: 'g:1' });

describe('spend', () => {
  it('lets a burst go, hints once, keeps silent, and lets go again as time passes', () => {
    let bucket: Bucket | undefined;
    const at = (now: number) => {
      const spent = spend(bucket, limit, now);
      bucket = spent.bucket;
      return spent.pace;
    };
    expect([at(0), at(0), at(0), at(0), at(0), at(999)]).toEqual(['go', 'go', 'go', 'hint', 'hush', 'hush']);
    expect([at(1_000), at(1_001)]).toEqual(['go', 'hush']);
    expect(at(400_000)).toBe('go');
    expect([at(400_000), at(400_000), at(400_000)]).toEqual(['go', 'go', 'hint']);
  });
  it('never lets more go than the burst and what has come back, however the clock moves', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5_000, max: 5_000 }), { maxLength: 200 }), (steps) => {
        let bucket: Bucket | undefined;
        let now = 1_000_000;
        let passed = 0;
        let gone = 0;
        let hints = 0;
        for (const step of steps) {
          now += step;
          passed += Math.max(0, step);
          const spent = spend(bucket, limit, now);
          bucket = spent.bucket;
          if (spent.pace === 'go') gone += 1;
          if (spent.pace === 'hint') hints += 1;
        }
        expect(gone).toBeLessThanOrEqual(limit.burst + passed / 1_000);
        expect(hints).toBeLessThanOrEqual(1 + passed / 300_000 + steps.filter((step) => step < 0).length);
      }),
    );
  });
});

describe('createPacer', () => {
  it('counts people apart, and one group as a whole', () => {
    const pacer = createPacer({ member: limit, place: { burst: 5, perMinute: 60 } });
    expect([1, 2, 3, 4].map((n) => pacer.judge(member(n, 'a'), 0))).toEqual(['go', 'go', 'go', 'hint']);
    expect([5, 6, 7, 8].map((n) => pacer.judge(member(n, `b${n}`), 0))).toEqual(['go', 'go', 'hint', 'hush']);
    expect(pacer.judge({ ...member(9, 'a'), place: 'g:2' }, 0)).toBe('go');
  });
  it('counts a message once, however often it is delivered', () => {
    const pacer = createPacer({ member: limit, place: limit });
    for (let n = 0; n < 10; n += 1) expect(pacer.judge(member(1, 'a'), 0)).toBe('go');
    expect([2, 3, 4].map((n) => pacer.judge(member(n, 'a'), 0))).toEqual(['go', 'go', 'hint']);
    expect(pacer.judge(member(4, 'a'), 0)).toBe('hint');
  });
  it('remembers a bounded number of people, and forgets who was quiet longest', () => {
    const pacer = createPacer({
      member: { burst: 1, perMinute: 0 },
      place: { burst: 1e6, perMinute: 0 },
      kept: 3,
    });
    pacer.judge(member(1, 'a'), 0);
    expect(pacer.judge(member(2, 'a'), 0)).toBe('hint');
    pacer.judge(member(3, 'b'), 0);
    pacer.judge(member(4, 'c'), 0);
    expect(pacer.judge(member(5, 'a'), 0)).toBe('go');
  });
});
