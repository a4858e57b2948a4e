import type { Clock } from '../domain/clock.ts';
import type { GroupId } from '../domain/ids.ts';
import type { LiveStatus } from '../domain/live-status.ts';
import type { Scrubber } from './scrubber.ts';

const LONGEST = 200;

export interface RecentErrorsDeps {
  readonly clock: Clock;
  readonly scrubber: Scrubber;
  /** How many different errors are kept. */
  readonly limit?: number;
}

/** The last errors in plain words, for `状态`. The same error again moves to the front instead of filling the list. */
export function createRecentErrors({ clock, scrubber, limit = 20 }: RecentErrorsDeps) {
  let errors: LiveStatus['recentErrors'] = [];
  return {
    note: (text: string, group?: GroupId, about?: 'files'): void => {
      const clean = [...scrubber.scrub(text).replace(/\s+/g, ' ').trim()].slice(0, LONGEST).join('');
      const others = errors.filter((error) => error.text !== clean || error.group !== group);
      const newest = {
        at: clock.now(),
        text: clean,
        ...(group !== undefined && { group }),
        ...(about !== undefined && { about }),
      };
      errors = [newest, ...others].slice(0, limit);
    },
    /** Newest first. */
    list: (): LiveStatus['recentErrors'] => errors,
  };
}
export type RecentErrors = ReturnType<typeof createRecentErrors>;
