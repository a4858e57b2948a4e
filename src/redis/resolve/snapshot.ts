import type { Redis } from 'ioredis';
import { z } from 'zod';

/** Values are latin1 text, so that any byte survives JSON. */
const entrySchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('string'),
    key: z.string(),
    value: z.string(),
    expiresAt: z.int().optional(),
  }),
  z.strictObject({
    type: z.enum(['hash', 'zset', 'set', 'list']),
    key: z.string(),
    value: z.array(z.string()),
    expiresAt: z.int().optional(),
  }),
  z.strictObject({
    type: z.literal('stream'),
    key: z.string(),
    value: z.array(z.tuple([z.string(), z.array(z.string())])),
    expiresAt: z.int().optional(),
  }),
]);
export const snapshotSchema = z.strictObject({ version: z.literal(1), entries: z.array(entrySchema) });
export type Snapshot = z.infer<typeof snapshotSchema>;
type Entry = Snapshot['entries'][number];

/** Everything in the database, typed key by key: the in-process server has no file of its own. */
export async function dumpRedis(redis: Redis, now: number): Promise<Snapshot> {
  const entries: Entry[] = [];
  let cursor = '0';
  do {
    const [next, found] = await redis.scanBuffer(cursor, 'COUNT', 500);
    cursor = next.toString();
    for (const entry of await Promise.all(found.map((key) => dumpKey(redis, key, now))))
      if (entry) entries.push(entry);
  } while (cursor !== '0');
  return { version: 1, entries };
}

/** Puts a snapshot back; keys it names are replaced, what has expired meanwhile is left out. */
export async function restoreRedis(redis: Redis, { entries }: Snapshot, now: number): Promise<void> {
  for (let n = 0; n < entries.length; n += 500) {
    const batch = entries
      .slice(n, n + 500)
      .filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now);
    await Promise.all(batch.map((entry) => restoreKey(redis, entry, now)));
  }
}

async function dumpKey(redis: Redis, key: Buffer, now: number): Promise<Entry | undefined> {
  const [type, ttl] = await Promise.all([redis.type(key), redis.pttl(key)]);
  const base = { key: text(key), ...(ttl >= 0 && { expiresAt: now + ttl }) };
  switch (type) {
    case 'string': {
      const value = await redis.getBuffer(key);
      return value ? { type, ...base, value: text(value) } : undefined;
    }
    case 'hash':
      return { type, ...base, value: texts(await redis.callBuffer('HGETALL', key)) };
    case 'list':
      return { type, ...base, value: texts(await redis.callBuffer('LRANGE', key, 0, -1)) };
    case 'set':
      return { type, ...base, value: texts(await redis.callBuffer('SMEMBERS', key)) };
    case 'zset':
      return { type, ...base, value: texts(await redis.callBuffer('ZRANGE', key, 0, -1, 'WITHSCORES')) };
    case 'stream': {
      const rows = await redis.xrangeBuffer(key, '-', '+');
      return { type, ...base, value: rows.map(([id, fields]) => [text(id), fields.map(text)]) };
    }
    default:
      return undefined; // gone since the scan
  }
}

async function restoreKey(redis: Redis, entry: Entry, now: number): Promise<void> {
  const key = bytes(entry.key);
  const commands: [string, ...(string | Buffer)[]][] = [['DEL', key]];
  switch (entry.type) {
    case 'string':
      commands.push(['SET', key, bytes(entry.value)]);
      break;
    case 'hash':
      commands.push(['HSET', key, ...entry.value.map(bytes)]);
      break;
    case 'list':
      commands.push(['RPUSH', key, ...entry.value.map(bytes)]);
      break;
    case 'set':
      commands.push(['SADD', key, ...entry.value.map(bytes)]);
      break;
    case 'zset':
      commands.push([
        'ZADD',
        key,
        ...entry.value.map((_, n, all) => bytes(all[n % 2 === 0 ? n + 1 : n - 1] ?? '')),
      ]);
      break;
    case 'stream':
      for (const [id, fields] of entry.value) commands.push(['XADD', key, id, ...fields.map(bytes)]);
      break;
    default:
      entry satisfies never;
  }
  if (entry.expiresAt !== undefined) commands.push(['PEXPIRE', key, String(entry.expiresAt - now)]);
  for (const [name, ...args] of commands) await redis.call(name, ...args);
}

const text = (value: Buffer): string => value.toString('latin1');
const bytes = (value: string): Buffer => Buffer.from(value, 'latin1');
/** Replies of arrays of bytes; scores may come as numbers. */
const texts = (reply: unknown): string[] =>
  Array.isArray(reply) ? reply.flat().map((item) => (Buffer.isBuffer(item) ? text(item) : String(item))) : [];
