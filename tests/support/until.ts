import { setTimeout as sleep } from 'node:timers/promises';

const ASK_EVERY_MS = 5;

/** Asks until the answer is not undefined or false; the patience is for a hang, not a measure. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  patienceMs = 60_000,
): Promise<T> {
  const started = performance.now();
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() - started > patienceMs) throw new Error(`waited in vain for ${what}`);
    await sleep(ASK_EVERY_MS);
  }
}
