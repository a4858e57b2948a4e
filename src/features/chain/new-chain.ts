import type { Chain } from './rows.ts';

/** A chain with nobody in it. */
export const newChain = (settings: Pick<Chain, 'title'> & Partial<Chain>, at: number): Chain => ({
  openedAt: at,
  state: 'open',
  taken: 0,
  waiting: 0,
  entries: 0,
  waiters: 0,
  cancelled: 0,
  nextOrder: 1,
  changes: 0,
  fresh: 0,
  ...settings,
});
