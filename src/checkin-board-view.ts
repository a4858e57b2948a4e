import { groupScope, type Scope } from './domain/chat.ts';
import type { GroupId } from './domain/ids.ts';
import { memberRows } from './domain/people.ts';
import { ALL_ROWS, type Rows } from './domain/state.ts';
import type { EventStore, ReadRow } from './engine/ports.ts';
import { boardOfGroup, type GroupBoard } from './features/checkin/board-rows.ts';
import { personRows, recordRows } from './features/checkin/rows.ts';

/** What a campaign has come to in every group, by group: read only when somebody asks for the board of all of them. */
export const createCheckinBoardView =
  ({
    events,
    groups,
    now,
  }: {
    readonly events: EventStore;
    readonly groups: () => Iterable<GroupId>;
    readonly now: () => number;
  }) =>
  async (_asking: Scope, campaign: string): Promise<Readonly<Record<string, GroupBoard>>> => {
    const boards = await Promise.all(
      Array.from(
        groups(),
        async (group) => [group, await readBoard(events, group, campaign, now())] as const,
      ),
    );
    return Object.fromEntries(boards);
  };

async function readBoard(
  events: EventStore,
  group: GroupId,
  campaign: string,
  at: number,
): Promise<GroupBoard> {
  const scope = groupScope(group);
  const taking = recordRows(campaign);
  const [stored] = await events.read(scope, [{ collection: taking.collection, row: ALL_ROWS }]);
  const records = rowsOf(taking, stored);
  // Most groups have another campaign or none: nobody's names are read there.
  if (records.size === 0) return [];
  const [members, people] = await events.read(scope, [
    { collection: memberRows.collection, row: ALL_ROWS },
    { collection: personRows.collection, row: ALL_ROWS },
  ]);
  return boardOfGroup(records, {
    members: rowsOf(memberRows, members),
    people: rowsOf(personRows, people),
    at,
  });
}

const rowsOf = <T>({ parse }: Rows<T>, read: ReadRow | undefined): ReadonlyMap<string, T> => {
  const value = read?.value;
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return new Map(entries.map(([row, raw]) => [row, parse(raw)]));
};
