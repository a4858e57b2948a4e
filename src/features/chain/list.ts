import { showMoment } from '../../calendar/show-moment.ts';
import type { DecisionContext } from '../../domain/context.ts';
import { memberIdSchema } from '../../domain/ids.ts';
import { lines, type Message } from '../../domain/message.ts';
import { nameOf } from './names.ts';
import { type Chain, type Entry, entryRows } from './rows.ts';
import { texts } from './texts.ts';

/** Lines of a list before it is folded. */
export const LIST_LINES = 30;

/** The list as it is posted: heading with counts, numbered lines, the waiting list under its own heading. */
export function chainList(context: DecisionContext, n: number, chain: Chain, most = LIST_LINES): Message {
  const all = [...context.state.all(entryRows(n))].sort(([, a], [, b]) => a.o - b.o);
  const listed = all.filter(([, { s }]) => s === undefined);
  const waiting = all.filter(([, { s }]) => s === 'w').sort(([, a], [, b]) => (a.w ?? 0) - (b.w ?? 0));
  const show = ([id, { q = 1, r }]: [string, Entry], place: number) =>
    texts.entry(place + 1, nameOf(context, { id: memberIdSchema.parse(id) }), q, r);
  const shown = listed.slice(0, most);
  const shownWaiting = waiting.slice(0, most - shown.length);
  const folded = listed.length + waiting.length - shown.length - shownWaiting.length;
  return lines(
    texts.heading(chain, untilOf(context, chain)),
    ...shown.map(show),
    shownWaiting.length > 0 ? texts.waitingHeading : undefined,
    ...shownWaiting.map(show),
    folded > 0 ? texts.more(folded) : undefined,
    listed.length + waiting.length === 0 && chain.state === 'open' ? texts.empty : undefined,
  );
}

export const untilOf = ({ group }: DecisionContext, { deadline }: Chain): string | undefined =>
  deadline === undefined || !group ? undefined : showMoment(deadline, group.timezone);
