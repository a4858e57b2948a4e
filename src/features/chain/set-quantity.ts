import type { MemberId } from '../../domain/ids.ts';
import type { Draft } from './draft.ts';
import { dequeue, enqueue, firstWaiting, passChunks, requeue } from './queue.ts';
import { CHUNK, type Chain, type Entry, entryRows } from './rows.ts';

export interface Wish {
  readonly member: MemberId;
  /** 0 cancels. */
  readonly quantity: number;
  /** Member text; absent keeps what is there. */
  readonly remark?: string | undefined;
  /** Epoch ms. */
  readonly at: number;
}
/** What became of a wish. Refusals change nothing. */
export type Change =
  | { readonly type: 'joined'; readonly position: number; readonly promoted: readonly Promoted[] }
  | { readonly type: 'queued'; readonly position: number; readonly promoted: readonly Promoted[] }
  | {
      readonly type: 'edited';
      readonly waiting: boolean;
      readonly was: number;
      readonly promoted: readonly Promoted[];
    }
  | { readonly type: 'cancelled'; readonly was: number; readonly promoted: readonly Promoted[] }
  | { readonly type: 'same'; readonly waiting: boolean; readonly quantity: number }
  | { readonly type: 'not-in' }
  | { readonly type: 'over-limit'; readonly limit: number; readonly of: 'member' | 'chain' }
  | { readonly type: 'no-room'; readonly left: number; readonly kept: number };
export interface Promoted {
  readonly member: MemberId;
  readonly quantity: number;
  readonly position: number;
}
export interface Changed {
  readonly chain: Chain;
  readonly change: Change;
}

/**
 * Brings one member's entry to `quantity`. First come, first served: while anybody waits, nobody passes; a quantity
 * that grows beyond what is free stays as it was, so that a place held is never lost by asking for more.
 */
export function setQuantity(draft: Draft, n: number, chain: Chain, wish: Wish): Changed {
  const entry = draft.get(entryRows(n), wish.member);
  const active = entry && entry.s !== 'x' ? entry : undefined;
  if (wish.quantity === 0)
    return active ? cancel(draft, n, chain, wish, active) : { chain, change: { type: 'not-in' } };
  const { perMember, capacity } = chain;
  if (perMember !== undefined && wish.quantity > perMember)
    return { chain, change: { type: 'over-limit', limit: perMember, of: 'member' } };
  if (capacity !== undefined && wish.quantity > capacity)
    return { chain, change: { type: 'over-limit', limit: capacity, of: 'chain' } };
  if (!active) return join(draft, n, chain, wish, entry);
  const was = active.q ?? 1;
  if (was === wish.quantity && (wish.remark === undefined || wish.remark === active.r))
    return { chain, change: { type: 'same', waiting: active.s === 'w', quantity: was } };
  return edit(draft, n, chain, wish, active);
}

/** Lets in whoever waits, in order, until one does not fit whole. */
export function promote(
  draft: Draft,
  n: number,
  chain: Chain,
  at: number,
): { chain: Chain; promoted: Promoted[] } {
  const promoted: Promoted[] = [];
  let now = chain;
  while (now.waiters > 0) {
    const next = firstWaiting(draft, n, now);
    if (!next || next.quantity > free(now)) break;
    const entry = draft.get(entryRows(n), next.member);
    const passed = passChunks(draft, n, now, next.chunk);
    const out = dequeue(draft, n, passed, next.member, next.chunk * CHUNK);
    now = admit(draft, n, out, { ...wishOf(next, at), remark: entry?.r });
    promoted.push({ member: next.member, quantity: next.quantity, position: now.entries });
  }
  return { chain: now, promoted };
}

const join = (draft: Draft, n: number, before: Chain, wish: Wish, old: Entry | undefined): Changed => {
  const chain = old ? { ...before, cancelled: before.cancelled - 1 } : before;
  if (chain.waiters === 0 && wish.quantity <= free(chain)) {
    const joined = admit(draft, n, chain, wish);
    return { chain: joined, change: { type: 'joined', position: joined.entries, promoted: [] } };
  }
  const waitNumber = chain.nextWait;
  const queued = enqueue(draft, n, chain, wish.member, wish.quantity);
  write(draft, n, wish, { o: queued.nextOrder, s: 'w', w: waitNumber });
  return {
    chain: { ...queued, nextOrder: queued.nextOrder + 1 },
    change: { type: 'queued', position: queued.waiters, promoted: [] },
  };
};

const edit = (draft: Draft, n: number, chain: Chain, wish: Wish, entry: Entry): Changed => {
  const was = entry.q ?? 1;
  const waiting = entry.s === 'w';
  const kept = { ...wish, remark: wish.remark ?? entry.r };
  const more = wish.quantity - was;
  const left = chain.waiters > 0 ? 0 : free(chain);
  if (!waiting && more > 0 && more > left) return { chain, change: { type: 'no-room', left, kept: was } };
  write(draft, n, kept, { o: entry.o, ...(waiting && { s: 'w', w: entry.w }) });
  const edited = waiting
    ? requeue(draft, n, chain, wish.member, entry.w ?? 0, wish.quantity)
    : { ...chain, taken: chain.taken + more };
  const after = promote(draft, n, edited, wish.at);
  return { chain: after.chain, change: { type: 'edited', waiting, was, promoted: after.promoted } };
};

const cancel = (draft: Draft, n: number, chain: Chain, wish: Wish, entry: Entry): Changed => {
  const was = entry.q ?? 1;
  write(draft, n, { ...wish, quantity: was, remark: entry.r }, { o: entry.o, s: 'x' });
  const left =
    entry.s === 'w'
      ? dequeue(draft, n, chain, wish.member, entry.w ?? 0)
      : { ...chain, entries: chain.entries - 1, taken: chain.taken - was };
  const after = promote(draft, n, { ...left, cancelled: left.cancelled + 1 }, wish.at);
  return { chain: after.chain, change: { type: 'cancelled', was, promoted: after.promoted } };
};

const free = ({ capacity, taken }: Chain) =>
  capacity === undefined ? Number.POSITIVE_INFINITY : capacity - taken;
const wishOf = ({ member, quantity }: { member: MemberId; quantity: number }, at: number): Wish => ({
  member,
  quantity,
  at,
});

/** A new place at the end of the list. */
const admit = (draft: Draft, n: number, chain: Chain, wish: Wish): Chain => {
  write(draft, n, wish, { o: chain.nextOrder });
  return {
    ...chain,
    nextOrder: chain.nextOrder + 1,
    entries: chain.entries + 1,
    taken: chain.taken + wish.quantity,
  };
};
const write = (draft: Draft, n: number, wish: Wish, place: Pick<Entry, 'o' | 's' | 'w'>) => {
  draft.put(entryRows(n), wish.member, {
    ...place,
    ...(wish.quantity !== 1 && { q: wish.quantity }),
    t: Math.floor(wish.at / 1000),
    ...(wish.remark !== undefined && wish.remark !== '' && { r: wish.remark }),
  });
};
