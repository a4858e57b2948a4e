import type { Pace } from '../commands/pace.ts';

/** A bucket holds `burst` commands and gets `perMinute` back. */
export interface PaceLimit {
  readonly burst: number;
  readonly perMinute: number;
}
export interface Pacer {
  /** Counts one command. The same event counts once, however often it is delivered. */
  judge(about: { readonly id: string; readonly member: string; readonly place: string }, now: number): Pace;
}

/** Far beyond what people type, far below what makes a group unreadable. A group's covers everybody signing up at once. */
const MEMBER: PaceLimit = { burst: 60, perMinute: 60 };
const PLACE: PaceLimit = { burst: 3_000, perMinute: 3_000 };
/** A hint is given once, and not again while this lasts. */
const HINT_MS = 300_000;
const KEPT = 20_000;

export interface Bucket {
  readonly left: number;
  readonly at: number;
  readonly hintedAt: number | undefined;
}

/** Pure: what is left after one more command, and whether it may go. A clock set back gives nothing and takes nothing. */
export function spend(
  bucket: Bucket | undefined,
  { burst, perMinute }: PaceLimit,
  now: number,
): { readonly bucket: Bucket; readonly pace: Pace } {
  const before = bucket ?? { left: burst, at: now, hintedAt: undefined };
  const gained = (Math.max(0, now - before.at) * perMinute) / 60_000;
  const left = Math.min(burst, before.left + gained);
  if (left >= 1) return { bucket: { ...before, left: left - 1, at: now }, pace: 'go' };
  const silent = before.hintedAt !== undefined && now - before.hintedAt < HINT_MS;
  return {
    bucket: { left, at: now, hintedAt: silent ? before.hintedAt : now },
    pace: silent ? 'hush' : 'hint',
  };
}

/**
 * Counters of this process alone: a limit that needed Redis would cost every command a write for the sake of the few
 * who flood. With several processes each lets through its share, so the bound is the sum. Forgetting (a restart, more
 * than `kept` people) errs on the side of answering.
 */
export function createPacer({
  member: memberLimit = MEMBER,
  place: placeLimit = PLACE,
  kept = KEPT,
}: {
  readonly member?: PaceLimit;
  readonly place?: PaceLimit;
  readonly kept?: number;
} = {}): Pacer {
  const buckets = new Map<string, Bucket & { readonly event: string; readonly pace: Pace }>();
  const count = (key: string, event: string, limit: PaceLimit, now: number): Pace => {
    const known = buckets.get(key);
    if (known?.event === event) return known.pace;
    const { bucket, pace } = spend(known, limit, now);
    // The Map keeps the order of insertion: the one touched longest ago goes first.
    buckets.delete(key);
    buckets.set(key, { ...bucket, event, pace });
    if (buckets.size > kept)
      for (const oldest of buckets.keys()) {
        buckets.delete(oldest);
        break;
      }
    return pace;
  };
  return {
    judge: ({ id, member, place }, now) => {
      const own = count(`${place}\n${member}`, id, memberLimit, now);
      // Who floods must not use up what is there for everybody.
      return own === 'go' ? count(place, id, placeLimit, now) : own;
    },
  };
}
