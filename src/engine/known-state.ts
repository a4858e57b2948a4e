import { ALL_ROWS, type RowRef, type Rows, type StateView, type Write } from '../domain/state.ts';
import type { Expectation, ReadRow } from './ports.ts';

const keyOf = (collection: string, row: string) => `${collection}\u0000${row}`;

/**
 * What has been read so far for one event, with the writes of the decision under way laid over it. Asking for a row
 * that was not read notes it in `missing`; the engine then reads it and decides again.
 */
export interface KnownState extends StateView {
  readonly missing: readonly RowRef[];
  learn(refs: readonly RowRef[], rows: readonly ReadRow[]): void;
  /** Forgets the overlay and what was missing: a new try starts from what was read. */
  restart(): void;
  apply(writes: readonly Write[]): void;
  /** Versions of everything read: the commit goes through only while they still hold. */
  expectations(): Expectation[];
}

export function createKnownState(): KnownState {
  const known = new Map<string, ReadRow & RowRef>();
  let overlay: Map<string, Write> | undefined;
  let missing: RowRef[] = [];
  const wanted = new Set<string>();

  const note = (collection: string, row: string) => {
    const key = keyOf(collection, row);
    if (wanted.has(key)) return;
    wanted.add(key);
    missing.push({ collection, row });
  };
  const rawRow = (collection: string, row: string): unknown => {
    const written = overlay?.get(keyOf(collection, row));
    if (written) return written.value ?? undefined;
    const read = known.get(keyOf(collection, row));
    if (read) return read.value;
    const whole = known.get(keyOf(collection, ALL_ROWS));
    if (whole) return rowsOf(whole.value).get(row);
    note(collection, row);
    return undefined;
  };
  return {
    get missing() {
      return missing;
    },
    get<T>(rows: Rows<T>, row: string): T | undefined {
      const raw = rawRow(rows.collection, row);
      return raw === undefined ? undefined : rows.schema.parse(raw);
    },
    all<T>(rows: Rows<T>): ReadonlyMap<string, T> {
      const whole = known.get(keyOf(rows.collection, ALL_ROWS));
      if (!whole) {
        note(rows.collection, ALL_ROWS);
        return new Map();
      }
      const raw = new Map(rowsOf(whole.value));
      for (const write of overlay?.values() ?? []) {
        if (write.collection !== rows.collection) continue;
        if (write.value === null) raw.delete(write.row);
        else raw.set(write.row, write.value);
      }
      return new Map([...raw].map(([row, value]) => [row, rows.schema.parse(value)]));
    },
    learn: (refs, rows) => {
      let n = 0;
      for (const { collection, row } of refs) {
        const read = rows[n];
        n += 1;
        if (read)
          known.set(keyOf(collection, row), { collection, row, version: read.version, value: read.value });
      }
    },
    restart: () => {
      overlay = undefined;
      missing = [];
      wanted.clear();
    },
    apply: (writes) => {
      overlay ??= new Map();
      for (const write of writes) overlay.set(keyOf(write.collection, write.row), write);
    },
    expectations: () =>
      Array.from(known.values(), ({ collection, row, version }) => ({
        collection,
        row,
        version,
      })),
  };
}

const rowsOf = (value: unknown): ReadonlyMap<string, unknown> =>
  new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
