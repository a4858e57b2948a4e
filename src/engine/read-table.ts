import { groupScope } from '../domain/chat.ts';
import type { Clock } from '../domain/clock.ts';
import { Fault } from '../domain/fault.ts';
import type { GroupId } from '../domain/ids.ts';
import type { Book } from '../features/book.ts';
import { createKnownState } from './known-state.ts';
import type { EventStore } from './ports.ts';

export interface ReadTableDeps {
  readonly store: Pick<EventStore, 'read'>;
  readonly book: () => Book;
  readonly clock: Clock;
}
export interface ReadTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}
const MAX_READS = 8;

/** Reads a feature's table of one group, as it is now. Undefined when there is no such table, part of it or group any more. */
export const createReadTable =
  ({ store, book, clock }: ReadTableDeps) =>
  async (groupId: GroupId, name: string, args: string): Promise<ReadTable | undefined> => {
    const { community, features } = book();
    const group = community.groups.get(groupId);
    const table = features.flatMap(({ exports = [] }) => exports).find((one) => one.name === name);
    if (!group || !table) return undefined;
    const state = createKnownState();
    const now = clock.now();
    for (let round = 0; round < MAX_READS; round += 1) {
      state.restart();
      const context = { community, group, now, state };
      const nothing = table.missing?.(context, args) !== undefined;
      const rows = nothing ? [] : table.rows(context, args);
      const missing = state.missing();
      if (missing.length === 0 && nothing) return undefined;
      if (missing.length === 0) return { title: table.name, columns: table.columns, rows };
      state.learn(missing, await store.read(groupScope(groupId), missing));
    }
    throw new Fault('too-many-reads', `table ${name} keeps asking for more state`);
  };
