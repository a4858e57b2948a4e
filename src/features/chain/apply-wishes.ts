import type { CommandContext } from '../../commands/command.ts';
import type { Desk } from './desk.ts';
import type { Draft } from './draft.ts';
import { keyParts } from './entry-key.ts';
import { heldBy } from './held.ts';
import type { Line } from './list-line.ts';
import { listedOf } from './listed.ts';
import type { Promoted } from './promote.ts';
import { type Chain, type Entry, entryRows, undoRows } from './rows.ts';
import { type Change, isActive, quantityOf, type Refused, setEntry, type Wish } from './set-entry.ts';
import type { Asked } from './wishes.ts';

/** How long 撤销 works. */
export const UNDO_MS = 60_000;

export interface Applied {
  readonly key: string;
  readonly change: Change;
  /** The entry as it is now. */
  readonly line: Line;
}
export type Outcomes =
  | {
      readonly type: 'applied';
      readonly chain: Chain;
      readonly applied: readonly Applied[];
      readonly promoted: readonly Promoted[];
      readonly first: boolean;
    }
  /** One of them cannot be: nothing has changed. */
  | { readonly type: 'refused'; readonly change: Refused; readonly asked: Asked }
  /** Somebody else has signed that name up. */
  | { readonly type: 'taken'; readonly name: string; readonly by: Entry['b'] };

/** Makes everything true that one message asks for, or nothing of it. */
export function applyWishes(
  context: CommandContext,
  desk: Desk,
  n: number,
  chain: Chain,
  asked: readonly Asked[],
  unlimited = false,
): Outcomes {
  const { event } = context;
  const draft = desk.draft.fork();
  const was: [string, Entry | null][] = [];
  const applied: { key: string; change: Change }[] = [];
  const promoted: Promoted[] = [];
  let now = chain;
  let more = false;
  let first: boolean | undefined;
  for (const one of asked) {
    const before = draft.get(entryRows(n), one.key);
    const { id: me } = event.actor;
    first ??= before === undefined && (one.key === me || heldBy(draft, n, me).length === 0);
    const named = keyParts(one.key).member === undefined;
    if (!unlimited && named && isActive(before) && before.b !== me)
      return { type: 'taken', name: before.n ?? one.name ?? '', by: before.b };
    const changed = setEntry(draft, n, now, wishOf(one, before, me, event.at, unlimited));
    if (isRefusal(changed.change, asked.length))
      return { type: 'refused', change: changed.change, asked: one };
    if (changed.chain !== now) was.push([one.key, before ?? null]);
    now = changed.chain;
    more ||= changed.more ?? false;
    promoted.push(...changed.promoted);
    applied.push({ key: one.key, change: changed.change });
  }
  draft.keep();
  if (was.length > 0) {
    keepUndo(desk.draft, event.actor.id, { chain: n, at: event.at, was });
    desk.saveChanged(n, { chain: now, promoted, more });
  }
  return {
    type: 'applied',
    chain: now,
    applied: applied.map((one) => ({ ...one, line: lineOf(context, desk, n, now, one.key) })),
    promoted,
    first: first ?? false,
  };
}

export const keepUndo = (
  draft: Draft,
  member: string,
  undo: { chain: number; at: number; was: [string, Entry | null][] },
): void => draft.put(undoRows, member, undo, 10 * UNDO_MS);

/** Asking for nothing in particular keeps what is there, or is one. */
const wishOf = (
  { quantity, ...asked }: Asked,
  before: Entry | undefined,
  by: Wish['by'],
  at: number,
  unlimited: boolean,
): Wish => ({
  ...asked,
  quantity: quantity ?? (isActive(before) ? quantityOf(before) : 1),
  by: isActive(before) ? (before.b ?? by) : by,
  at,
  unlimited,
});

const isRefusal = (change: Change, wishes: number): change is Refused =>
  change.type === 'over-member' ||
  change.type === 'over-all' ||
  change.type === 'no-room' ||
  (wishes === 1 && (change.type === 'not-in' || change.type === 'same'));

const lineOf = (context: CommandContext, desk: Desk, n: number, chain: Chain, key: string): Line =>
  listedOf(context, chain, key, desk.draft.get(entryRows(n), key) ?? { o: 0, t: 0 }).line;
