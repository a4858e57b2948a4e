import type { Outgoing } from '../domain/effects.ts';
import { ALL_ROWS, type RowRef } from '../domain/state.ts';
import {
  type CommitRequest,
  type CommitResult,
  type EventStore,
  type Expectation,
  type ReadRow,
  SAID_KEPT,
  type SaidReply,
  type StoredReply,
} from '../engine/ports.ts';

interface Row {
  readonly version: string;
  readonly json: string;
}
interface Collection {
  readonly rows: Map<string, Row>;
  version: string;
  expiresAt: number;
}
interface ScopeState {
  seq: number;
  readonly collections: Map<string, Collection>;
  readonly done: Map<string, { readonly json: string; readonly expiresAt: number }>;
  /** Newest first. */
  said: readonly Omit<SaidReply, 'reply'>[];
}
interface Deps {
  /** Rows and done marks expire by it. */
  readonly now: () => number;
  /** Takes the effects of a commit: the memory outbox. */
  readonly queue: (scope: string, effects: readonly Outgoing[]) => void;
}

/** State of the events in this process: the same promises as on Redis, gone when it ends. Values pass through JSON. */
export function createMemoryEventStore({ now, queue }: Deps): EventStore {
  const scopes = new Map<string, ScopeState>();
  const scopeOf = (name: string): ScopeState => {
    const known = scopes.get(name) ?? { seq: 0, collections: new Map(), done: new Map(), said: [] };
    scopes.set(name, known);
    return known;
  };
  const collectionOf = (scope: ScopeState, name: string): Collection | undefined => {
    const collection = scope.collections.get(name);
    if (collection && collection.expiresAt <= now()) scope.collections.delete(name);
    return scope.collections.get(name);
  };
  const doneOf = (scope: ScopeState, event: string): StoredReply | undefined => {
    const mark = scope.done.get(event);
    if (mark && mark.expiresAt <= now()) scope.done.delete(event);
    return mark && mark.expiresAt > now() ? JSON.parse(mark.json) : undefined;
  };
  const versionOf = (scope: ScopeState, { collection, row }: Expectation): string => {
    const known = collectionOf(scope, collection);
    return (row === ALL_ROWS ? known?.version : known?.rows.get(row)?.version) ?? '';
  };

  const commit = (request: CommitRequest): CommitResult => {
    const scope = scopeOf(request.scope);
    const stored = doneOf(scope, request.event);
    if (stored) return { type: 'duplicate', reply: stored };
    if (request.expects.some((expected) => versionOf(scope, expected) !== expected.version))
      return { type: 'conflict' };
    scope.seq += 1;
    const version = String(scope.seq);
    for (const { collection: name, row, value, ttlMs } of request.writes) {
      const collection = collectionOf(scope, name) ?? { rows: new Map(), version, expiresAt: Infinity };
      scope.collections.set(name, collection);
      if (value === null || value === undefined) collection.rows.delete(row);
      else collection.rows.set(row, { version, json: JSON.stringify(value) });
      collection.version = version;
      if (ttlMs !== undefined) collection.expiresAt = now() + ttlMs;
    }
    queue(request.scope, request.effects);
    const mark = { json: JSON.stringify(request.reply), expiresAt: now() + request.keepMs };
    scope.done.set(request.event, mark);
    if (request.said)
      scope.said = [{ event: request.event, ...request.said }, ...scope.said].slice(0, SAID_KEPT);
    return { type: 'committed', seq: scope.seq };
  };

  const read = (scope: ScopeState, { collection: name, row }: RowRef): ReadRow => {
    const collection = collectionOf(scope, name);
    if (row === ALL_ROWS) {
      const rows = [...(collection?.rows ?? [])].map(([key, { json }]) => [key, JSON.parse(json)]);
      return { version: collection?.version ?? '', value: Object.fromEntries(rows) };
    }
    const found = collection?.rows.get(row);
    return found
      ? { version: found.version, value: JSON.parse(found.json) }
      : { version: '', value: undefined };
  };
  return {
    read: async (scope, refs) => refs.map((ref) => read(scopeOf(scope), ref)),
    commit: async (request) => commit(request),
    reply: async (scope, event) => doneOf(scopeOf(scope), event),
    said: async (name) => {
      const scope = scopeOf(name);
      return scope.said.flatMap((each) => {
        const reply = doneOf(scope, each.event);
        return reply ? [{ ...each, reply }] : [];
      });
    },
  };
}
