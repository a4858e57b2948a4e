import type { Scope } from '../domain/chat.ts';
import { ALL_ROWS, type RowRef, type Write } from '../domain/state.ts';
import type { ReadRow } from './ports.ts';

/**
 * Rows as this process saw them last. Another process may have changed them since: a decision made on them counts only
 * once the commit has checked their versions, and one that commits nothing has to be made again on rows read anew.
 */
export interface RecentRows {
  /** All of these rows in their order, or undefined when one of them is not at hand. */
  find(scope: Scope, refs: readonly RowRef[], now: number): readonly ReadRow[] | undefined;
  learn(scope: Scope, refs: readonly RowRef[], rows: readonly ReadRow[]): void;
  /** A commit went through with this number. */
  committed(scope: Scope, writes: readonly Write[], seq: number): void;
  /** They were out of date: somebody else is at work here, so nothing is remembered of this scope for a while. */
  stale(scope: Scope, now: number): void;
  /** The store may have lost what it had said: its versions may now stand for other rows. */
  forgetAll(): void;
}

/** About 200 bytes each. */
const MAX_ROWS = 50_000;
const CONTENDED_MS = 60_000;
const MAX_CONTENDED = 1_000;

export function createRecentRows(maxRows = MAX_ROWS): RecentRows {
  const scopes = new Map<Scope, Map<string, Map<string, ReadRow>>>();
  const contended = new Map<Scope, number>();
  let count = 0;

  const forget = (scope: Scope) => {
    for (const rows of scopes.get(scope)?.values() ?? []) count -= rows.size;
    scopes.delete(scope);
  };
  const remember = (scope: Scope, collection: string, row: string, read: ReadRow) => {
    let collections = scopes.get(scope);
    if (!collections) {
      collections = new Map();
      scopes.set(scope, collections);
    }
    let rows = collections.get(collection);
    if (!rows) {
      rows = new Map();
      collections.set(collection, rows);
    }
    if (!rows.has(row)) count += 1;
    rows.set(row, read);
  };
  const makeRoom = () => {
    for (const oldest of scopes.keys()) {
      if (count <= maxRows) return;
      forget(oldest);
    }
  };
  const isContended = (scope: Scope, now: number): boolean => {
    const until = contended.get(scope);
    if (until === undefined) return false;
    if (now < until) return true;
    contended.delete(scope);
    return false;
  };

  return {
    find: (scope, refs, now) => {
      const collections = scopes.get(scope);
      if (!collections || (contended.size > 0 && isContended(scope, now))) return undefined;
      const found: ReadRow[] = [];
      for (const { collection, row } of refs) {
        const read = collections.get(collection)?.get(row);
        if (!read) return undefined;
        found.push(read);
      }
      return found;
    },
    learn: (scope, refs, rows) => {
      for (const [n, { collection, row }] of refs.entries()) {
        const read = rows[n];
        // What a whole collection holds changes with every write to it.
        if (read && row !== ALL_ROWS) remember(scope, collection, row, read);
      }
      if (count > maxRows) makeRoom();
    },
    committed: (scope, writes, seq) => {
      for (const { collection, row, value, ttlMs } of writes) {
        const gone = value === null || value === undefined;
        if (ttlMs !== undefined) forget(scope);
        else if (gone) remember(scope, collection, row, { version: '', value: undefined });
        else remember(scope, collection, row, { version: String(seq), value });
      }
      if (count > maxRows) makeRoom();
    },
    stale: (scope, now) => {
      forget(scope);
      if (contended.size >= MAX_CONTENDED) contended.clear();
      contended.set(scope, now + CONTENDED_MS);
    },
    forgetAll: () => {
      scopes.clear();
      count = 0;
    },
  };
}
