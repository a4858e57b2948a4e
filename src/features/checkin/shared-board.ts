import type { Group } from '../../domain/community.ts';
import { boardRows, type GroupBoard } from './board-rows.ts';
import type { Campaign } from './campaign.ts';
import { countDays, type DaySet, daysIn } from './day-set.ts';
import type { Desk } from './desk.ts';

export interface SharedPlace {
  readonly member: string;
  readonly name: string;
  /** Absent for who is in this group. */
  readonly group: string | undefined;
  readonly days: number;
  /** Equal numbers share a place. */
  readonly place: number;
}

/** Everybody of all groups of a campaign by days done, then by name; undefined where other groups cannot be seen. */
export function placesInAll(
  desk: Desk,
  campaign: Campaign,
  [from, to]: readonly [number, number],
): SharedPlace[] | undefined {
  const boards = desk.context.state.all(boardRows(campaign.key));
  if (!boards.has(desk.group.id)) return undefined;
  const rows = [...takingPart(desk, campaign, boards).values()]
    .map(({ sets, ...one }) => ({ ...one, days: daysOf(sets, from, to) }))
    .filter(({ days }) => days > 0)
    .sort((a, b) => b.days - a.days || compare(a.name, b.name) || compare(a.member, b.member));
  const places: SharedPlace[] = [];
  for (const [n, row] of rows.entries()) {
    const before = places[n - 1];
    places.push({ ...row, place: before?.days === row.days ? before.place : n + 1 });
  }
  return places;
}

interface TakesPart {
  readonly member: string;
  readonly name: string;
  readonly group: string | undefined;
  readonly sets: DaySet[];
}

/** Who is in several of the groups is one person, known as here where that is one of them. */
function takingPart(
  desk: Desk,
  campaign: Campaign,
  boards: ReadonlyMap<string, GroupBoard>,
): ReadonlyMap<string, TakesPart> {
  const found = new Map<string, TakesPart>();
  const isHere = ({ id }: Group) => id === desk.group.id;
  for (const group of desk.groupsOf(campaign).toSorted((a, b) => Number(isHere(b)) - Number(isHere(a))))
    for (const { id, name, days } of boards.get(group.id) ?? []) {
      // Two groups may each have somebody known by that name alone.
      const key = id.startsWith('name:') ? `${group.id}/${id}` : id;
      const known = found.get(key);
      if (known) known.sets.push(days);
      else found.set(key, { member: id, name, group: isHere(group) ? undefined : group.name, sets: [days] });
    }
  return found;
}

/** A day done in two groups is one day. */
const daysOf = (sets: readonly DaySet[], from: number, to: number): number => {
  const [only, other] = sets;
  if (only && !other) return countDays(only, from, to);
  return new Set(sets.flatMap(daysIn).filter((day) => from <= day && day <= to)).size;
};

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
