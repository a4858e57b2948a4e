import type { Draft } from './draft.ts';
import { keyParts } from './entry-key.ts';
import { stockOf } from './options.ts';
import { CHUNK, type Chain, type Chunk, type Lane, waitRows } from './rows.ts';

/**
 * Those who wait, one queue for each option: who waits for 儿童 does not keep others from 成人. Every operation reads
 * one row of a queue, or the few between two gaps.
 */
const EMPTY: Lane = { next: 0, head: 0, count: 0 };
/** Rows asked for at once where a gap has to be passed. */
const AHEAD = 16;

export const laneName = (option: number | undefined): string => (option === undefined ? '-' : String(option));
export const laneOf = (chain: Chain, name: string): Lane => chain.lanes?.[name] ?? EMPTY;
const chunkOf = (waitNumber: number): number => Math.floor(waitNumber / CHUNK);
const rowOf = (name: string, chunk: number) => `${name}.${chunk}`;
const withLane = (chain: Chain, name: string, lane: Lane): Chain => ({
  ...chain,
  lanes: { ...chain.lanes, [name]: lane },
});
const counted = (chain: Chain, name: string, people: number, quantity: number): Chain => ({
  ...withLane(chain, name, { ...laneOf(chain, name), count: laneOf(chain, name).count + people }),
  waiters: chain.waiters + people,
  waiting: chain.waiting + quantity,
});

/** Puts an entry at the end of its queue; `w` is its number there. */
export function enqueue(
  draft: Draft,
  n: number,
  chain: Chain,
  [order, key, quantity]: Chunk[number],
): { readonly chain: Chain; readonly w: number } {
  const name = laneName(keyParts(key).option);
  const lane = laneOf(chain, name);
  const row = rowOf(name, chunkOf(lane.next));
  draft.put(waitRows(n), row, [...(draft.get(waitRows(n), row) ?? []), [order, key, quantity]]);
  const longer = withLane(chain, name, { ...lane, next: lane.next + 1 });
  return { chain: counted(longer, name, 1, quantity), w: lane.next };
}

/** Puts an entry back where it stood; undefined when that part of the queue is gone. */
export function putBack(
  draft: Draft,
  n: number,
  chain: Chain,
  entry: Chunk[number],
  w: number,
): Chain | undefined {
  const [order, key, quantity] = entry;
  const name = laneName(keyParts(key).option);
  if (chunkOf(w) < laneOf(chain, name).head) return undefined;
  const row = rowOf(name, chunkOf(w));
  const others = draft.get(waitRows(n), row) ?? [];
  const at = others.findIndex(([other]) => other > order);
  draft.put(waitRows(n), row, others.toSpliced(at < 0 ? others.length : at, 0, entry));
  return counted(chain, name, 1, quantity);
}

/** Takes an entry out, wherever in its queue it stands. */
export function dequeue(draft: Draft, n: number, chain: Chain, key: string, w: number): Chain {
  const name = laneName(keyParts(key).option);
  const row = rowOf(name, chunkOf(w));
  const chunk = draft.get(waitRows(n), row) ?? [];
  const found = chunk.find(([, other]) => other === key);
  // An emptied row stays as `[]`: absent would mean "not read yet" to `firstWaiting`.
  draft.put(
    waitRows(n),
    row,
    chunk.filter((one) => one !== found),
  );
  return found ? counted(chain, name, -1, -found[2]) : chain;
}

/** Another quantity, the same place. */
export function requeue(
  draft: Draft,
  n: number,
  chain: Chain,
  key: string,
  w: number,
  quantity: number,
): Chain {
  const name = laneName(keyParts(key).option);
  const row = rowOf(name, chunkOf(w));
  const chunk = draft.get(waitRows(n), row) ?? [];
  const before = chunk.find(([, other]) => other === key)?.[2] ?? quantity;
  draft.put(
    waitRows(n),
    row,
    chunk.map(([order, other, q]) => [order, other, other === key ? quantity : q]),
  );
  return counted(chain, name, 0, quantity - before);
}

/** Another name for the entry, the same place. */
export function renameWaiting(draft: Draft, n: number, key: string, to: string, w: number): void {
  const row = rowOf(laneName(keyParts(key).option), chunkOf(w));
  const chunk = draft.get(waitRows(n), row) ?? [];
  draft.put(
    waitRows(n),
    row,
    chunk.map(([order, other, quantity]) => [order, other === key ? to : other, quantity]),
  );
}

export interface Waiting {
  readonly order: number;
  readonly key: string;
  readonly quantity: number;
  /** Its row in the queue. */
  readonly chunk: number;
}

/** Who is first in one queue. Rows that everybody has left are passed over; `passTo` forgets them. */
export function firstWaiting(draft: Draft, n: number, chain: Chain, name: string): Waiting | undefined {
  const lane = laneOf(chain, name);
  if (lane.count === 0) return undefined;
  let unknown = 0;
  for (let chunk = lane.head; chunk <= chunkOf(lane.next - 1) && unknown < AHEAD; chunk += 1) {
    const waiting = draft.get(waitRows(n), rowOf(name, chunk));
    // Not read yet: the engine reads it, and the next few with it, and decides again.
    if (!waiting) unknown += 1;
    const [first] = waiting ?? [];
    if (first && unknown === 0) return { order: first[0], key: first[1], quantity: first[2], chunk };
  }
  return undefined;
}

export function passTo(draft: Draft, n: number, chain: Chain, name: string, head: number): Chain {
  const lane = laneOf(chain, name);
  for (let chunk = lane.head; chunk < head; chunk += 1) draft.drop(waitRows(n), rowOf(name, chunk));
  return withLane(chain, name, { ...lane, head });
}

/** Queues in which somebody waits. */
export const busyLanes = (chain: Chain): string[] =>
  Object.entries(chain.lanes ?? {}).flatMap(([name, { count }]) => (count > 0 ? [name] : []));

/** What is left for the first of a queue apart from the places of the whole. */
export const stockOfLane = (chain: Chain, name: string): number =>
  stockOf(chain, name === '-' ? undefined : Number(name));

/** How many stand before this one in its queue. */
export function waitingBefore(draft: Draft, n: number, chain: Chain, key: string, w: number): number {
  const name = laneName(keyParts(key).option);
  let before = 0;
  for (let chunk = laneOf(chain, name).head; chunk <= chunkOf(w); chunk += 1) {
    const waiting = draft.get(waitRows(n), rowOf(name, chunk)) ?? [];
    const found = waiting.findIndex(([, other]) => other === key);
    before += found < 0 ? waiting.length : found;
  }
  return before;
}
