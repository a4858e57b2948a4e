import type { TrailEntry } from './decision.ts';
import type { GroupEvent } from './events.ts';
import type { EventId } from './ids.ts';
import type { Message } from './message.ts';

/** What became of an event. */
export interface Handled {
  readonly event: EventId;
  /** A repeat of an event already committed: the stored answer. */
  readonly duplicate: boolean;
  readonly reply?: Message;
  readonly trail: readonly TrailEntry[];
}
/**
 * The one way into the engine: read, decide, commit. Resolves once the decision is durable. Rejects with a Fault
 * (`redis-unavailable`) when it could not be made durable: the callback is then answered 503 so that WeCom retries.
 */
export type HandleEvent = (event: GroupEvent) => Promise<Handled>;
