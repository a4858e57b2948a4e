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
  readonly onError: (error: unknown) => void;
}

/**
 * Where committed effects go: due now and room in the window → sent from memory by the process that committed them;
 * waiting or no room → the queue. Neither is the record of what is owed: that is the outbox, and the sweeper reads it.
 */
export function createDispatcher({ deliver, queue, clock, windowSize, onError }: DispatcherDeps) {
  const window = createSendWindow(windowSize, onError);
  let closed = false;

  const later = (scope: Scope, id: EffectId, due: number) => {
    if (closed) return;
    queue.add(scope, id, due).catch(onError);
  };
  const run = async (scope: Scope, id: EffectId) => {
    const delivered = await deliver(scope, id);
    if (delivered.type === 'again') later(scope, id, delivered.due);
  };
  return {
    /** Never throws and never waits. */
    accept: (scope: Scope, effects: readonly Outgoing[]): void => {
      const now = clock.now();
      for (const { id, due } of effects) {
        if (closed || due > now || !window.enter(() => run(scope, id))) later(scope, id, due);
      }
    },
    inFlight: () => window.size,
    /** Takes nothing more and waits for what is in flight; the rest stays in the outbox. */
    close: async (): Promise<void> => {
      closed = true;
      await window.drained();
    },
  };
}
export type Dispatcher = ReturnType<typeof createDispatcher>;
