import { isVisible, type LedgerEntry, LOST_REASON, type Outbox } from '../delivery/ports.ts';
import type { Scope } from '../domain/chat.ts';
import type { Outgoing } from '../domain/effects.ts';

interface Row {
  readonly outgoing: Outgoing;
  due: number;
  attempt: number;
  /** '' while queued. */
  owner: string;
  at: number;
  reason: string;
}
interface ScopeState {
  readonly rows: Map<string, Row>;
  readonly ledger: Map<string, LedgerEntry>;
}

/** The outbox in this process, with what the memory event store needs to fill it. */
export function createMemoryOutbox(): Outbox & { queue(scope: string, effects: readonly Outgoing[]): void } {
  const scopes = new Map<string, ScopeState>();
  const scopeOf = (name: string): ScopeState => {
    const known = scopes.get(name) ?? { rows: new Map(), ledger: new Map() };
    scopes.set(name, known);
    return known;
  };

  const sweepScope = (name: Scope, now: number, staleBefore: number, limit: number) => {
    const { rows, ledger } = scopeOf(name);
    const stale = [...rows.values()]
      .filter(({ owner, at }) => owner !== '' && at < staleBefore)
      .sort(byNumber((row) => row.at))
      .slice(0, limit);
    const lost: LedgerEntry[] = [];
    for (const row of stale) {
      const { id } = row.outgoing;
      if (isVisible(row.outgoing)) {
        const entry = { ...settled(row), state: 'unknown' as const, at: now, reason: LOST_REASON };
        rows.delete(id);
        ledger.set(id, entry);
        lost.push(entry);
      } else Object.assign(row, { owner: '', due: now, at: now });
    }
    const due = [...rows.values()]
      .filter((row) => row.owner === '' && row.due <= now)
      .sort(byNumber((row) => row.due))
      .slice(0, limit);
    return { due, lost };
  };

  return {
    queue: (scope, effects) => {
      for (const outgoing of effects) {
        const due = Math.ceil(outgoing.due);
        scopeOf(scope).rows.set(outgoing.id, { outgoing, due, attempt: 0, owner: '', at: due, reason: '' });
      }
    },
    claim: async (scope, id, owner, now) => {
      const row = scopeOf(scope).rows.get(id);
      if (!row) return { type: 'gone' };
      if (row.owner !== '') return { type: 'taken' };
      if (row.due > now) return { type: 'not-due', due: row.due };
      Object.assign(row, { owner, at: now, attempt: row.attempt + 1, reason: '' });
      return { type: 'claimed', outgoing: row.outgoing, attempt: row.attempt };
    },
    settle: async (scope, id, owner, settlement, now) => {
      const { rows, ledger } = scopeOf(scope);
      const row = rows.get(id);
      if (!row || row.owner === '' || row.owner !== owner) return;
      if (settlement.state === 'queued') {
        const reason = settlement.reason ?? '';
        const attempt = settlement.untried ? row.attempt - 1 : row.attempt;
        Object.assign(row, { owner: '', due: Math.ceil(settlement.due), at: now, reason, attempt });
        return;
      }
      rows.delete(id);
      if (settlement.state !== 'done') ledger.set(id, { ...settled(row), ...settlement, at: now });
    },
    sweep: async (names, now, staleBefore, limit) => {
      const found = names.map((scope) => ({ scope, ...sweepScope(scope, now, staleBefore, limit) }));
      return {
        due: found.flatMap(({ scope, due }) =>
          due.map((row) => ({ scope, id: row.outgoing.id, due: row.due })),
        ),
        lost: found.flatMap(({ scope, lost }) => lost.map((entry) => ({ scope, entry }))),
      };
    },
    ledger: async (scope, id) => {
      const { rows, ledger } = scopeOf(scope);
      const row = rows.get(id);
      if (!row) return ledger.get(id);
      return isVisible(row.outgoing) ? waiting(row) : undefined;
    },
    recent: async (scope, limit) => {
      const { rows, ledger } = scopeOf(scope);
      const open = [...rows.values()].filter(({ outgoing }) => isVisible(outgoing)).map(waiting);
      return [...open, ...ledger.values()]
        .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
        .slice(0, limit);
    },
    depth: async (names) => names.reduce((sum, scope) => sum + scopeOf(scope).rows.size, 0),
  };
}

const settled = ({ outgoing, attempt }: Row) => ({ id: outgoing.id, attempt, outgoing });
const waiting = (row: Row): LedgerEntry => ({
  ...settled(row),
  state: row.owner === '' ? 'queued' : 'sending',
  at: row.at,
  ...(row.reason !== '' && { reason: row.reason }),
});
const byNumber =
  <T>(of: (item: T) => number) =>
  (a: T, b: T): number =>
    of(a) - of(b);
