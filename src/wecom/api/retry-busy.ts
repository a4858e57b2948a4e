import type { Random } from '../../domain/clock.ts';
import type { ApiResult } from './result.ts';

export interface RetryBusy {
  readonly random: Random;
  readonly sleep: (ms: number) => Promise<unknown>;
}

const DELAYS_MS = [1_000, 2_000, 4_000] as const;

/** Repeats a call that WeCom was too busy for (-1), at most three times. Only for calls that may happen twice. */
export async function retryBusy(
  call: () => Promise<ApiResult>,
  { random, sleep }: RetryBusy,
): Promise<ApiResult> {
  let result = await call();
  for (const delay of DELAYS_MS) {
    if (result.type !== 'answer' || result.errcode !== -1) return result;
    await sleep(delay * (0.75 + random() / 2));
    result = await call();
  }
  return result;
}
