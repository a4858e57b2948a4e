import { parseDuration } from '../../calendar/duration.ts';
import { occurrencesBetween } from './occurrences.ts';
import type { Broadcast } from './schema.ts';

export type Verdict = { readonly run: true } | { readonly run: false; readonly why: string };

/**
 * Whether an occurrence that has not begun still runs at `now`. Up to `grace` late counts as on time; later is missed and
 * `missed` decides. `latest-once` runs a missed one only while no later one has come due.
 */
export function judgeOccurrence(broadcast: Broadcast, zone: string, instant: number, now: number): Verdict {
  const grace = parseDuration(broadcast.grace) ?? 0;
  if (now - instant <= grace) return { run: true };
  const late = `晚了 ${Math.round((now - instant) / 60_000)} 分钟,超过 grace ${broadcast.grace}`;
  switch (broadcast.missed) {
    case 'all':
      return { run: true };
    case 'skip':
      return { run: false, why: `${late},missed: skip` };
    case 'latest-once':
      return occurrencesBetween(broadcast, zone, instant, now).length === 0
        ? { run: true }
        : {
            run: false,
            why: `${late},后面已有新的一次到点(missed: latest-once)`,
          };
    default:
      return broadcast.missed satisfies never;
  }
}
