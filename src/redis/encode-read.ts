import type { Scope } from '../domain/chat.ts';
import { ALL_ROWS, type RowRef } from '../domain/state.ts';
import type { ReadRow } from '../engine/ports.ts';
import { keys } from './keys.ts';
import { COLLECTION_SEQ, fieldRow, rowField } from './row-field.ts';

export interface ReadRequest {
  readonly scope: Scope;
  readonly refs: readonly RowRef[];
}
/** Runs of rows of one collection share a key; a whole collection stands alone. */
interface Group {
  readonly collection: string;
  readonly fields: string[];
}
/** `unpack` in Lua has a limit; nobody asks for so many rows one by one. */
const MAX_FIELDS = 1_000;

export const groupRefs = (refs: readonly RowRef[]): Group[] => {
  const groups: Group[] = [];
  for (const { collection, row } of refs) {
    if (row === ALL_ROWS) {
      groups.push({ collection, fields: [] });
      continue;
    }
    const open = groups.at(-1);
    const joins =
      open?.collection === collection && open.fields.length > 0 && open.fields.length < MAX_FIELDS;
    if (open && joins) open.fields.push(rowField(row));
    else groups.push({ collection, fields: [rowField(row)] });
  }
  return groups;
};

/** KEYS and ARGV of `read.lua`. */
export function encodeRead(
  requests: readonly { scope: Scope; groups: readonly Group[] }[],
): (string | number)[] {
  const names: (string | number)[] = [0];
  const args: (string | number)[] = [];
  for (const { scope, groups } of requests)
    for (const { collection, fields } of groups) {
      names.push(keys.rows(scope, collection));
      args.push(fields.length, ...fields);
    }
  names[0] = names.length - 1;
  return names.concat(args);
}

/** The rows of one group, in order. */
export const decodeGroup = (group: Group, answer: readonly (string | null)[]): ReadRow[] =>
  group.fields.length === 0 ? [decodeAll(answer)] : answer.map(decodeRow);

function decodeRow(raw: string | null): ReadRow {
  if (raw === null) return { version: '', value: undefined };
  const bar = raw.indexOf('|');
  return { version: raw.slice(0, bar), value: JSON.parse(raw.slice(bar + 1)) };
}
function decodeAll(flat: readonly (string | null)[]): ReadRow {
  let version = '';
  const rows: [string, unknown][] = [];
  for (let n = 0; n < flat.length; n += 2) {
    const field = flat[n] ?? '';
    const raw = flat[n + 1] ?? '';
    if (field === COLLECTION_SEQ) version = raw;
    else rows.push([fieldRow(field), JSON.parse(raw.slice(raw.indexOf('|') + 1))]);
  }
  return { version, value: Object.fromEntries(rows) };
}
