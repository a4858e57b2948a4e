import type { CommandContext } from '../commands/command.ts';
import { cardExpired, type Dispatched, decideCommand } from '../commands/dispatch.ts';
import type { Pace } from '../commands/pace.ts';
import { readPress } from '../domain/card.ts';
import type { MemberRef } from '../domain/chat.ts';
import type { DecisionContext } from '../domain/context.ts';
import type { Decision, Outcome, PlannedEffect, RaisedEvent, TrailEntry } from '../domain/decision.ts';
import type { EventOf, GroupEvent } from '../domain/events.ts';
import { asEventId } from '../domain/ids.ts';
import { data, line, type Message, say } from '../domain/message.ts';
import { displayName, memberRows } from '../domain/people.ts';
import type { StateView, Write } from '../domain/state.ts';
import { speaksOnlyInReplies, withNotes } from '../rules/notes.ts';
import type { KnownState } from './known-state.ts';
import type { PreparedBook } from './prepare-book.ts';

/** Raised events may raise others; this many in all, so that no chain of features can run away. */
const MAX_RAISED = 50;

export interface DecideInput {
  readonly prepared: PreparedBook;
  readonly event: GroupEvent;
  readonly now: number;
  readonly random: () => number;
  readonly state: KnownState;
  /** See `CommandContext`. Asked at most once an event; the answer has to stay the same when it is decided again. */
  readonly pace?: () => Pace;
}

/**
 * Turns one event and what is known into a decision. Pure. Order: command, features, rules, then the nearest-match
 * suggestion; the first reply is the one that is said. When `state.missing()` is not empty afterwards the result is
 * worthless: read what is missing and decide again.
 */
export function decide({
  prepared,
  event,
  now,
  random,
  state,
  pace,
}: DecideInput): Decision & { bind?: Outcome['bind'] } {
  const { book, registry, memberFacts, react } = prepared;
  const writes: Write[] = [];
  const effects: PlannedEffect[] = [];
  const trail: TrailEntry[] = [];
  const pending: GroupEvent[] = [event];
  let reply: Message | undefined;
  let bind: Outcome['bind'];
  let raised = 0;
  let unanswered: (() => Outcome | undefined) | undefined;

  const take = (source: GroupEvent, outcome: Outcome | undefined) => {
    if (!outcome) return;
    reply ??= outcome.reply;
    bind ??= outcome.bind;
    if (outcome.writes && outcome.writes.length > 0) {
      writes.push(...outcome.writes);
      state.apply(outcome.writes);
    }
    if (outcome.effects) effects.push(...outcome.effects);
    if (outcome.trail) trail.push(...outcome.trail);
    for (const next of outcome.raise ?? []) {
      if (raised >= MAX_RAISED) {
        trail.push({
          by: 'engine',
          outcome: 'dropped',
          why: `more than ${MAX_RAISED} events raised by one`,
        });
        return;
      }
      raised += 1;
      pending.push({
        ...next,
        id: asEventId(`${event.id}.r${raised}`),
        at: source.at,
        ...(source.chat && { chat: source.chat }),
        ...(source.group && { group: source.group }),
      });
    }
  };

  for (let current = pending.shift(); current; current = pending.shift()) {
    const context: DecisionContext = {
      event: current,
      now,
      random,
      community: book.community,
      version: book.version,
      group: current.group === undefined ? undefined : book.community.groups.get(current.group),
      state,
      memberFacts,
    };
    const command = commandIn(registry, context, current, pace);
    if (command?.handled) take(current, command.outcome);
    for (const look of react) take(current, look(context));
    const mayReply = reply === undefined && !(command?.handled && command.hush);
    if (context.group) take(current, book.rules.decide(context, { mayReply }));
    if (command && !command.handled && current.type === 'message.received') {
      const { unknown: typed } = command;
      if (typed !== undefined && context.group) take(current, { raise: [unknownCommand(current, typed)] });
      unanswered = command.suggestion;
    }
  }
  // Last of all, so that rules for unknown commands come before it.
  if (reply === undefined) take(event, unanswered?.());
  const here = event.group === undefined ? undefined : book.community.groups.get(event.group);
  if (reply && here && event.type === 'message.received' && speaksOnlyInReplies(here)) {
    const noted = withNotes(state, reply);
    reply = noted?.reply ?? reply;
    if (noted) writes.push(noted.write);
  }
  // A click may only be answered with another card; words about it go out through the event's one-use URL.
  if (reply && event.type === 'card.clicked') {
    const origin = { source: 'reply', event: event.id, version: book.version };
    const message = event.chat?.type === 'group' ? toPresser(state, event.actor, reply) : reply;
    effects.push({ effect: { type: 'late-reply', event: event.id, message, origin } });
  }
  return {
    writes,
    effects,
    trail,
    ...(reply && { reply }),
    ...(bind && { bind }),
  };
}

/** Nothing is quoted under an answer to a press: in a group nobody would know whom it is for. */
const toPresser = (state: StateView, { id, name }: MemberRef, reply: Message): Message => {
  const called = displayName({ ...(name !== undefined && { name }), ...state.get(memberRows, id) }, id);
  return { ...reply, parts: [...say('回复 ', data(called), ':').parts, line, ...reply.parts] };
};

const unknownCommand = ({ actor, text }: EventOf<'message.received'>, typed: string): RaisedEvent => ({
  type: 'command.unknown',
  actor,
  typed,
  text,
});

/** Said by words or by a button: the same from here on. */
function commandIn(
  registry: PreparedBook['registry'],
  context: DecisionContext,
  event: GroupEvent,
  pace: (() => Pace) | undefined,
): Dispatched | undefined {
  if (event.type === 'message.received') return decideCommand(registry, commandContext(context, event, pace));
  if (event.type !== 'card.clicked') return undefined;
  const press = readPress(event);
  switch (press.type) {
    case 'says':
      return decideCommand(registry, commandContext(context, press.message, pace));
    case 'expired':
      return { handled: true, outcome: cardExpired(registry) };
    case 'nothing':
      return undefined;
    default:
      return press satisfies never;
  }
}

const commandContext = (
  context: DecisionContext,
  event: EventOf<'message.received'>,
  pace: (() => Pace) | undefined,
): CommandContext => {
  const { now, random, community, version, group, state, memberFacts } = context;
  return { event, now, random, community, version, group, state, memberFacts, pace };
};
