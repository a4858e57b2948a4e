import { z } from 'zod';
import type { Clock } from '../../domain/clock.ts';
import type { AppApi } from './app-api.ts';

export interface OpenUserIdsDeps {
  readonly api: AppApi;
  /** The app whose token converts: the people concerned must be in its visible range. */
  readonly app: string;
  readonly clock: Clock;
  /** Ids remembered at most. */
  readonly cacheSize?: number;
}

/** WeCom's cap per call. */
const BATCH = 1_000;
/** Somebody outside the app's range may be let in later. */
const STRANGER_MS = 600_000;

const answerSchema = z.object({
  userid_list: z.array(z.object({ open_userid: z.string(), userid: z.string().min(1) })).default([]),
});

/**
 * Encrypted `wo…` ids to plain userids by `batch/openuserid_to_userid` (inbound.md §3.1.4). What cannot be converted
 * is left out: a stranger, without any authority. Conversions never change and are kept; strangers for ten minutes.
 */
export function createOpenUserIds({ api, app, clock, cacheSize = 10_000 }: OpenUserIdsDeps) {
  const known = new Map<string, { readonly userid: string | undefined; readonly until: number }>();
  const asking = new Map<string, Promise<void>>();

  const remember = (id: string, userid: string | undefined) => {
    known.delete(id);
    known.set(id, {
      userid,
      until: userid === undefined ? clock.now() + STRANGER_MS : Number.POSITIVE_INFINITY,
    });
    const oldest = known.size > cacheSize ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
  };
  const isKnown = (id: string) => (known.get(id)?.until ?? 0) > clock.now();

  const ask = async (ids: readonly string[]): Promise<void> => {
    const result = await api.postRepeatable(app, '/cgi-bin/batch/openuserid_to_userid', {
      open_userid_list: ids,
    });
    if (result.type !== 'answer' || result.errcode !== 0) return; // asked again next time
    const answer = answerSchema.safeParse(result.body);
    if (!answer.success) return;
    const converted = new Map(
      answer.data.userid_list.map(({ open_userid, userid }) => [open_userid, userid]),
    );
    for (const id of ids) remember(id, converted.get(id));
  };

  return {
    /** Plain userids by open id. */
    resolve: async (ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
      const missing = [...new Set(ids)].filter((id) => !isKnown(id) && !asking.has(id));
      for (let from = 0; from < missing.length; from += BATCH) {
        const batch = missing.slice(from, from + BATCH);
        const answered = ask(batch).finally(() => {
          for (const id of batch) asking.delete(id);
        });
        for (const id of batch) asking.set(id, answered);
      }
      await Promise.all(new Set(ids.flatMap((id) => asking.get(id) ?? [])));
      return new Map(
        ids.flatMap((id): [string, string][] => {
          const userid = known.get(id)?.userid;
          return userid === undefined ? [] : [[id, userid]];
        }),
      );
    },
  };
}
