import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createWindows } from '../../src/emulator/window.ts';

it('never lets more than the limit into any window, and lets in all that fits', () => {
  const steps = fc.array(fc.record({ wait: fc.nat(40), units: fc.integer({ min: 1, max: 4 }) }), {
    maxLength: 300,
  });
  fc.assert(
    fc.property(steps, (asked) => {
      const windows = createWindows(true, [{ max: 10, ms: 100 }]);
      const taken: { at: number; units: number }[] = [];
      let now = 0;
      for (const { wait, units } of asked) {
        now += wait;
        const inWindow = taken.filter(({ at }) => at > now - 100).reduce((sum, one) => sum + one.units, 0);
        const fits = inWindow + units <= 10;
        expect(windows.take('k', now, units)).toBe(fits);
        if (fits) taken.push({ at: now, units });
      }
    }),
  );
});

it('takes from all windows of a key or from none, and keeps keys apart', () => {
  const windows = createWindows(true, [
    { max: 2, ms: 10 },
    { max: 1, ms: 5 },
  ]);
  expect(windows.take('a', 0)).toBe(true);
  expect(windows.take('a', 1)).toBe(false);
  expect(windows.take('b', 1)).toBe(true);
  expect(windows.take('a', 6)).toBe(true);
  expect(windows.take('a', 12)).toBe(true);
});

it('lets everything through when it is off', () => {
  const windows = createWindows(false, [{ max: 1, ms: 10 }]);
  expect([windows.take('a', 0), windows.take('a', 0)]).toEqual([true, true]);
});
