import fc from 'fast-check';
import type { Limits, Step } from './model.ts';

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const people = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const names = ['小明', '小华', '小丽'];

/** Limits of all kinds, and what a group may do with such a list. */
export const historyArbitrary = (
  maxLength: number,
): fc.Arbitrary<{ readonly limits: Limits; readonly steps: readonly Step[] }> =>
  fc
    .record({
      capacity: maybe(fc.integer({ min: 1, max: 9 })),
      perMember: maybe(fc.integer({ min: 1, max: 6 })),
      stocks: maybe(fc.array(maybe(fc.integer({ min: 1, max: 4 })), { minLength: 1, maxLength: 3 })),
    })
    .chain((limits) => {
      const option = limits.stocks
        ? fc.integer({ min: 0, max: limits.stocks.length - 1 })
        : fc.constant(undefined);
      const set: fc.Arbitrary<Step> = fc.record({
        type: fc.constant('set' as const),
        who: fc.constantFrom(...people),
        name: fc.option(fc.constantFrom(...names), { nil: undefined, freq: 2 }),
        option,
        quantity: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }) }, fc.constant(0)),
        partial: fc.boolean(),
      });
      const capacity: fc.Arbitrary<Step> = fc.record({
        type: fc.constant('capacity' as const),
        capacity: maybe(fc.integer({ min: 1, max: 12 })),
      });
      const step = fc.oneof(
        { weight: 12, arbitrary: set },
        { weight: 1, arbitrary: capacity },
        { weight: 2, arbitrary: fc.constant<Step>({ type: 'undo' }) },
      );
      return fc
        .array(step, { minLength: maxLength / 2, maxLength, size: 'max' })
        .map((steps) => ({ limits, steps }));
    });
