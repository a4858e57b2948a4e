import type { MemberRef } from '../../domain/chat.ts';
import type { DecisionContext } from '../../domain/context.ts';
import type { Outcome, PlannedEffect, RaisedEvent } from '../../domain/decision.ts';
import type { EventOf, RosterEntry } from '../../domain/events.ts';
import { memberId, memberIdSchema } from '../../domain/ids.ts';
import { type MemberRow, memberRows } from '../../domain/people.ts';
import { put, type Write } from '../../domain/state.ts';
import { fetchRoster, listedChat } from './ask-roster.ts';
import { isBot } from './is-bot.ts';
import { mergeEntry } from './merge-row.ts';
import { META, rosterMeta } from './rows.ts';

const ATTEMPTS = 4;
const FIRST_WAIT_MS = 3_000;
const WAIT_MS = 10_000;

/**
 * Turns the difference between a fetched list and what is known into one join and one leave. The first list of a
 * group is the base line: of it, only those whom an event named as joined count as new.
 */
export function compareRoster(context: DecisionContext<EventOf<'roster.fetched'>>): Outcome | undefined {
  const { community, event, group, state } = context;
  if (!group) return undefined;
  const meta = state.get(rosterMeta, META);
  if (meta?.at !== undefined && meta.at > event.at)
    return {
      // It may hold somebody the newer one did not: the list as it is now settles that.
      effects: askAgain(context, () => false),
      trail: [{ by: 'feature:roster', outcome: 'dropped', why: 'an older list than the one known' }],
    };
  const rows = state.all(memberRows);
  const entries = new Map(
    event.entries.filter((entry) => !isBot(community, entry)).map((entry) => [entry.id, entry]),
  );
  const baseline = meta?.at === undefined;
  const named = new Set([...(event.joined ?? []), ...(meta?.pending ?? [])].map(memberId));
  const writes: Write[] = [];
  const joined: MemberRef[] = [];
  const left: MemberRef[] = [];
  const renamed: RaisedEvent[] = [];
  for (const entry of entries.values()) {
    const row = rows.get(entry.id);
    const merged = mergeEntry(row, entry, event.at);
    if (merged) writes.push(put(memberRows, entry.id, merged));
    const change = row && renaming(row, merged ?? row, entry);
    if (change && !baseline) renamed.push(change);
    const arrived = row === undefined || row.left !== undefined;
    if (arrived && (!baseline || named.has(entry.id))) joined.push(refOf(entry));
  }
  // A group always has its owner in it: an empty list is a mistake, and nobody has left by mistake.
  if (entries.size > 0)
    for (const [id, row] of rows) {
      const known = memberIdSchema.parse(id);
      if (row.left !== undefined || entries.has(known) || id.startsWith('name:')) continue;
      writes.push(put(memberRows, id, { ...row, left: event.at }));
      const name = row.nickname ?? row.name;
      left.push({
        id: known,
        ...(row.userid !== undefined && { userid: row.userid }),
        ...(name !== undefined && { name }),
      });
    }
  const version = event.version ?? meta?.version;
  if (entries.size > 0)
    writes.push(put(rosterMeta, META, { at: event.at, ...(version !== undefined && { version }) }));
  const raise: RaisedEvent[] = [];
  if (joined.length > 0) raise.push({ type: 'member.joined', members: joined, scene: 'roster' });
  if (left.length > 0 && !baseline) raise.push({ type: 'member.left', members: left, scene: 'roster' });
  raise.push(...renamed);
  return { writes, raise, effects: askAgain(context, (id) => entries.has(memberId(id))) };
}

/** The list can lag behind the event that led to it: ask again for whoever is named and not in it yet. */
function askAgain(
  { event, group, now }: DecisionContext<EventOf<'roster.fetched'>>,
  listed: (id: string) => boolean,
): PlannedEffect[] {
  const missing = (event.joined ?? []).filter((id) => !listed(id));
  const chat = group && listedChat(group, event.chat);
  const { attempt } = event;
  if (!group || !chat || missing.length === 0 || attempt === undefined || attempt >= ATTEMPTS) return [];
  const wait = attempt === 1 ? FIRST_WAIT_MS : WAIT_MS;
  return [fetchRoster(group, chat, missing, attempt + 1, now + wait)];
}

/** A name in the group that is another one than before; a name heard for the first time is no change. */
function renaming(row: MemberRow, now: MemberRow, entry: RosterEntry): RaisedEvent | undefined {
  const [from, to] = [row.nickname ?? row.name, now.nickname ?? now.name];
  if (row.left !== undefined || from === undefined || to === undefined || from === to) return undefined;
  return { type: 'member.renamed', actor: refOf(entry), from, to };
}

const refOf = ({ id, userid, name, nickname }: RosterEntry): MemberRef => {
  const called = nickname || name;
  return {
    id,
    ...(userid !== undefined && { userid }),
    ...(called !== undefined && called !== '' && { name: called }),
  };
};
