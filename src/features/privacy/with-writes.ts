import type { StateView, Write } from '../../domain/state.ts';

/** State as it will be once these are written. */
export function withWrites(state: StateView, writes: readonly Write[]): StateView {
  const written = new Map<string, Map<string, unknown>>();
  for (const { collection, row, value } of writes) {
    const rows = written.get(collection) ?? new Map<string, unknown>();
    written.set(collection, rows.set(row, value));
  }
  return {
    get: (rows, row) => {
      const found = written.get(rows.collection);
      if (!found?.has(row)) return state.get(rows, row);
      const value = found.get(row);
      return value === null ? undefined : rows.parse(value);
    },
    all: (rows) => {
      const all = new Map(state.all(rows));
      for (const [row, value] of written.get(rows.collection) ?? [])
        if (value === null) all.delete(row);
        else all.set(row, rows.parse(value));
      return all;
    },
  };
}
