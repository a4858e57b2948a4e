import type { Group } from '../../domain/community.ts';
import type { DecisionContext } from '../../domain/context.ts';
import { data, mention, type Part, text } from '../../domain/message.ts';
import type { Post } from '../../rules/plan-unasked.ts';
import type { Desk } from './desk.ts';
import { keyParts } from './entry-key.ts';
import { listName } from './list-line.ts';
import { knownRef, organisersOf, refOf } from './names.ts';
import type { Promoted } from './promote.ts';
import { entryRows } from './rows.ts';

const BY = 'feature:chain';
/** So many are named; who else moved up sees it in the list. */
const NAMED = 20;

/** Whether the group has a channel on which the bot may speak first. */
export const canPost = ({ capabilities: { says } }: Group): boolean =>
  says.has('text') || says.has('markdown');

/** One post a chain for everybody whom this decision let in; the organiser is told with them. */
export function postsForPromoted(context: DecisionContext, desk: Desk): Post[] {
  return [...desk.promoted].flatMap(([n, promoted]) => {
    const chain = desk.chain(n);
    if (!chain) return [];
    const people = promoted.slice(0, NAMED).map((one) => ({ ...one, member: whom(context, desk, n, one) }));
    const moved = new Set(promoted.map(({ key }) => keyParts(key).member));
    const organisers = organisersOf(context, chain).filter(
      ({ id }) => !moved.has(id) && (!('actor' in context.event) || context.event.actor.id !== id),
    );
    const message = desk.texts.movedUpPost(
      chain,
      people,
      promoted.length - people.length,
      organisers.map((one) => mention(knownRef(context, one))),
    );
    const origin = { source: BY, event: context.event.id, version: context.version };
    return [{ effect: { type: 'send' as const, group: desk.group.id, message, origin }, by: BY }];
  });
}

/** Whoever was signed up by name is told through who did it. */
const whom = (context: DecisionContext, desk: Desk, n: number, { key }: Promoted): Part[] => {
  const { member } = keyParts(key);
  if (member !== undefined) return [mention(refOf(context, member))];
  const entry = desk.draft.get(entryRows(n), key);
  const name = data(listName(entry?.n ?? ''));
  return entry?.b === undefined
    ? [name]
    : [name, text('('), mention(refOf(context, entry.b)), text(' 报的)')];
};
