import type { Rows, StateView, Write } from '../../domain/state.ts';
import { put } from '../../domain/state.ts';

/** State as it will be: what this decision has written is read back, everything else comes from the view. */
export interface Draft {
  get<T>(rows: Rows<T>, row: string): T | undefined;
  put<T>(rows: Rows<T>, row: string, value: T, ttlMs?: number): void;
  drop<T>(rows: Rows<T>, row: string): void;
  /** The last write of each row. */
  writes(): Write[];
}

export function createDraft(state: StateView): Draft {
  const staged = new Map<string, Write>();
  const keyOf = (rows: Rows<unknown>, row: string) => `${rows.collection}\n${row}`;
  return {
    get: (rows, row) => {
      const write = staged.get(keyOf(rows, row));
      if (!write) return state.get(rows, row);
      return write.value === null ? undefined : rows.parse(write.value);
    },
    put: (rows, row, value, ttlMs) => {
      staged.set(keyOf(rows, row), put(rows, row, value, ttlMs));
    },
    drop: (rows, row) => {
      staged.set(keyOf(rows, row), { collection: rows.collection, row, value: null });
    },
    writes: () => [...staged.values()],
  };
}
