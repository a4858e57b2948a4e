import type { MemberId } from '../../domain/ids.ts';
import type { Draft } from './draft.ts';
import { keyParts } from './entry-key.ts';
import { type Line, listName } from './list-line.ts';
import { type Known, nameOf } from './names.ts';
import { fromRanges, toRanges } from './ranges.ts';
import { type Chain, type Entry, entryRows, postedRows } from './rows.ts';
import { isActive, quantityOf } from './set-entry.ts';

/** An entry with everything lists and commands say of it. */
export interface Listed {
  readonly key: string;
  readonly entry: Entry;
  readonly line: Line;
  /** Whose it is: the member, or who signed somebody up. */
  readonly holder: MemberId | undefined;
}
export interface WholeList {
  readonly in: readonly Listed[];
  readonly waiting: readonly Listed[];
}

/** Every entry in its order, with the names of its members: reads all of them, not for signing up. */
export function readList(context: Known, draft: Draft, n: number, chain: Chain): WholeList {
  const entries = readEntries(draft, n);
  const listed = (some: readonly Keyed[]) => some.map(([key, entry]) => listedOf(context, chain, key, entry));
  return { in: listed(entries.in), waiting: listed(entries.waiting) };
}

type Keyed = readonly [string, Entry];
/** Every entry in its order, nobody's name. */
export function readEntries(
  draft: Draft,
  n: number,
): { readonly in: readonly Keyed[]; readonly waiting: readonly Keyed[] } {
  const active = [...draft.all(entryRows(n))]
    .filter(([, entry]) => isActive(entry))
    .sort(([, a], [, b]) => a.o - b.o);
  return {
    in: active.filter(([, entry]) => entry.s === undefined),
    waiting: active.filter(([, entry]) => entry.s === 'w'),
  };
}

export function listedOf(context: Known, chain: Chain, key: string, entry: Entry): Listed {
  const { member } = keyParts(key);
  const name = member === undefined ? (entry.n ?? key) : nameOf(context, { id: member });
  return {
    key,
    entry,
    holder: member ?? entry.b,
    line: { ...kindOf(chain, key, entry), name: listName(name) },
  };
}

/** What an entry is of, apart from whose it is. */
export function kindOf(chain: Chain, key: string, entry: Entry): Omit<Line, 'name'> {
  const { option } = keyParts(key);
  return {
    quantity: quantityOf(entry),
    option: option === undefined ? undefined : chain.options?.[option]?.name,
    remark: entry.r,
    paid: entry.p === 1,
  };
}

/** Notes which list people have before their eyes: their numbers are places in it from now on. */
export function notePosted(draft: Draft, n: number, chain: Chain): void {
  const entries = readEntries(draft, n);
  const orders = (some: readonly Keyed[]) => toRanges(some.map(([, { o }]) => o));
  draft.put(postedRows, String(n), {
    in: orders(entries.in),
    waiting: orders(entries.waiting),
    changes: chain.changes,
  });
}

export interface Numbered {
  /** What stood at a number of the list last posted; undefined when it is gone from the list. */
  readonly at: (number: number, waiting?: boolean) => Listed | undefined;
  /** How long that list was. */
  readonly length: (waiting?: boolean) => number;
  /** Whether numbers mean something else by now. */
  readonly changed: boolean;
}

/** Numbers as people read them; without a list posted so far they are places in the list as it is. */
export function numbersOf(draft: Draft, n: number, list: WholeList): Numbered {
  const posted = draft.get(postedRows, String(n));
  const now = {
    in: toRanges(list.in.map(({ entry }) => entry.o)),
    waiting: toRanges(list.waiting.map(({ entry }) => entry.o)),
  };
  const seen = posted ?? now;
  const orders = { in: fromRanges(seen.in), waiting: fromRanges(seen.waiting) };
  const byOrder = new Map([...list.in, ...list.waiting].map((one) => [one.entry.o, one]));
  return {
    at: (number, waiting = false) => byOrder.get(orders[waiting ? 'waiting' : 'in'][number - 1] ?? -1),
    length: (waiting = false) => orders[waiting ? 'waiting' : 'in'].length,
    changed: seen.in !== now.in || seen.waiting !== now.waiting,
  };
}
