import type { CommandContext } from '../../commands/command.ts';
import type { Outcome } from '../../domain/decision.ts';
import { drop, put, type Write } from '../../domain/state.ts';
import { clawBack } from '../points/award.ts';
import type { Campaign } from './campaign.ts';
import {
  placeRow,
  placeRows,
  type Record,
  recordRows,
  UNDO_MS,
  undoRows,
  WORD_ROWS_MS,
  wordRows,
} from './rows.ts';
import { texts } from './texts.ts';

/** Remembers what 撤销 goes back to. `what` is what the member did, in words. */
export const rememberUndo = (
  { event }: CommandContext,
  { key, title }: Campaign,
  change: {
    readonly what: string;
    readonly before: Record | undefined;
    readonly after: Record;
    readonly words?: { readonly day: number; readonly before: string | undefined };
    readonly ref?: string;
    readonly place?: { readonly day: number; readonly n: number };
  },
): Write => {
  const { before, words, ...rest } = change;
  return put(
    undoRows,
    event.actor.id,
    {
      at: event.at,
      key,
      title,
      ...rest,
      ...(before && { before }),
      ...(words && {
        words: { day: words.day, ...(words.before !== undefined && { before: words.before }) },
      }),
    },
    10 * UNDO_MS,
  );
};

/**
 * Takes back the member's last change of the last minute, once; undefined when there is none. `since`: when the member
 * last changed something that another feature would take back.
 */
export function undoCheckin({ event, state }: CommandContext, since = 0): Outcome | undefined {
  const me = event.actor.id;
  const last = state.get(undoRows, me);
  if (!last || last.at < since || event.at > last.at + UNDO_MS || event.at < last.at) return undefined;
  const rows = recordRows(last.key);
  const done = drop(undoRows, me);
  // An operator may have changed the record in between: then there is nothing of ours to take back.
  if (JSON.stringify(state.get(rows, me)) !== JSON.stringify(last.after))
    return { reply: texts.undoStale, writes: [done] };
  const { words, place } = last;
  const given = place && state.get(placeRows(last.key), placeRow(place.day));
  // The next one gets this place, unless somebody has come in between.
  const isLatest = place && given?.day === place.day && given.n === place.n;
  const wordWrite = words && wordRows(last.key, words.day);
  return {
    reply: texts.undone(last.title, last.what),
    writes: [
      done,
      last.before ? put(rows, me, last.before) : drop(rows, me),
      ...(isLatest
        ? [put(placeRows(last.key), placeRow(place.day), { day: place.day, n: place.n - 1 })]
        : []),
      ...(wordWrite
        ? [words.before === undefined ? drop(wordWrite, me) : put(wordWrite, me, words.before, WORD_ROWS_MS)]
        : []),
    ],
    ...(last.ref !== undefined && {
      raise: [clawBack(event.actor, { reason: `撤销${last.what} ${last.title}`, ref: last.ref })],
    }),
  };
}
