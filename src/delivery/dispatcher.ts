import type { Scope } from '../domain/chat.ts';
import type { Clock } from '../domain/clock.ts';
import type { Outgoing } from '../domain/effects.ts';
import type { EffectId } from '../domain/ids.ts';
import type { Deliver } from './deliver.ts';
import { createSendWindow } from './send-window.ts';

/** Carries an effect over to later or to another process. Implemented with BullMQ in `jobs/`. */
export interface DeliveryQueue {
  /** Idempotent per effect: work that is already waiting stays where it is. */
  add(scope: Scope, id: EffectId, due: number): Promise<void>;
  /** Due now whatever was planned before (the clock may have been moved): work that waits for later is woken. */
  nudge(scope: Scope, id: EffectId): Promise<void>;
}

export interface DispatcherDeps {
  readonly deliver: Deliver;
  readonly queue: DeliveryQueue;
  readonly clock: Clock;
  /** Sends in flight at once in this process. */
  readonly windowSize: number;
  /** Sends that may wait for a place in the window, in memory and unclaimed. Default: none. */
  readonly waitingRoom?: number;
  readonly onError: (error: unknown) => void;
}

/**
 * Where committed effects go: due now and room in the window (or in front of it) → sent from memory by the process that
 * committed them; waiting or no room → the queue. Neither is the record of what is owed: that is the outbox, and the sweeper reads it.
 */
export function createDispatcher(deps: DispatcherDeps) {
  const { deliver, queue, clock, windowSize, waitingRoom = 0, onError } = deps;
  const window = createSendWindow({ max: windowSize, room: waitingRoom, onError });
  let closed = false;

  const later = (scope: Scope, id: EffectId, due: number) => {
    if (closed) return;
    queue.add(scope, id, due).catch(onError);
  };
  const run = async (scope: Scope, id: EffectId) => {
    const delivered = await deliver(scope, id);
    if (delivered.type === 'again') later(scope, id, delivered.due);
  };
  /** One after the other; what a close leaves over stays in the outbox. */
  const runInOrder = async (scope: Scope, effects: readonly Outgoing[]) => {
    for (const { id } of effects) if (!closed) await run(scope, id).catch(onError);
  };
  return {
    /** Never throws and never waits. What one decision says in one place leaves in the order it was decided. */
    accept: (scope: Scope, effects: readonly Outgoing[]): void => {
      const now = clock.now();
      const places = new Map<string, Outgoing[]>();
      for (const outgoing of effects) {
        if (outgoing.due > now) later(scope, outgoing.id, outgoing.due);
        else {
          const place = placeOf(outgoing);
          const before = places.get(place);
          if (before) before.push(outgoing);
          else places.set(place, [outgoing]);
        }
      }
      for (const place of places.values())
        if (closed || !window.enter(() => runInOrder(scope, place)))
          for (const { id, due } of place) later(scope, id, due);
    },
    inFlight: () => window.size,
    /** Takes nothing more and waits for what is in flight; the rest stays in the outbox. */
    close: async (): Promise<void> => {
      closed = true;
      await window.drained();
    },
  };
}
/** Where it is seen; what nobody sees is in nobody's way. */
const placeOf = ({ id, effect }: Outgoing): string => {
  switch (effect.type) {
    case 'send':
      return `send/${effect.group}`;
    case 'dm':
      return `dm/${effect.app}`;
    default:
      return id;
  }
};
export type Dispatcher = ReturnType<typeof createDispatcher>;
