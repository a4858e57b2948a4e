import type { Clock } from '../domain/clock.ts';
import { asError } from '../domain/fault.ts';
import type { RedisClient } from './connection.ts';
import { keys } from './keys.ts';
import { answered } from './unavailable.ts';

/** The time all processes agree on: Redis TIME plus an offset that only the sandbox sets. */
export interface SharedClock extends Clock {
  /** Moves everybody's time; other processes notice within a second. */
  jump(ms: number): Promise<void>;
  /** Told when the offset has changed (here or elsewhere), so that wake-ups can be set anew. */
  onChange(listener: (now: number) => void): () => void;
  /** Asks Redis now. */
  refresh(): Promise<void>;
  /** How far this machine's clock is ahead of Redis, in ms, without the offset. */
  skewMs(): number;
  close(): void;
}
interface Deps {
  readonly redis: RedisClient;
  readonly onError?: (error: Error) => void;
  readonly everyMs?: number;
  /** Milliseconds that only ever grow; the machine's clock may be set while we run. */
  readonly monotonic?: () => number;
  readonly machine?: () => number;
}

/** Resolves once Redis has told the time. While Redis is away time goes on from what it said last. */
export async function createSharedClock({
  redis,
  onError = () => {},
  everyMs = 1_000,
  monotonic = () => performance.now(),
  machine = Date.now,
}: Deps): Promise<SharedClock> {
  const listeners = new Set<(now: number) => void>();
  let known: { readonly redis: number; readonly at: number; readonly offset: number } | undefined;
  let skew = 0;

  const now = (): number =>
    known ? Math.floor(known.redis + (monotonic() - known.at) + known.offset) : machine();
  const refresh = async (): Promise<void> => {
    const asked = monotonic();
    const [seconds, micros, offset] = await answered(redis.qySharedTime([1, keys.clockOffset]));
    const heard = monotonic();
    // Redis looked at its clock somewhere between question and answer: take the middle.
    const at = (asked + heard) / 2;
    const moved = known !== undefined && known.offset !== Number(offset);
    known = { redis: Number(seconds) * 1_000 + Number(micros) / 1_000, at, offset: Number(offset) };
    skew = machine() - (known.redis + heard - at);
    if (moved) for (const listener of [...listeners]) listener(now());
  };

  await refresh();
  let asking = false;
  const timer = setInterval(() => {
    if (asking) return;
    asking = true;
    refresh()
      .catch((thrown: unknown) => onError(asError(thrown)))
      .finally(() => {
        asking = false;
      });
  }, everyMs);
  timer.unref();

  return {
    now,
    jump: async (ms) => {
      await answered(redis.incrby(keys.clockOffset, Math.round(ms)));
      await refresh();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh,
    skewMs: () => skew,
    close: () => clearInterval(timer),
  };
}
