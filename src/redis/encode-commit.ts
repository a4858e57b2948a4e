import { asEventId, type EventId } from '../domain/ids.ts';
import { ALL_ROWS } from '../domain/state.ts';
import { type CommitRequest, SAID_KEPT } from '../engine/ports.ts';
import { keys } from './keys.ts';
import { outboxRow } from './outbox-row.ts';
import { COLLECTION_SEQ, rowField } from './row-field.ts';

/** KEYS and ARGV of `commit.lua` for a batch. */
export function encodeCommit(requests: readonly CommitRequest[]): (string | number)[] {
  const names: (string | number)[] = [0];
  const args: (string | number)[] = [];
  for (const { scope, event, expects, writes, effects, reply, keepMs, said } of requests) {
    names.push(keys.seq(scope), keys.done(scope, event));
    const collections: string[] = [];
    const indexOf = (collection: string): number => {
      const known = collections.indexOf(collection);
      return known >= 0 ? known + 1 : collections.push(collection);
    };
    const head = args.length;
    // Few long arguments rather than many short ones: each costs the client more than the script.
    args.push('', JSON.stringify(reply));
    if (said) args.push(saidItem(event, said));
    for (const { collection, row, version } of expects)
      args.push(`${indexOf(collection)}:${version}:${row === ALL_ROWS ? COLLECTION_SEQ : rowField(row)}`);
    for (const { collection, row, value, ttlMs } of writes) {
      const ttl = ttlMs === undefined ? '' : Math.max(1, Math.ceil(ttlMs));
      const json = value === null || value === undefined ? '' : JSON.stringify(value);
      args.push(`${indexOf(collection)}:${ttl}:${rowField(row)}`, json);
    }
    for (const effect of effects) args.push(effect.id, Math.ceil(effect.due), outboxRow(effect));
    const counts = [collections.length, expects.length, writes.length, effects.length];
    args[head] = `${counts.join()},${Math.max(1, Math.ceil(keepMs))},${said ? SAID_KEPT : 0}`;
    for (const collection of collections) names.push(keys.rows(scope, collection));
    if (effects.length > 0) names.push(keys.out(scope), keys.due(scope));
    if (said) names.push(keys.said(scope));
  }
  names[0] = names.length - 1;
  return names.concat(args);
}

/** One answer in the list of what was said; see `parseSaid`. */
const saidItem = (event: string, { at, version }: NonNullable<CommitRequest['said']>): string =>
  `${event}|${Math.floor(at)}|${version}`;
export function parseSaid(item: string): { event: EventId; at: number; version: string } {
  const [event = '', at = '', version = ''] = item.split('|');
  return { event: asEventId(event), at: Number(at), version };
}
