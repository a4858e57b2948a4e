import { Cluster } from 'ioredis';
import type { RedisClient } from './connection.ts';

/** On one node everything may share a call; on a cluster only what carries the same hash tag. */
export const shardBy =
  <Item>(redis: RedisClient, tag: (item: Item) => string) =>
  (item: Item): string =>
    redis instanceof Cluster ? tag(item) : '';

/** Cuts a list into lists that may share a call, at most `size` long, keeping the order. */
export function shards<Item>(
  redis: RedisClient,
  items: readonly Item[],
  tag: (item: Item) => string,
  size: number,
): Item[][] {
  const shardOf = shardBy(redis, tag);
  const groups = new Map<string, Item[][]>();
  for (const item of items) {
    const chunks = groups.get(shardOf(item)) ?? [];
    groups.set(shardOf(item), chunks);
    const open = chunks.at(-1);
    if (open && open.length < size) open.push(item);
    else chunks.push([item]);
  }
  return [...groups.values()].flat();
}
