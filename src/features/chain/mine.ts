import type { CommandContext } from '../../commands/command.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines } from '../../domain/message.ts';
import type { Desk } from './desk.ts';
import { keyParts, ownKey } from './entry-key.ts';
import { heldBy } from './held.ts';
import { type Listed, listedOf } from './listed.ts';
import { waitingBefore } from './queue.ts';
import { type Chain, entryRows } from './rows.ts';
import { isActive } from './set-entry.ts';

export interface Held {
  /** The speaker's own entries, one an option. */
  readonly own: readonly Listed[];
  /** Those they signed up by name. */
  readonly others: readonly Listed[];
}

/** Entries somebody answers for, without reading the whole list. */
export function heldEntries(context: CommandContext, desk: Desk, n: number, chain: Chain): Held {
  const me = context.event.actor.id;
  const listed = [ownKey(me), ...heldBy(desk.draft, n, me)].flatMap((key) => {
    const entry = desk.draft.get(entryRows(n), key);
    return isActive(entry) ? [listedOf(context, chain, key, entry)] : [];
  });
  return {
    own: listed.filter(({ key }) => keyParts(key).member !== undefined),
    others: listed.filter(({ key }) => keyParts(key).member === undefined),
  };
}

export function showMine(context: CommandContext, desk: Desk): Outcome {
  const mine = desk.open().flatMap(({ n, chain }) => {
    const { own, others } = heldEntries(context, desk, n, chain);
    const places = own.map(({ key, entry, line }) =>
      desk.texts.mine(
        n,
        chain,
        line,
        entry.s === 'w' ? waitingBefore(desk.draft, n, chain, key, entry.w ?? 0) : undefined,
      ),
    );
    const named = others.map(({ line, entry }) => `${line.name}${entry.s === 'w' ? '(候补)' : ''}`);
    if (named.length === 0) return places;
    const heading = places.length > 0 ? [] : [desk.texts.mineOnlyFor(n, chain)];
    return [...places, ...heading, desk.texts.mineFor(named)];
  });
  return { reply: mine.length > 0 ? lines(...mine) : desk.texts.mineNone };
}
