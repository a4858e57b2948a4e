import type { CommandContext } from '../../commands/command.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines } from '../../domain/message.ts';
import { UNDO_MS } from './apply-wishes.ts';
import type { Desk } from './desk.ts';
import { isOpenAt } from './pick.ts';
import type { Promoted } from './promote.ts';
import { restoreEntry } from './restore.ts';
import { entryRows, undoRows } from './rows.ts';
import { isActive, quantityOf } from './set-entry.ts';
import { entryName, refusal, titleIn } from './sign-up.ts';

/** 撤销: what the speaker's last message changed is as before, as far as nobody has taken the places since. */
export function undo(context: CommandContext, desk: Desk): Outcome {
  const { event } = context;
  const last = desk.draft.get(undoRows, event.actor.id);
  const chain = last && desk.chain(last.chain);
  if (!last || !chain || event.at > last.at + UNDO_MS) return { reply: desk.texts.nothingToUndo };
  if (!isOpenAt(chain, event.at)) return { reply: refusal(context, desk, chain) };
  const n = last.chain;
  let now = chain;
  let more = false;
  const promoted: Promoted[] = [];
  // The last first: what was changed twice ends as it began.
  for (const [key, was] of last.was.toReversed()) {
    const changed = restoreEntry(desk.draft, n, now, key, was ?? undefined, event.at);
    now = changed.chain;
    more ||= changed.more ?? false;
    promoted.push(...changed.promoted);
  }
  desk.saveChanged(n, { chain: now, promoted, more });
  // Undone once; a second 撤销 is not a redo.
  desk.draft.drop(undoRows, event.actor.id);
  const back = last.was.every(([key, was]) => {
    const entry = desk.draft.get(entryRows(n), key);
    if (!isActive(was ?? undefined) || !was) return !isActive(entry);
    return isActive(entry) && entry.s === was.s && quantityOf(entry) === quantityOf(was);
  });
  const names = promoted
    .filter(({ key }) => !last.was.some(([other]) => other === key))
    .map(({ key }) => entryName(context, desk, n, key));
  return {
    reply: lines(
      desk.texts.undone(now, titleIn(desk, now)),
      back ? undefined : desk.texts.undonePartly,
      names.length > 0 ? desk.texts.movedUp(names) : undefined,
    ),
  };
}
