import { readPress } from '../domain/card.ts';
import type { Decision, TrailEntry } from '../domain/decision.ts';
import type { Effect, Outgoing } from '../domain/effects.ts';
import type { GroupEvent } from '../domain/events.ts';
import type { EffectId, EventId, GroupId } from '../domain/ids.ts';
import { type Message, plainText } from '../domain/message.ts';
import type { TranscriptEntry } from '../emulator/types.ts';
import { type ExplainEntry, type Why, type WhyEffect, whyEffect } from './why.ts';

export interface RecorderDeps {
  /** The event id that a callback's msgid becomes. */
  readonly eventIdOf: (msgid: string) => EventId;
  /** A post as people see it, in pieces: how a bot's line in a conversation is recognised. */
  readonly spoken: (message: Message) => readonly string[];
  readonly transcript: (chat: string) => readonly TranscriptEntry[];
  /** What people type for the command of that power. */
  readonly commandName: (power: string) => string | undefined;
}
/** What the ledger says of an effect; undefined for what leaves no entry. */
export type LedgerLookup = (
  group: GroupId,
  id: EffectId,
) => Promise<{ readonly state: WhyEffect['state'] } | undefined>;

interface Recorded {
  readonly event: GroupEvent;
  readonly decision: Decision;
  readonly effects: readonly Outgoing[];
}
const KEPT = 2_000;

/** Remembers the newest decisions of this process, so that the page can show why something was said. */
export function createRecorder({ eventIdOf, spoken, transcript, commandName }: RecorderDeps) {
  const byEvent = new Map<EventId, Recorded>();

  const find = (entry: TranscriptEntry): Recorded | undefined => {
    if (entry.from.kind === 'member')
      return entry.msgid === undefined ? undefined : byEvent.get(eventIdOf(entry.msgid));
    if (entry.replyTo !== undefined) {
      const asked = transcript(entry.chat).find(({ n }) => n === entry.replyTo);
      return asked?.msgid === undefined ? undefined : byEvent.get(eventIdOf(asked.msgid));
    }
    const newest = [...byEvent.values()].reverse();
    return newest.find(({ effects }) =>
      effects.some(({ effect }) => 'message' in effect && spoken(effect.message).includes(entry.content)),
    );
  };
  const nameOf = ({ by }: TrailEntry): { name?: string } => {
    const name = by.startsWith('command:') ? commandName(by.slice('command:'.length)) : undefined;
    return name === undefined ? {} : { name };
  };
  const explain = async (
    { event, decision, effects }: Recorded,
    lookUp: LedgerLookup,
    now: number,
  ): Promise<Why> => ({
    event: {
      id: event.id,
      type: event.type,
      at: event.at,
      ...('actor' in event && { actor: event.actor.name ?? event.actor.userid ?? event.actor.id }),
      ...textOf(event),
    },
    // What answers a press is among the effects.
    ...(decision.reply && event.type !== 'card.clicked' && { reply: plainText(decision.reply) }),
    trail: decision.trail.map((step) => ({ ...step, ...nameOf(step) })),
    state: decision.writes,
    effects: await Promise.all(
      effects.map(async (outgoing) => {
        const group = groupOf(outgoing.effect) ?? event.group;
        const entry = group === undefined ? undefined : await lookUp(group, outgoing.id);
        return whyEffect(outgoing, entry?.state ?? (outgoing.due > now ? 'queued' : 'done'));
      }),
    ),
  });

  return {
    onDecided: (event: GroupEvent, decision: Decision, effects: readonly Outgoing[]): void => {
      byEvent.set(event.id, { event, decision, effects });
      const oldest = byEvent.size > KEPT ? byEvent.keys().next().value : undefined;
      if (oldest !== undefined) byEvent.delete(oldest);
    },
    explainWith:
      (lookUp: LedgerLookup, now: () => number): ExplainEntry =>
      async (entry) => {
        const recorded = find(entry);
        return recorded && explain(recorded, lookUp, now());
      },
  };
}

/** What was said, by words or by a button. */
const textOf = (event: GroupEvent): { text?: string } => {
  if (event.type === 'message.received') return { text: event.text };
  const press = event.type === 'card.clicked' ? readPress(event) : undefined;
  return press?.type === 'says' ? { text: press.message.text } : {};
};

const groupOf = (effect: Effect): GroupId | undefined => ('group' in effect ? effect.group : undefined);
