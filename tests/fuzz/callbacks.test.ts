import { describe, expect, it } from 'vitest';
import { runFuzz, type Tally } from './run-fuzz.ts';
import { throughHttp } from './through-http.ts';

/** Fixed, so that a failure is one everybody sees; `npm run fuzz` takes a fresh one each time. */
const seed = 20_261_121;

const isClean = ({ failures, kinds, forged, genuine, repeats }: Tally, count: number) => {
  expect(failures).toEqual([]);
  expect(forged).toBe(count);
  expect(Object.keys(kinds).length).toBeGreaterThanOrEqual(15);
  expect(genuine).toBeGreaterThan(count / 20);
  expect(repeats).toBeGreaterThan(count / 100);
};

describe('forged callbacks', () => {
  it('are refused, 100,000 of them, while every genuine one is answered', async () => {
    isClean(await runFuzz(100_000, seed), 100_000);
  }, 120_000);

  it('are refused through the real server too', async () => {
    isClean(await runFuzz(2_000, seed, throughHttp), 2_000);
  }, 60_000);

  it('run again with the same seed are the same', async () => {
    const [first, second] = [await runFuzz(500, 7), await runFuzz(500, 7)];
    expect(first.kinds).toEqual(second.kinds);
    expect(first.statuses).toEqual(second.statuses);
  });
});
