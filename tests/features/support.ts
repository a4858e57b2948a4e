import { decideCommand } from '../../src/commands/dispatch.ts';
import { createRegistry } from '../../src/commands/registry.ts';
import type { AllOverrides } from '../../src/commands/wording.ts';
import type { MemberRef } from '../../src/domain/chat.ts';
import type { Community } from '../../src/domain/community.ts';
import type { Outcome, PlannedEffect } from '../../src/domain/decision.ts';
import type { GroupEvent } from '../../src/domain/events.ts';
import { asEventId, asGroupId } from '../../src/domain/ids.ts';
import { plainText } from '../../src/domain/message.ts';
import type { ActiveFeature, DefinedFeature } from '../../src/features/feature.ts';
import { communityFor, contextFor, contextOf, type FakeState, person, stateOf } from '../support/decide.ts';

/** A feature of the files given, or the problems as `path: message`. */
export const activate = (
  feature: DefinedFeature,
  raw: unknown,
  community: Community = communityFor(),
): ActiveFeature => {
  const loaded = feature.load(raw, {
    community,
    live: () => ({ queueDepth: 0, redis: '', recentErrors: [] }),
  });
  if (!loaded.ok) throw new Error(problemsOf(feature, raw, community).join('\n'));
  return loaded.active;
};
export const problemsOf = (
  feature: DefinedFeature,
  raw: unknown,
  community: Community = communityFor(),
): string[] =>
  feature
    .load(raw, { community, live: () => ({ queueDepth: 0, redis: '', recentErrors: [] }) })
    .problems.map(({ path, message, severity }) => `${severity} ${path.map(String).join('.')}: ${message}`);

export interface Talk {
  readonly state: FakeState;
  /** What the bot answers, as plain text; undefined when it is silent. */
  say(who: string | MemberRef, text: string, at?: number): string | undefined;
  /** Everything the answer would do. */
  outcome(who: string | MemberRef, text: string, at?: number): Outcome | undefined;
  /** A timer set for `at` comes back; `now` is what the clock says then. */
  fire(
    timer: string,
    payload: Record<string, number | string>,
    at: number,
    now?: number,
  ): Outcome | undefined;
  /** Something that is no message. */
  happen(event: GroupEvent): void;
  /** What features declared to have happened, so far. */
  readonly raised: readonly GroupEvent[];
  /** Effects so far. */
  readonly effects: PlannedEffect[];
  /** Text of the posts so far that nobody asked for. */
  posts(): string[];
}

/** A conversation over the real command table and a fake store: each line is decided and committed. */
export function talk(
  features: readonly ActiveFeature[],
  {
    community = communityFor(),
    now,
    overrides,
  }: { community?: Community; now: number; overrides?: AllOverrides | undefined },
): Talk {
  const state = stateOf();
  const registry = createRegistry(
    features.flatMap(({ commands }) => commands),
    overrides,
  );
  const effects: PlannedEffect[] = [];
  let count = 0;
  const raised: GroupEvent[] = [];
  const commit = (outcome: Outcome | undefined, at = now) => {
    state.apply(outcome?.writes);
    effects.push(...(outcome?.effects ?? []));
    for (const next of outcome?.raise ?? []) {
      const event: GroupEvent = { ...next, id: asEventId(`raised-${raised.length}`), at };
      raised.push(event);
      for (const { react } of features) commit(react?.(contextOf(event, { community, state, now: at })), at);
    }
    return outcome;
  };
  const outcome = (who: string | MemberRef, text: string, at = now) => {
    count += 1;
    const from = typeof who === 'string' ? person(who, who) : who;
    const dispatched = decideCommand(
      registry,
      contextFor({ text, from, id: `msg-${count}`, community, state, now: at }),
    );
    return commit(dispatched.handled ? dispatched.outcome : undefined, at);
  };
  return {
    state,
    effects,
    outcome,
    say: (who, text, at) => {
      const reply = outcome(who, text, at)?.reply;
      return reply && plainText(reply);
    },
    fire: (timer, payload, at, clock = at) => {
      count += 1;
      const [group] = community.groups.values();
      const event = {
        type: 'timer.fired' as const,
        id: asEventId(`timer-${count}`),
        at,
        group: group?.id ?? asGroupId('newbie-01'),
        timer,
        payload,
      };
      let last: Outcome | undefined;
      for (const { react } of features) {
        const reacted = react?.(contextOf(event, { community, state, now: clock }));
        if (reacted) last = commit(reacted, at);
      }
      return last;
    },
    happen: (event) => {
      for (const { react } of features)
        commit(react?.(contextOf(event, { community, state, now: event.at })), event.at);
    },
    raised,
    posts: () => effects.flatMap(({ effect }) => (effect.type === 'send' ? [plainText(effect.message)] : [])),
  };
}
