import type { DecisionContext } from '../../domain/context.ts';
import type { PlannedEffect } from '../../domain/decision.ts';
import { type MemberId, memberIdSchema } from '../../domain/ids.ts';
import { displayName } from '../../domain/people.ts';
import type { Write } from '../../domain/state.ts';
import { isAbout, type Leaving, namesOf } from '../about-member.ts';
import { timers } from './desk.ts';
import { createDraft, type Draft } from './draft.ts';
import { keyParts, namedKey, ownKey } from './entry-key.ts';
import { nameKey } from './list-line.ts';
import { renameWaiting } from './queue.ts';
import { type Chain, chainRows, type Entry, entryRows, heldRows, undoRows, waitRows } from './rows.ts';
import { isActive, withdraw } from './set-entry.ts';
import { writeEntry } from './write-entry.ts';

interface Leaver {
  readonly id: MemberId;
  readonly mask: MemberId;
  readonly names: readonly string[];
  readonly at: number;
}

/**
 * Takes a member out of every list. In an open chain the places become free; in one that is over they stay taken, by
 * somebody nobody can name, so that totals and payments remain what they were. What the member signed up for others
 * stays theirs, under a mask; what others signed up under the member's name is theirs too.
 */
export function erase({ event, state }: DecisionContext, member: Leaving, mask: string): readonly Write[] {
  const draft = createDraft(state);
  const leaving: Leaver = {
    id: member.id,
    mask: memberIdSchema.parse(mask),
    names: namesOf(state, member),
    at: event.at,
  };
  for (const [n, chain] of state.all(chainRows)) leaveChain(draft, Number(n), chain, leaving);
  // Going back to an entry would bring it back.
  for (const [whose, { was }] of state.all(undoRows)) {
    const of = ([key, entry]: (typeof was)[number]) =>
      keyParts(key).member === member.id || entry?.b === member.id;
    if (whose === member.id || was.some(of)) draft.drop(undoRows, whose);
  }
  return draft.writes();
}

/** Places have become free: whoever waits is let in and told like after any withdrawal, in an event of its own. */
export const afterErase = ({ group, state }: DecisionContext): readonly PlannedEffect[] =>
  [...state.all(chainRows)].flatMap(([n, { state: is, waiters }]): PlannedEffect[] =>
    group && is === 'open' && waiters > 0
      ? [
          {
            effect: {
              type: 'timer',
              group: group.id,
              timer: timers.promote,
              payload: { chain: Number(n) },
            },
          },
        ]
      : [],
  );

function leaveChain(draft: Draft, n: number, before: Chain, leaving: Leaver): void {
  const { id, mask, names } = leaving;
  const ownNames = names.map(nameKey);
  // Asked for with the entries, so that nothing has to be read after them.
  draft.all(waitRows(n));
  let chain = before;
  const renamed = new Map<string, string>();
  for (const [key, entry] of draft.all(entryRows(n))) {
    const { member, option } = keyParts(key);
    const byName = member === undefined && entry.b === id;
    if (byName && !ownNames.includes(nameKey(entry.n ?? ''))) {
      // Theirs, with what was noted for them – unless that names who signed them up.
      const remark = isAbout(names, entry.r) ? undefined : entry.r;
      writeEntry(draft, n, key, { ...entry, r: remark, b: mask });
    } else if (byName || member === id) {
      // Several names of one's own must not become one entry.
      const masked =
        member === undefined ? namedKey(`${mask}.${renamed.size}`, option) : ownKey(mask, option);
      chain = maskEntry(draft, n, chain, key, masked, entry, leaving);
      renamed.set(key, masked);
    } else continue;
    chain = { ...chain, changes: chain.changes + 1 };
  }
  for (const [whose, held] of draft.all(heldRows(n)))
    if (whose === id) draft.drop(heldRows(n), whose);
    else if (held.some((key) => renamed.has(key)))
      draft.put(
        heldRows(n),
        whose,
        held.map((key) => renamed.get(key) ?? key),
      );
  const { opener, ...rest } = chain;
  if (opener?.id === id) draft.put(chainRows, String(n), rest);
  else if (chain !== before) draft.put(chainRows, String(n), chain);
}

/** The entry under another key, without a word of the member; withdrawn first where the chain is open. */
function maskEntry(
  draft: Draft,
  n: number,
  before: Chain,
  key: string,
  masked: string,
  entry: Entry,
  { id, mask, at }: Leaver,
): Chain {
  const leaves = before.state === 'open' && isActive(entry);
  const chain = leaves ? withdraw(draft, n, before, { key, by: id, at }, entry) : before;
  const now = draft.get(entryRows(n), key) ?? entry;
  if (now.s === 'w') renameWaiting(draft, n, key, masked, now.w ?? 0);
  draft.drop(entryRows(n), key);
  const named = now.b !== undefined;
  writeEntry(draft, n, masked, {
    ...now,
    r: undefined,
    n: named ? displayName(undefined, mask) : undefined,
    b: named ? mask : undefined,
  });
  return chain;
}
