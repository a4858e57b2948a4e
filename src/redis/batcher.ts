import { unavailable } from './unavailable.ts';

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: Error) => void;
}
interface Options<Item, Result> {
  /** Results in the order of the items. */
  readonly flush: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** Items of one shard share a call. One node is one shard; on a cluster every hash tag is its own. */
  readonly shardOf: (item: Item) => string;
  readonly maxBatch?: number;
}

/**
 * Group commit: at most one call per shard is under way; whatever arrives meanwhile is the next batch. No timers, so a
 * lone item waits for nobody. Rejects with a Fault (`redis-unavailable`); when Redis did not answer at all, everything
 * still waiting is rejected with the batch, since its callers have a deadline to keep.
 */
export function createBatcher<Item, Result>({ flush, shardOf, maxBatch = 256 }: Options<Item, Result>) {
  const shards = new Map<string, Waiting<Item, Result>[]>();

  const drain = async (shard: string, queue: Waiting<Item, Result>[]): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue.splice(0, maxBatch);
      try {
        const results = await flush(batch.map(({ item }) => item));
        for (const [n, waiting] of batch.entries()) {
          const result = results[n];
          if (result === undefined) waiting.reject(unavailable(new Error('the answer is too short')));
          else waiting.resolve(result);
        }
      } catch (thrown) {
        const answered = thrown instanceof Error && thrown.name === 'ReplyError';
        const failed = answered ? batch : [...batch, ...queue.splice(0)];
        const fault = unavailable(thrown);
        for (const { reject } of failed) reject(fault);
      }
    }
    shards.delete(shard);
  };

  return (item: Item): Promise<Result> =>
    new Promise((resolve, reject) => {
      const shard = shardOf(item);
      const queue = shards.get(shard);
      if (queue) {
        queue.push({ item, resolve, reject });
        return;
      }
      const fresh = [{ item, resolve, reject }];
      shards.set(shard, fresh);
      // After the current turn of promises, so that what arrives together leaves together.
      queueMicrotask(() => void drain(shard, fresh));
    });
}
