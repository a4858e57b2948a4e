import { isVisible, type LedgerEntry, type Settlement } from '../delivery/ports.ts';
import type { Outgoing } from '../domain/effects.ts';
import type { EffectId } from '../domain/ids.ts';

/**
 * A row of the outbox hash: `<v|i><attempt>\n<owner>\n<at>\n<reason>\n<json>`. The Lua scripts take it apart by these
 * lines, so they need not parse the JSON. `at` of a row nobody touched yet is its due time.
 */
export const outboxRow = (outgoing: Outgoing): string =>
  `${isVisible(outgoing) ? 'v' : 'i'}0\n\n${Math.ceil(outgoing.due)}\n\n${JSON.stringify(outgoing)}`;

/** Rows are written by `outboxRow` and the scripts alone, so their shape is known. */
export function parseOutboxRow(id: EffectId, row: string): LedgerEntry {
  const [head = '', owner = '', at = '', reason = '', ...json] = row.split('\n');
  return {
    id,
    state: owner === '' ? 'queued' : 'sending',
    at: Number(at),
    attempt: Number(head.slice(1)),
    outgoing: JSON.parse(json.join('\n')),
    ...(reason !== '' && { reason }),
  };
}
export const isVisibleRow = (row: string): boolean => row.startsWith('v');

type Final = Extract<Settlement, { state: 'sent' | 'failed' | 'unknown' }>;

/** The ledger's JSON up to where the script adds attempt and effect: keys are one letter, for there are many of them. */
export const ledgerHead = ({ state, code, reason, via }: Final, at: number): string =>
  JSON.stringify({ s: state, t: at, c: code, r: reason, v: via }).slice(0, -1);

export function parseLedger(id: EffectId, raw: string): LedgerEntry {
  const entry: { s: Final['state']; t: number; a: number; c?: number; r?: string; v?: string; o: Outgoing } =
    JSON.parse(raw);
  return {
    id,
    state: entry.s,
    at: entry.t,
    attempt: entry.a,
    outgoing: entry.o,
    ...(entry.c !== undefined && { code: entry.c }),
    ...(entry.r !== undefined && { reason: entry.r }),
    ...(entry.v !== undefined && { via: entry.v }),
  };
}
