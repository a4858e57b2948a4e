import type { Line } from '../../../src/features/chain/list-line.ts';
import type { Chain } from '../../../src/features/chain/rows.ts';
import type { Slots } from '../slots.ts';

/** A chain of which members and operators wrote whatever they could. */
export const chainOf = (s: Slots): Chain => {
  const taken = s.int(0, 30);
  const capacity = s.maybe(() => s.int(1, 30));
  const deadline = s.maybe(() => 1_795_000_000_000);
  const opener = s.maybe(s.ref);
  return {
    title: s.word(),
    ...(capacity !== undefined && { capacity }),
    ...(deadline !== undefined && { deadline }),
    ...(opener && { opener }),
    options: s.list(() => ({ name: s.word(), price: 19.9, stock: s.int(0, 9), taken: 2 })),
    openedAt: 0,
    state: s.pick(['open', 'ended', 'closed']),
    taken,
    waiting: s.int(0, 2),
    entries: taken,
    waiters: s.int(0, 2),
    cancelled: 0,
    nextOrder: taken,
    changes: 0,
    fresh: 0,
  };
};

export const lineOf = (s: Slots): Line => ({
  name: s.word(),
  quantity: s.int(1, 3),
  option: s.maybe(s.word),
  remark: s.maybe(s.word),
  paid: s.flag(),
});

export const numbered = (s: Slots) => s.list(() => ({ n: s.int(1, 99), chain: chainOf(s) }), 10);
