import type { Effect } from './effects.ts';
import type { GroupEvent } from './events.ts';
import type { GroupId } from './ids.ts';
import type { Message } from './message.ts';
import type { Write } from './state.ts';

/** One line of the decision trail: which rule, command or feature looked at the event, and what came of it. */
export interface TrailEntry {
  readonly by: string;
  readonly outcome: 'matched' | 'not-matched' | 'did' | 'held' | 'dropped' | 'refused';
  readonly why?: string;
}

/** `due` in epoch ms; absent means now. */
export interface PlannedEffect {
  readonly effect: Effect;
  readonly due?: number;
}

/** What a command, rule or feature wants: merged by the engine, made true by one commit. */
export interface Outcome {
  /** The visible answer to whoever spoke. At most one is used. */
  readonly reply?: Message;
  readonly writes?: readonly Write[];
  readonly effects?: readonly PlannedEffect[];
  /** Events that follow from this one, decided in the same commit (ids are derived). */
  readonly raise?: readonly RaisedEvent[];
  readonly trail?: readonly TrailEntry[];
  /** Binds a chat to a group in the chat directory, which groups share: carried out before the reply is given. */
  readonly bind?: { readonly chatKey: string; readonly group: GroupId };
}
/** `Omit` that keeps the union. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
export type RaisedEvent = Without<GroupEvent, 'id' | 'at' | 'group' | 'chat'>;

export interface Decision {
  readonly reply?: Message;
  readonly writes: readonly Write[];
  readonly effects: readonly PlannedEffect[];
  readonly trail: readonly TrailEntry[];
}
