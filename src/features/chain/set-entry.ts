import type { MemberId } from '../../domain/ids.ts';
import type { Draft } from './draft.ts';
import { keyParts, ownKey } from './entry-key.ts';
import { heldBy, hold, letGo } from './held.ts';
import { roomOf, stockOf, withTaken } from './options.ts';
import { type Promoted, promote } from './promote.ts';
import {
  busyLanes,
  dequeue,
  enqueue,
  firstWaiting,
  laneName,
  laneOf,
  requeue,
  stockOfLane,
} from './queue.ts';
import { type Chain, type Entry, entryRows } from './rows.ts';
import { writeEntry } from './write-entry.ts';

export interface Wish {
  readonly key: string;
  /** Who asks; for an entry by name, who signs them up. */
  readonly by: MemberId;
  /** 0 cancels. */
  readonly quantity: number;
  /** Name as given, for an entry by name: member text. */
  readonly name?: string | undefined;
  /** Member text; absent keeps what is there, empty takes it away. */
  readonly remark?: string | undefined;
  /** Takes as many as there are. */
  readonly partial?: boolean | undefined;
  /** Epoch ms. */
  readonly at: number;
  /** An operator's own work is not held to what each member may have. */
  readonly unlimited?: boolean | undefined;
}
/** What became of a wish. Refusals change nothing. */
export type Change =
  | { readonly type: 'joined'; readonly quantity: number; readonly position: number }
  | { readonly type: 'queued'; readonly quantity: number; readonly position: number }
  | { readonly type: 'edited'; readonly waiting: boolean; readonly was: number; readonly quantity: number }
  | { readonly type: 'cancelled'; readonly was: number }
  | Refused;
export type Refused =
  | { readonly type: 'same'; readonly waiting: boolean; readonly quantity: number }
  | { readonly type: 'not-in' }
  | { readonly type: 'over-member'; readonly limit: number; readonly others: number }
  | { readonly type: 'over-all'; readonly limit: number; readonly option: number | undefined }
  | { readonly type: 'no-room'; readonly left: number; readonly kept: number };
export interface Changed {
  readonly chain: Chain;
  readonly change: Change;
  readonly promoted: readonly Promoted[];
  /** Others could be let in, too many for one decision. */
  readonly more?: boolean;
}

export const isActive = (entry: Entry | undefined): entry is Entry => entry !== undefined && entry.s !== 'x';
export const quantityOf = (entry: Entry): number => entry.q ?? 1;

/**
 * Brings one entry to `quantity`. First come, first served: while anybody waits for the same places, nobody passes; a
 * quantity that grows beyond what is free stays as it was, so that a place held is never lost by asking for more.
 */
export function setEntry(draft: Draft, n: number, chain: Chain, wish: Wish): Changed {
  const entry = draft.get(entryRows(n), wish.key);
  const refuse = (change: Refused): Changed => ({ chain, change, promoted: [] });
  if (wish.quantity === 0)
    return isActive(entry) ? cancel(draft, n, chain, wish, entry) : refuse({ type: 'not-in' });
  const { option } = keyParts(wish.key);
  const others = wish.unlimited ? 0 : heldElsewhere(draft, n, wish);
  const { perMember = Number.POSITIVE_INFINITY, capacity = Number.POSITIVE_INFINITY } = chain;
  const grows = !isActive(entry) || wish.quantity > quantityOf(entry);
  if (grows && !wish.unlimited && others + wish.quantity > perMember)
    return refuse({ type: 'over-member', limit: perMember, others });
  const stock =
    (option === undefined ? undefined : chain.options?.[option]?.stock) ?? Number.POSITIVE_INFINITY;
  const most = Math.min(capacity, stock);
  if (grows && wish.quantity > most && !wish.partial)
    return refuse({ type: 'over-all', limit: most, option: stock < capacity ? option : undefined });
  if (!isActive(entry)) return join(draft, n, chain, wish, entry);
  const remark = wish.remark === undefined ? entry.r : wish.remark || undefined;
  if (quantityOf(entry) === wish.quantity && remark === entry.r)
    return refuse({ type: 'same', waiting: entry.s === 'w', quantity: wish.quantity });
  return edit(draft, n, chain, { ...wish, remark }, entry);
}

/** Whether somebody who comes now may go in: nobody waits for the option, and nobody for a place of the whole. */
export function mayEnter(draft: Draft, n: number, chain: Chain, option: number | undefined): boolean {
  if (laneOf(chain, laneName(option)).count > 0) return false;
  return busyLanes(chain).every((name) => {
    const first = firstWaiting(draft, n, chain, name);
    return first !== undefined && first.quantity > stockOfLane(chain, name);
  });
}

const join = (draft: Draft, n: number, before: Chain, wish: Wish, old: Entry | undefined): Changed => {
  const { option, member } = keyParts(wish.key);
  const chain = { ...before, cancelled: before.cancelled - (old ? 1 : 0), nextOrder: before.nextOrder + 1 };
  const fresh: Entry = {
    o: before.nextOrder,
    q: wish.quantity,
    t: Math.floor(wish.at / 1000),
    r: wish.remark,
    // What somebody paid stays noted when they come back.
    p: old?.p,
    f: wish.partial ? 1 : undefined,
    ...(member === undefined && { n: wish.name, b: wish.by }),
  };
  hold(draft, n, wish.by, wish.key);
  const left = mayEnter(draft, n, chain, option) ? Math.min(roomOf(chain), stockOf(chain, option)) : 0;
  const quantity = wish.partial ? Math.min(wish.quantity, left) : wish.quantity;
  if (quantity >= 1 && quantity <= left) {
    writeEntry(draft, n, wish.key, { ...fresh, q: quantity });
    const joined = withTaken(
      { ...chain, entries: chain.entries + 1, changes: chain.changes + 1, fresh: chain.fresh + 1 },
      option,
      quantity,
    );
    return { chain: joined, change: { type: 'joined', quantity, position: joined.entries }, promoted: [] };
  }
  const queued = enqueue(draft, n, chain, [fresh.o, wish.key, wish.quantity]);
  writeEntry(draft, n, wish.key, { ...fresh, s: 'w', w: queued.w });
  return {
    chain: { ...queued.chain, changes: chain.changes + 1, fresh: chain.fresh + 1 },
    change: {
      type: 'queued',
      quantity: wish.quantity,
      position: laneOf(queued.chain, laneName(option)).count,
    },
    promoted: [],
  };
};

const edit = (draft: Draft, n: number, chain: Chain, wish: Wish, entry: Entry): Changed => {
  const { option } = keyParts(wish.key);
  const was = quantityOf(entry);
  const waiting = entry.s === 'w';
  const more = wish.quantity - was;
  if (!waiting && more > 0) {
    const left = mayEnter(draft, n, chain, option) ? Math.min(roomOf(chain), stockOf(chain, option)) : 0;
    if (more > left) return { chain, change: { type: 'no-room', left, kept: was }, promoted: [] };
  }
  writeEntry(draft, n, wish.key, {
    ...entry,
    q: wish.quantity,
    r: wish.remark,
    t: Math.floor(wish.at / 1000),
  });
  const changed = { ...chain, changes: chain.changes + 1 };
  const edited = waiting
    ? requeue(draft, n, changed, wish.key, entry.w ?? 0, wish.quantity)
    : withTaken(changed, option, more);
  const after = promote(draft, n, edited, wish.at);
  return { ...after, change: { type: 'edited', waiting, was, quantity: wish.quantity } };
};

const cancel = (draft: Draft, n: number, chain: Chain, wish: Wish, entry: Entry): Changed => ({
  ...promote(draft, n, withdraw(draft, n, chain, wish, entry), wish.at),
  change: { type: 'cancelled', was: quantityOf(entry) },
});

/** Takes an entry that is in or waits out of the list; nobody is let in for it yet. */
export function withdraw(
  draft: Draft,
  n: number,
  chain: Chain,
  { key, by, at }: Pick<Wish, 'key' | 'by' | 'at'>,
  entry: Entry,
): Chain {
  const { option, member } = keyParts(key);
  writeEntry(draft, n, key, { ...entry, s: 'x', t: Math.floor(at / 1000) });
  letGo(draft, n, entry.b ?? member ?? by, key);
  const changed = { ...chain, changes: chain.changes + 1, cancelled: chain.cancelled + 1 };
  return entry.s === 'w'
    ? dequeue(draft, n, changed, key, entry.w ?? 0)
    : withTaken({ ...changed, entries: changed.entries - 1 }, option, -quantityOf(entry));
}

/** What else this person has signed up, themselves included. */
const heldElsewhere = (draft: Draft, n: number, { key, by }: Wish): number =>
  [ownKey(by), ...heldBy(draft, n, by)]
    .filter((other) => other !== key)
    .map((other) => draft.get(entryRows(n), other))
    .reduce((sum, entry) => sum + (isActive(entry) ? quantityOf(entry) : 0), 0);
