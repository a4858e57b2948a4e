import type { TrailEntry } from '../domain/decision.ts';
import type { Effect, Outgoing } from '../domain/effects.ts';
import type { EventType } from '../domain/events.ts';
import { plainText } from '../domain/message.ts';
import type { Write } from '../domain/state.ts';
import type { TranscriptEntry } from '../emulator/types.ts';

/** Something that leaves, or left, because of an event. `due` is epoch ms, bot time. */
export interface WhyEffect {
  readonly id: string;
  readonly kind: Effect['type'];
  readonly state: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'done';
  readonly due: number;
  /** What is said, without any syntax; '' for effects that say nothing. */
  readonly text: string;
}

/** `name`: what people type, where a command decided. */
export type WhyStep = TrailEntry & { readonly name?: string };

/** Everything the page shows under 为什么 for one line of a conversation. */
export interface Why {
  readonly event: {
    readonly id: string;
    readonly type: EventType;
    readonly at: number;
    /** Who did it, as people would call them. */
    readonly actor?: string;
    readonly text?: string;
  };
  /** The answer given at once, without any syntax. */
  readonly reply?: string;
  readonly trail: readonly WhyStep[];
  readonly effects: readonly WhyEffect[];
  /** Rows written by the commit; `value: null` was deleted. */
  readonly state: readonly Pick<Write, 'collection' | 'row' | 'value'>[];
}

/** Looks up what the engine made of a member's message or what led to a bot's; undefined when it never heard of it. */
export type ExplainEntry = (entry: TranscriptEntry) => Promise<Why | undefined>;

/** An outbox entry in the words of the page. */
export const whyEffect = ({ id, due, effect }: Outgoing, state: WhyEffect['state']): WhyEffect => ({
  id,
  kind: effect.type,
  state,
  due,
  text: 'message' in effect ? plainText(effect.message) : '',
});
