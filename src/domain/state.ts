import type { z } from 'zod';

/**
 * State is rows: `collection` (one Redis hash per scope) and `row` (one field). A feature declares its rows once
 * with `defineRows`; reading, version checks and writing are the same for all of them.
 */
export interface Rows<T> {
  readonly collection: string;
  readonly schema: z.ZodType<T>;
  /** A row as stored, checked. The same object gives the same answer, which is frozen: events share it. */
  readonly parse: (raw: unknown) => T;
}
export function defineRows<T>(collection: string, schema: z.ZodType<T>): Rows<T> {
  let known: WeakMap<object, T> | undefined;
  const parse = (raw: unknown): T => {
    if (typeof raw !== 'object' || raw === null) return schema.parse(raw);
    const before = known?.get(raw);
    if (before !== undefined) return before;
    const parsed = freeze(schema.parse(raw));
    known ??= new WeakMap();
    known.set(raw, parsed);
    return parsed;
  };
  return { collection, schema, parse };
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) freeze(inner);
  return Object.freeze(value);
}

export interface RowRef {
  readonly collection: string;
  /** A row's name, or `*` for the whole collection. */
  readonly row: string;
}
export const ALL_ROWS = '*';

/**
 * What a decision may look at. A row that was not read yet comes back as absent and is noted; the engine then
 * reads it and decides again, so a decision just asks for what it needs. Hints (`reads`) only save the second round.
 */
export interface StateView {
  get<T>(rows: Rows<T>, row: string): T | undefined;
  /** Every row of a collection, by row name. Costs what the collection is big: not for hot paths. */
  all<T>(rows: Rows<T>): ReadonlyMap<string, T>;
}

/** `value: null` deletes. Rows are JSON. */
export interface Write {
  readonly collection: string;
  readonly row: string;
  readonly value: unknown;
  /** The whole collection expires this long after its last write. */
  readonly ttlMs?: number;
}
export const put = <T>(rows: Rows<T>, row: string, value: T, ttlMs?: number): Write => ({
  collection: rows.collection,
  row,
  value,
  ...(ttlMs !== undefined && { ttlMs }),
});
export const drop = <T>(rows: Rows<T>, row: string): Write => ({
  collection: rows.collection,
  row,
  value: null,
});
