import type { Draft } from './draft.ts';
import { keyParts } from './entry-key.ts';
import { roomOf, withTaken } from './options.ts';
import { busyLanes, dequeue, firstWaiting, passTo, stockOfLane, type Waiting } from './queue.ts';
import { CHUNK, type Chain, type Entry, entryRows } from './rows.ts';
import { writeEntry } from './write-entry.ts';

export interface Promoted {
  readonly key: string;
  readonly quantity: number;
  readonly position: number;
}
/** One decision lets in at most so many; `more` says that another has to go on. */
export const PROMOTED_AT_ONCE = 256;

/**
 * Lets in whoever waits, in order. One who does not fit into the whole ends it; one whose option has run out keeps only
 * those of the same option waiting.
 */
export function promote(
  draft: Draft,
  n: number,
  chain: Chain,
  at: number,
): { readonly chain: Chain; readonly promoted: readonly Promoted[]; readonly more: boolean } {
  const promoted: Promoted[] = [];
  let now = chain;
  while (now.waiters > 0 && roomOf(now) > 0) {
    if (promoted.length >= PROMOTED_AT_ONCE) return { chain: now, promoted, more: true };
    const next = nextInLine(draft, n, now);
    if (!next) break;
    const entry = draft.get(entryRows(n), next.key);
    const quantity = entry?.f ? Math.min(next.quantity, next.left) : next.quantity;
    if (quantity > next.left) break;
    now = letIn(draft, n, now, next, entry, quantity, at);
    promoted.push({ key: next.key, quantity, position: now.entries });
  }
  return { chain: now, promoted, more: false };
}

interface Candidate extends Waiting {
  readonly name: string;
  readonly left: number;
}

/** The first of those whom their option does not hold back, and how many places there are for them. */
const nextInLine = (draft: Draft, n: number, chain: Chain): Candidate | undefined => {
  let best: Candidate | undefined;
  for (const name of busyLanes(chain)) {
    const stock = stockOfLane(chain, name);
    if (stock <= 0) continue;
    const first = firstWaiting(draft, n, chain, name);
    // Somebody not read yet may be first: the decision is made again when they are.
    if (!first) return undefined;
    const partial = first.quantity > stock && draft.get(entryRows(n), first.key)?.f === 1;
    if (first.quantity > stock && !partial) continue;
    if (!best || first.order < best.order) best = { ...first, name, left: Math.min(stock, roomOf(chain)) };
  }
  return best;
};

const letIn = (
  draft: Draft,
  n: number,
  chain: Chain,
  { name, chunk, key }: Candidate,
  entry: Entry | undefined,
  quantity: number,
  at: number,
): Chain => {
  const out = dequeue(draft, n, passTo(draft, n, chain, name, chunk), key, chunk * CHUNK);
  const t = Math.floor(at / 1000);
  writeEntry(draft, n, key, { ...entry, o: out.nextOrder, t, q: quantity, s: undefined });
  return withTaken(
    {
      ...out,
      nextOrder: out.nextOrder + 1,
      entries: out.entries + 1,
      changes: out.changes + 1,
    },
    keyParts(key).option,
    quantity,
  );
};
