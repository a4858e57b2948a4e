import type { z } from 'zod';
import { memberRows } from '../../src/domain/people.ts';
import type { Rows } from '../../src/domain/state.ts';
import { type Chain, chainRows, entryRows } from '../../src/features/chain/rows.ts';
import { campaignRows, personRows, recordSchema } from '../../src/features/checkin/rows.ts';
import type { Stored } from './world.ts';

/** What of the rows has a meaning to people. */
export interface Seen {
  readonly chains: ReadonlyMap<string, Chain>;
  readonly entries: ReadonlyMap<string, SeenEntry>;
  readonly records: ReadonlyMap<string, z.infer<typeof recordSchema>>;
}
export interface SeenEntry {
  readonly chain: string;
  /** The member's id, or `=` and the name of somebody who was signed up. */
  readonly who: string;
  readonly option: string | undefined;
  readonly n: number;
  readonly remark: string | undefined;
  readonly state: 'in' | 'waiting';
  readonly paid: boolean;
}

const rowsOf = <T>(stored: Stored, rows: Rows<T>): ReadonlyMap<string, T> =>
  new Map([...(stored.get(rows.collection) ?? [])].map(([row, value]) => [row, rows.schema.parse(value)]));

export function see(stored: Stored): Seen {
  const chains = rowsOf(stored, chainRows);
  const entries = new Map<string, SeenEntry>();
  for (const [number, chain] of chains)
    for (const [key, entry] of rowsOf(stored, entryRows(Number(number)))) {
      if (entry.s === 'x') continue;
      const bar = key.indexOf('|');
      entries.set(`${number}/${key}`, {
        chain: chain.title,
        who: entry.n === undefined ? key.slice(bar + 1) : `=${entry.n}`,
        option: chain.options?.[Number.parseInt(key.slice(0, bar), 10)]?.name,
        n: entry.q ?? 1,
        remark: entry.r,
        state: entry.s === 'w' ? 'waiting' : 'in',
        paid: entry.p === 1,
      });
    }
  const records = new Map<string, z.infer<typeof recordSchema>>();
  for (const [collection, rows] of stored)
    if (/^checkin:/.test(collection))
      for (const [row, value] of rows) records.set(row, recordSchema.parse(value));
  return { chains, entries, records };
}
export const campaignsOf = (stored: Stored) =>
  [...rowsOf(stored, campaignRows).values()].flatMap(({ list }) => list);
export const reminded = (stored: Stored, id: string): boolean =>
  rowsOf(stored, personRows).get(id)?.off !== true;
export const memberOf = (stored: Stored, id: string) => rowsOf(stored, memberRows).get(id);
export const isPending = (stored: Stored, id: string): boolean => stored.get('confirm')?.has(id) === true;

/** What was written with a check-in of that day. */
export const wordsOf = (stored: Stored, day: number, id: string): unknown =>
  [...stored]
    .find(([collection]) => collection.startsWith('checkin-text:') && collection.endsWith(`:${day}`))?.[1]
    .get(id);

/** Rows that keep the bot itself in order and say nothing about anybody's sign-up or check-in. */
const HOUSEKEEPING =
  /^(confirm|denied|audit|audit-head|chain-undo|chain-posted|checkin-undo|checkin-meta|pace.*|help.*)$/;

/** Everything that somebody could miss or wonder about, as one comparable text. */
export function substance(stored: Stored): string {
  const kept = [...stored].flatMap(([collection, rows]) => {
    if (HOUSEKEEPING.test(collection)) return [];
    return [...rows].map(([row, value]) => {
      if (collection === 'members') return `${collection}/${row} ${memberRows.schema.parse(value).card}`;
      if (collection !== 'chains') return `${collection}/${row} ${JSON.stringify(value)}`;
      const { fresh: _, changes: __, ...chain } = chainRows.schema.parse(value);
      return `${collection}/${row} ${JSON.stringify(chain)}`;
    });
  });
  // Somebody heard for the first time is no change.
  return kept
    .filter((line) => !/^members\/\S+ undefined$/.test(line))
    .sort()
    .join('\n');
}
