import type { MemberId } from '../../domain/ids.ts';
import type { Draft } from './draft.ts';
import { CHUNK, type Chain, waitRows } from './rows.ts';

/** The waiting list of one chain. Every operation reads one row of the queue, or the few between two gaps. */
export const chunkOf = (waitNumber: number): number => Math.floor(waitNumber / CHUNK);

/** Puts a member at the end and returns the chain with the number used up. */
export function enqueue(draft: Draft, n: number, chain: Chain, member: MemberId, quantity: number): Chain {
  const row = String(chunkOf(chain.nextWait));
  draft.put(waitRows(n), row, [...(draft.get(waitRows(n), row) ?? []), [member, quantity]]);
  return {
    ...chain,
    nextWait: chain.nextWait + 1,
    waiters: chain.waiters + 1,
    waiting: chain.waiting + quantity,
  };
}

/** Takes a member out, wherever in the queue it stands. */
export function dequeue(draft: Draft, n: number, chain: Chain, member: MemberId, waitNumber: number): Chain {
  const row = String(chunkOf(waitNumber));
  const chunk = draft.get(waitRows(n), row) ?? [];
  const found = chunk.find(([id]) => id === member);
  const rest = chunk.filter(([id]) => id !== member);
  // An emptied row stays as `[]`: absent would mean "not read yet" to `firstWaiting`.
  draft.put(waitRows(n), row, rest);
  return found ? { ...chain, waiters: chain.waiters - 1, waiting: chain.waiting - found[1] } : chain;
}

/** Another quantity, the same place. */
export function requeue(
  draft: Draft,
  n: number,
  chain: Chain,
  member: MemberId,
  waitNumber: number,
  quantity: number,
): Chain {
  const row = String(chunkOf(waitNumber));
  const chunk = draft.get(waitRows(n), row) ?? [];
  const before = chunk.find(([id]) => id === member)?.[1] ?? 0;
  draft.put(
    waitRows(n),
    row,
    chunk.map(([id, q]) => [id, id === member ? quantity : q]),
  );
  return { ...chain, waiting: chain.waiting - before + quantity };
}

/** Who is next. The chunks that everybody has left are passed over; `passChunks` forgets them. */
export function firstWaiting(
  draft: Draft,
  n: number,
  chain: Chain,
): { readonly chunk: number; readonly member: MemberId; readonly quantity: number } | undefined {
  for (let chunk = chain.headChunk; chunk <= chunkOf(chain.nextWait - 1); chunk++) {
    const members = draft.get(waitRows(n), String(chunk));
    // Not read yet: the engine reads it and decides again, so nothing beyond it need be asked for now.
    if (!members) return undefined;
    const [first] = members;
    if (first) return { chunk, member: first[0], quantity: first[1] };
  }
  return undefined;
}

export function passChunks(draft: Draft, n: number, chain: Chain, headChunk: number): Chain {
  for (let chunk = chain.headChunk; chunk < headChunk; chunk++) draft.drop(waitRows(n), String(chunk));
  return { ...chain, headChunk };
}

/** Members before this one in the queue. */
export function waitingBefore(
  draft: Draft,
  n: number,
  chain: Chain,
  member: MemberId,
  waitNumber: number,
): number {
  let before = 0;
  for (let chunk = chain.headChunk; chunk <= chunkOf(waitNumber); chunk++) {
    const members = draft.get(waitRows(n), String(chunk)) ?? [];
    const found = members.findIndex(([id]) => id === member);
    before += found < 0 ? members.length : found;
  }
  return before;
}
