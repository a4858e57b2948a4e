import type { Rows, StateView, Write } from '../../domain/state.ts';
import { put } from '../../domain/state.ts';

/** State as it will be: what this decision has written is read back, everything else comes from the view. */
export interface Draft {
  get<T>(rows: Rows<T>, row: string): T | undefined;
  /** Every row of a collection, with what this decision has written. Costs what the collection is big. */
  all<T>(rows: Rows<T>): ReadonlyMap<string, T>;
  put<T>(rows: Rows<T>, row: string, value: T, ttlMs?: number): void;
  drop<T>(rows: Rows<T>, row: string): void;
  /** The last write of each row. */
  writes(): Write[];
  /** A draft over this one: nothing of it is true until `keep`. */
  fork(): Draft & { keep(): void };
}

export function createDraft(state: StateView): Draft {
  const staged = new Map<string, Write>();
  const keyOf = (rows: Rows<unknown>, row: string) => `${rows.collection}\n${row}`;
  const draft: Draft = {
    get: (rows, row) => {
      const write = staged.get(keyOf(rows, row));
      if (!write) return state.get(rows, row);
      return write.value === null ? undefined : rows.parse(write.value);
    },
    all: (rows) => {
      const found = new Map(state.all(rows));
      for (const { collection, row, value } of staged.values()) {
        if (collection !== rows.collection) continue;
        if (value === null) found.delete(row);
        else found.set(row, rows.schema.parse(value));
      }
      return found;
    },
    put: (rows, row, value, ttlMs) => {
      staged.set(keyOf(rows, row), put(rows, row, value, ttlMs));
    },
    drop: (rows, row) => {
      staged.set(keyOf(rows, row), { collection: rows.collection, row, value: null });
    },
    writes: () => [...staged.values()],
    fork: () => {
      const forked = createDraft(draft);
      return {
        ...forked,
        keep: () => {
          for (const write of forked.writes()) staged.set(`${write.collection}\n${write.row}`, write);
        },
      };
    },
  };
  return draft;
}
