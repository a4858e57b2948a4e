import { ALL_ROWS, type RowRef, type Rows, type StateView, type Write } from '../domain/state.ts';
import type { Expectation, ReadRow } from './ports.ts';

/**
 * What has been read so far for one event, with the writes of the decision under way laid over it. Asking for a row
 * that was not read notes it in `missing`; the engine then reads it and decides again.
 */
export interface KnownState extends StateView {
  missing(): readonly RowRef[];
  learn(refs: readonly RowRef[], rows: readonly ReadRow[]): void;
  /** Forgets the overlay and what was missing: a new try starts from what was read. */
  restart(): void;
  apply(writes: readonly Write[]): void;
  /** Versions of everything that was looked at: the commit goes through only while they still hold. */
  expectations(): Expectation[];
}

/** Features hint at more than a decision then looks at; what it did not see need not still be so. */
interface Known {
  readonly read: ReadRow;
  used: boolean;
}

export function createKnownState(): KnownState {
  // By collection, then row: joining the two into one key would cost more than everything else here.
  const known = new Map<string, Map<string, Known>>();
  let overlay: Map<string, Map<string, Write>> | undefined;
  let missing: RowRef[] = [];

  const note = (collection: string, row: string) => {
    for (const seen of missing) if (seen.collection === collection && seen.row === row) return;
    missing.push({ collection, row });
  };
  const rawRow = (collection: string, row: string): unknown => {
    const written = overlay?.get(collection)?.get(row);
    if (written) return written.value ?? undefined;
    const rows = known.get(collection);
    const found = rows?.get(row);
    if (found) {
      found.used = true;
      return found.read.value;
    }
    const whole = rows?.get(ALL_ROWS);
    if (whole) {
      whole.used = true;
      return rowsOf(whole.read.value).get(row);
    }
    note(collection, row);
    return undefined;
  };
  return {
    missing: () => missing,
    get<T>(rows: Rows<T>, row: string): T | undefined {
      const raw = rawRow(rows.collection, row);
      return raw === undefined ? undefined : rows.parse(raw);
    },
    all<T>(rows: Rows<T>): ReadonlyMap<string, T> {
      const whole = known.get(rows.collection)?.get(ALL_ROWS);
      if (!whole) {
        note(rows.collection, ALL_ROWS);
        return new Map();
      }
      whole.used = true;
      const raw = new Map(rowsOf(whole.read.value));
      for (const { row, value } of overlay?.get(rows.collection)?.values() ?? [])
        if (value === null) raw.delete(row);
        else raw.set(row, value);
      return new Map([...raw].map(([row, value]) => [row, rows.parse(value)]));
    },
    learn: (refs, rows) => {
      for (let n = 0; n < refs.length; n += 1) {
        const ref = refs[n];
        const read = rows[n];
        if (ref && read) inner(known, ref.collection).set(ref.row, { read, used: false });
      }
    },
    restart: () => {
      overlay = undefined;
      missing = [];
    },
    apply: (writes) => {
      overlay ??= new Map();
      for (const write of writes) inner(overlay, write.collection).set(write.row, write);
    },
    expectations: () => {
      const expected: Expectation[] = [];
      for (const [collection, rows] of known)
        for (const [row, { read, used }] of rows)
          if (used) expected.push({ collection, row, version: read.version });
      return expected;
    },
  };
}

function inner<T>(outer: Map<string, Map<string, T>>, collection: string): Map<string, T> {
  const known = outer.get(collection);
  if (known) return known;
  const rows = new Map<string, T>();
  outer.set(collection, rows);
  return rows;
}

const rowsOf = (value: unknown): ReadonlyMap<string, unknown> =>
  new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
