import { decideCommand } from '../../src/commands/dispatch.ts';
import { createRegistry } from '../../src/commands/registry.ts';
import type { ChatAddress, MemberRef } from '../../src/domain/chat.ts';
import type { Community } from '../../src/domain/community.ts';
import type { Outcome, PlannedEffect, TrailEntry } from '../../src/domain/decision.ts';
import type { EventOf, GroupEvent } from '../../src/domain/events.ts';
import { asEventId } from '../../src/domain/ids.ts';
import type { LiveStatus } from '../../src/domain/live-status.ts';
import { plainText } from '../../src/domain/message.ts';
import type { Write } from '../../src/domain/state.ts';
import type { ActiveFeature, DefinedFeature } from '../../src/features/feature.ts';
import { aibotChat, communityFor, contextFor, contextOf, type FakeState, NOON, stateOf } from './decide.ts';

/** Activates features that have no file, as they would be after a load. */
export function activeFor(
  defined: readonly DefinedFeature[],
  community: Community,
  live: LiveStatus = { queueDepth: 0, redis: 'valkey', recentErrors: [] },
): ActiveFeature[] {
  const active: ActiveFeature[] = [];
  for (const feature of defined) {
    const loaded = feature.load(undefined, { community, live: () => live, featuresOf: () => active });
    if (!loaded.ok) throw new Error(`${feature.id} does not load`);
    active.push(loaded.active);
  }
  return active;
}

export interface Happened {
  readonly reply: string | undefined;
  readonly raised: readonly GroupEvent[];
  readonly effects: readonly PlannedEffect[];
  readonly trail: readonly TrailEntry[];
  readonly writes: readonly Write[];
  readonly bind: Outcome['bind'];
}

/** A small engine for conversations with some features and no rules: command, reactions, raised events, suggestion. */
export function converse({
  features,
  community = communityFor(),
  group,
  live,
  state = stateOf(),
}: {
  readonly features: readonly DefinedFeature[];
  readonly community?: Community;
  readonly group?: string | null;
  readonly live?: LiveStatus;
  readonly state?: FakeState;
}) {
  const active = activeFor(features, community, live);
  const registry = createRegistry(active.flatMap(({ commands }) => commands));
  let count = 0;
  let now = NOON;
  const where = { community, state, ...(group !== undefined && { group }) };

  const happen = (first: GroupEvent): Happened => {
    const outcomes: Outcome[] = [];
    const raised: GroupEvent[] = [];
    const take = (event: GroupEvent, outcome: Outcome | undefined) => {
      if (!outcome) return;
      outcomes.push(outcome);
      state.apply(outcome.writes);
      for (const next of outcome.raise ?? [])
        raised.push({
          ...next,
          id: asEventId(`${first.id}.r${raised.length}`),
          at: event.at,
          ...(event.chat && { chat: event.chat }),
        });
    };
    const one = (event: GroupEvent) => {
      const context = contextOf(event, { ...where, now });
      const command =
        event.type === 'message.received'
          ? decideCommand(registry, contextOf(event, { ...where, now }))
          : undefined;
      if (command?.handled) take(event, command.outcome);
      for (const feature of active) take(event, feature.react?.(context));
      if (command && !command.handled && !outcomes.some(({ reply }) => reply))
        take(event, command.suggestion?.());
    };
    one(first);
    for (let n = 0; n < raised.length; n += 1) {
      const event = raised[n];
      if (event) one(event);
    }
    const reply = outcomes.find((outcome) => outcome.reply)?.reply;
    return {
      reply: reply && plainText(reply),
      raised,
      effects: outcomes.flatMap(({ effects }) => effects ?? []),
      trail: outcomes.flatMap(({ trail }) => trail ?? []),
      writes: outcomes.flatMap(({ writes }) => writes ?? []),
      bind: outcomes.find(({ bind }) => bind)?.bind,
    };
  };

  return {
    state,
    happen,
    /** What somebody types after the @. */
    says: (
      from: string | MemberRef,
      text: string,
      chat: ChatAddress = aibotChat('wr-newbie-01'),
    ): Happened => {
      count += 1;
      const { event } = contextFor({ text, from, chat, now, id: `msg-${count}`, ...where });
      return happen(event satisfies EventOf<'message.received'>);
    },
    wait: (ms: number) => {
      now += ms;
    },
    now: () => now,
  };
}
