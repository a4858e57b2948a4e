import type { Draft } from './draft.ts';
import { keyParts } from './entry-key.ts';
import { hold } from './held.ts';
import { roomOf, stockOf, withTaken } from './options.ts';
import { promote } from './promote.ts';
import { putBack } from './queue.ts';
import { type Chain, type Entry, entryRows } from './rows.ts';
import { type Changed, isActive, mayEnter, quantityOf, setEntry } from './set-entry.ts';
import { writeEntry } from './write-entry.ts';

/**
 * Makes one entry what it was, as far as others have not taken its place meanwhile: who was in stands where they stood
 * or else goes to the end, like everybody who comes new.
 */
export function restoreEntry(
  draft: Draft,
  n: number,
  chain: Chain,
  key: string,
  before: Entry | undefined,
  at: number,
): Changed {
  const { member, option } = keyParts(key);
  const now = draft.get(entryRows(n), key);
  const by = before?.b ?? now?.b ?? member;
  if (by === undefined || (!isActive(before) && !isActive(now)))
    return { chain, change: { type: 'not-in' }, promoted: [] };
  const again = {
    key,
    by,
    at,
    name: before?.n ?? now?.n,
    unlimited: true,
    quantity: isActive(before) ? quantityOf(before) : 0,
    remark: before?.r ?? '',
    partial: before?.f === 1,
  };
  if (!isActive(before) || isActive(now)) return setEntry(draft, n, chain, again);
  const back = { ...chain, cancelled: chain.cancelled - 1, changes: chain.changes + 1 };
  const quantity = quantityOf(before);
  if (before.s === 'w') {
    const queued = putBack(draft, n, back, [before.o, key, quantity], before.w ?? 0);
    if (!queued) return setEntry(draft, n, chain, again);
    hold(draft, n, by, key);
    writeEntry(draft, n, key, before);
    return {
      ...promote(draft, n, queued, at),
      change: { type: 'queued', quantity, position: queued.waiters },
    };
  }
  const fits =
    mayEnter(draft, n, chain, option) && quantity <= Math.min(roomOf(chain), stockOf(chain, option));
  if (!fits) return setEntry(draft, n, chain, again);
  hold(draft, n, by, key);
  writeEntry(draft, n, key, before);
  const inside = withTaken({ ...back, entries: back.entries + 1 }, option, quantity);
  return { chain: inside, change: { type: 'joined', quantity, position: inside.entries }, promoted: [] };
}
