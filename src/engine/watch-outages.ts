import { asError, Fault } from '../domain/fault.ts';
import type { HandleEvent } from '../domain/handled.ts';
import { asEventId, type GroupId } from '../domain/ids.ts';
import type { Gap, Presence } from './presence-port.ts';

export interface OutageWatchDeps {
  readonly presence: Presence;
  readonly handle: HandleEvent;
  readonly groups: () => readonly GroupId[];
  /** Once for every gap, in the process that has told the groups. */
  readonly onGap: (gap: Gap) => void;
  readonly onBroken: (group: GroupId, error: Error) => void;
}

/** Groups told at once. */
const CHUNK = 64;

/**
 * Leaves signs of life, and tells every group of the times in which nobody left one. The event's id follows from the
 * gap, so processes that tell the same gap, or tell it again after a crash, change nothing twice.
 */
export function createOutageWatch({ presence, handle, groups, onGap, onBroken }: OutageWatchDeps) {
  const tell = async (gap: Gap): Promise<void> => {
    const all = groups();
    for (let from = 0; from < all.length; from += CHUNK) {
      const chunk = all.slice(from, from + CHUNK);
      const answers = await Promise.allSettled(chunk.map((group) => handle(away(gap, group))));
      for (const [n, answer] of answers.entries()) {
        const group = chunk[n];
        if (answer.status === 'fulfilled' || group === undefined) continue;
        const error = asError(answer.reason);
        // The store is away: the gap stays untold, and the next sign of life tells it.
        if (error instanceof Fault && error.code === 'redis-unavailable') throw error;
        onBroken(group, error);
      }
    }
    await presence.told(gap);
    onGap(gap);
  };
  return {
    beat: async (): Promise<void> => {
      for (const gap of await presence.beat()) await tell(gap);
    },
  };
}

const away = ({ from, to }: Gap, group: GroupId) =>
  ({ type: 'bot.away', id: asEventId(`away.${from}-${to}`), at: to, group, from, to }) as const;
