import { showMoment } from '../../calendar/show-moment.ts';
import type { DecisionContext } from '../../domain/context.ts';
import { lines, type Message } from '../../domain/message.ts';
import type { Draft } from './draft.ts';
import { listTexts } from './list-texts.ts';
import { kindOf, listedOf, notePosted, readEntries } from './listed.ts';
import type { Chain } from './rows.ts';

/** Lines of a list before it is folded. */
export const LIST_LINES = 30;

/**
 * The list as it is posted: heading with counts, numbered lines, the waiting list under its own heading. From now on
 * the numbers people type are places in it.
 */
export function showList(
  context: DecisionContext,
  draft: Draft,
  n: number,
  chain: Chain,
  { most = LIST_LINES, final = false } = {},
): Message {
  const list = readEntries(draft, n);
  notePosted(draft, n, chain);
  // Names are looked up for the lines that are shown alone.
  const lineOf = ([key, entry]: (typeof list.in)[number], place: number) =>
    listTexts.line(place + 1, listedOf(context, chain, key, entry).line);
  const shown = list.in.slice(0, most);
  const shownWaiting = list.waiting.slice(0, most - shown.length);
  const folded = list.in.length + list.waiting.length - shown.length - shownWaiting.length;
  const anyPrice = (chain.options ?? []).some(({ price }) => price !== undefined);
  const kinds = final || anyPrice ? list.in.map(([key, entry]) => kindOf(chain, key, entry)) : [];
  return lines(
    listTexts.heading(chain, untilOf(context, chain)),
    chain.note === undefined ? undefined : listTexts.note(chain.note),
    ...shown.map(lineOf),
    shownWaiting.length > 0 ? listTexts.waitingHeading : undefined,
    ...shownWaiting.map(lineOf),
    folded > 0 ? listTexts.more(folded) : undefined,
    list.in.length + list.waiting.length === 0 && chain.state === 'open' ? listTexts.empty : undefined,
    kinds.length > 0 ? listTexts.totals(chain, kinds) : undefined,
  );
}

export const untilOf = ({ group }: DecisionContext, { deadline }: Chain): string | undefined =>
  deadline === undefined || !group ? undefined : showMoment(deadline, group.timezone);
