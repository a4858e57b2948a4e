import type { QuietEffect } from './delivery/deliver.ts';
import type { RosterSource } from './delivery/ports.ts';
import type { Clock } from './domain/clock.ts';
import type { EffectOf, Outgoing } from './domain/effects.ts';
import type { HandleEvent } from './domain/handled.ts';
import { asEventId, type EventId, memberId } from './domain/ids.ts';

export interface PerformDeps {
  readonly handle: HandleEvent;
  readonly roster: RosterSource;
  readonly clock: Clock;
  /** Calls another program; throws to be tried again. */
  readonly callOut: (url: string, body: string | object, id: string) => Promise<void>;
  /** A line that a rule leaves for whoever runs the bot. */
  readonly note: (text: string, about: { readonly group: string; readonly source: string }) => void;
  /** Another configuration in force; once per id. */
  readonly configure: (effect: EffectOf<'configure'>, id: EventId) => Promise<void>;
}

/**
 * Effects that are not messages: those that come back as events, calls to other programs, lines in the log. Event ids follow from the effect's, so doing one twice commits nothing new.
 */
export const createPerform =
  ({ handle, roster, clock, callOut, note, configure }: PerformDeps) =>
  async (effect: QuietEffect, { id, due }: Outgoing): Promise<void> => {
    switch (effect.type) {
      case 'timer':
        await handle({
          type: 'timer.fired',
          id: asEventId(`${id}.t`),
          at: due,
          group: effect.group,
          timer: effect.timer,
          payload: effect.payload,
        });
        return;
      case 'fetch-roster': {
        const { name, owner, version, entries } = await roster.fetch(effect.chat);
        await handle({
          type: 'roster.fetched',
          id: asEventId(`${id}.r`),
          // A retried fetch must not look older than a list seen in between.
          at: clock.now(),
          group: effect.group,
          chat: effect.chat,
          attempt: effect.attempt,
          entries: entries.map((entry) => ({
            id: memberId(entry.userid),
            userid: entry.userid,
            staff: entry.staff,
            ...(entry.name !== undefined && { name: entry.name }),
            ...(entry.nickname !== undefined && { nickname: entry.nickname }),
            ...(entry.joinedAt !== undefined && { joinedAt: entry.joinedAt }),
            ...(entry.inviter !== undefined && { inviter: entry.inviter }),
          })),
          ...(name !== undefined && { name }),
          ...(owner !== undefined && { owner }),
          ...(version !== undefined && { version }),
          ...(effect.joined && { joined: effect.joined }),
        });
        return;
      }
      case 'webhook':
        await callOut(effect.url, effect.body, id);
        return;
      case 'log':
        note(effect.text, { group: effect.group, source: effect.origin.source });
        return;
      case 'configure':
        await configure(effect, asEventId(`${id}.c`));
        return;
      default:
        effect satisfies never;
    }
  };
