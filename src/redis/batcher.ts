import { unavailable } from './unavailable.ts';

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: Error) => void;
}
interface Shard<Item, Result> {
  queue: Waiting<Item, Result>[];
  calls: number;
  /** The next call is about to be made, at the end of the turn of promises. */
  planned: boolean;
}
interface Options<Item, Result> {
  /** Results in the order of the items. */
  readonly flush: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** Items of one shard share a call. One node is one shard; on a cluster every hash tag is its own. */
  readonly shardOf: (item: Item) => string;
  readonly maxBatch?: number;
}

/** With one, whatever is ready while Redis works waits for a whole turn of the event loop: batches get half as large. */
const MAX_CALLS = 2;

/**
 * Group commit: at most two calls per shard are under way, in order; whatever arrives meanwhile is the next batch. No
 * timers, so a lone item waits for nobody. Rejects with a Fault (`redis-unavailable`); when Redis did not answer at all,
 * everything still waiting is rejected with the batch, since its callers have a deadline to keep.
 */
export function createBatcher<Item, Result>({ flush, shardOf, maxBatch = 256 }: Options<Item, Result>) {
  const shards = new Map<string, Shard<Item, Result>>();

  const call = async (shard: Shard<Item, Result>): Promise<void> => {
    const batch = shard.queue.splice(0, maxBatch);
    try {
      const results = await flush(batch.map(({ item }) => item));
      for (const [n, waiting] of batch.entries()) {
        const result = results[n];
        if (result === undefined) waiting.reject(unavailable(new Error('the answer is too short')));
        else waiting.resolve(result);
      }
    } catch (thrown) {
      const answered = thrown instanceof Error && thrown.name === 'ReplyError';
      const failed = answered ? batch : [...batch, ...shard.queue.splice(0)];
      const fault = unavailable(thrown);
      for (const { reject } of failed) reject(fault);
    }
  };
  const drain = async (key: string, shard: Shard<Item, Result>): Promise<void> => {
    shard.planned = false;
    shard.calls += 1;
    while (shard.queue.length > 0) await call(shard);
    shard.calls -= 1;
    if (shard.calls === 0 && !shard.planned) shards.delete(key);
  };

  return (item: Item): Promise<Result> =>
    new Promise((resolve, reject) => {
      const key = shardOf(item);
      let shard = shards.get(key);
      if (!shard) {
        shard = { queue: [], calls: 0, planned: false };
        shards.set(key, shard);
      }
      shard.queue.push({ item, resolve, reject });
      if (shard.planned || shard.calls >= MAX_CALLS) return;
      shard.planned = true;
      const mine = shard;
      // After the current turn of promises, so that what arrives together leaves together.
      queueMicrotask(() => void drain(key, mine));
    });
}
