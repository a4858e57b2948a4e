import type { CommitRequest, CommitResult, EventStore, ReadRow, StoredReply } from '../engine/ports.ts';
import { createBatcher } from './batcher.ts';
import type { RedisClient } from './connection.ts';
import { encodeCommit, parseSaid } from './encode-commit.ts';
import { decodeGroup, encodeRead, groupRefs, type ReadRequest } from './encode-read.ts';
import { keys } from './keys.ts';
import { shardBy } from './sharding.ts';
import { answered } from './unavailable.ts';

/** State of the events on Redis. A commit that timed out may have happened: repeat it with the same event id. */
export function createRedisEventStore({ redis }: { readonly redis: RedisClient }): EventStore {
  const shardOf = shardBy<{ scope: string }>(redis, ({ scope }) => scope);
  const commit = createBatcher<CommitRequest, CommitResult>({
    shardOf,
    flush: async (requests) => (await redis.qyCommit(encodeCommit(requests))).map(decodeCommit),
  });
  const read = createBatcher<ReadRequest, readonly ReadRow[]>({
    shardOf,
    flush: async (requests) => {
      const grouped = requests.map(({ scope, refs }) => ({ scope, groups: groupRefs(refs) }));
      const answers = await redis.qyRead(encodeRead(grouped));
      let next = 0;
      return grouped.map(({ groups }) =>
        groups.flatMap((group) => decodeGroup(group, answers[next++] ?? [])),
      );
    },
  });
  return {
    read: (scope, refs) => (refs.length === 0 ? Promise.resolve([]) : read({ scope, refs })),
    commit,
    reply: async (scope, event) => {
      const raw = await answered(redis.get(keys.done(scope, event)));
      return raw === null ? undefined : parseReply(raw);
    },
    said: async (scope) => {
      const list = (await answered(redis.lrange(keys.said(scope), 0, -1))).map(parseSaid);
      const replies = await answered(
        Promise.all(list.map(({ event }) => redis.get(keys.done(scope, event)))),
      );
      return list.flatMap((each, n) => {
        const raw = replies[n];
        return typeof raw === 'string' ? [{ ...each, reply: parseReply(raw) }] : [];
      });
    },
  };
}

function decodeCommit(answer: number | string | null): CommitResult {
  if (answer === null) return { type: 'conflict' };
  if (typeof answer === 'number') return { type: 'committed', seq: answer };
  return { type: 'duplicate', reply: parseReply(answer) };
}
/** Done marks are written by `encodeCommit` alone, so their shape is known. */
const parseReply = (raw: string): StoredReply => JSON.parse(raw);
