import { z } from 'zod';
import { type MemberRef, memberRefSchema } from '../../domain/chat.ts';
import type { Community } from '../../domain/community.ts';
import type { DecisionContext } from '../../domain/context.ts';
import type { Outcome, PlannedEffect } from '../../domain/decision.ts';
import { type GroupId, groupIdSchema, namedMemberId } from '../../domain/ids.ts';
import type { Write } from '../../domain/state.ts';
import { callNames, type Leaving } from '../about-member.ts';
import type { PersonalData } from '../feature.ts';
import { withWrites } from './with-writes.ts';

/** Raised by 确认, so that it runs after everything else that the very same message writes. */
export const ERASE_EVENT = 'privacy.erase';
/** Carries the erasure on to the next group. */
const ERASE_TIMER = 'privacy.erase-next';

const NAME_MAX = 128;

const payloadSchema = z.object({
  member: memberRefSchema,
  from: groupIdSchema,
  alsoKnownAs: z.array(z.string()).default([]),
});
/** The groups that were visited before, in order, and where it began. */
interface Visited {
  readonly after: GroupId | undefined;
  readonly from: GroupId;
}

/**
 * Erases one member from this group through what each feature contributes, then hands on to the next group: each
 * commit does one group's work, and a program that dies in between goes on where it was.
 */
export function erase(context: DecisionContext, parts: readonly PersonalData[]): Outcome | undefined {
  const { event, group } = context;
  switch (event.type) {
    case 'feature.event': {
      const { fields, member, name } = event;
      // A rule may emit an event of any name, but never with fields.
      if (name !== ERASE_EVENT || fields.confirmed !== true || !member || !group) return undefined;
      return eraseHere(context, member, parts, { after: undefined, from: group.id });
    }
    case 'timer.fired': {
      if (event.timer !== ERASE_TIMER || event.group === undefined) return undefined;
      const payload = payloadSchema.safeParse(event.payload);
      if (!payload.success) return undefined;
      const { member, from, alsoKnownAs } = payload.data;
      return eraseHere(context, { ...member, alsoKnownAs }, parts, { after: event.group, from });
    }
    default:
      return undefined;
  }
}

const eraseHere = (
  context: DecisionContext,
  member: Leaving,
  parts: readonly PersonalData[],
  visited: Visited,
): Outcome => {
  const mask = maskOf(context.random);
  const names = callNames(context.state, member);
  const writes: Write[] = [];
  // Before they had an id, they may have been known by a name alone. What was erased by then is not there any more.
  for (const one of [member, ...names.map(namedOnly)]) {
    const state = withWrites(context.state, writes);
    writes.push(...parts.flatMap((part) => part.erase?.({ ...context, state }, one, mask) ?? []));
  }
  return {
    writes,
    effects: [
      ...next(context.community, visited, member, names),
      ...parts.flatMap((part) => part.afterErase?.(context, member) ?? []),
    ],
    trail: [{ by: 'feature:privacy', outcome: 'did', why: 'erased' }],
  };
};

const namedOnly = (name: string): MemberRef => ({ id: namedMemberId(name.slice(0, NAME_MAX)) });

/** Groups in the order of their ids: what the configuration adds or drops meanwhile disturbs nothing. */
function next(
  { groups }: Community,
  { after, from }: Visited,
  { id, userid }: MemberRef,
  names: readonly string[],
): PlannedEffect[] {
  const left = [...groups.keys()].filter((one) => one !== from && (after === undefined || one > after));
  const group = left.sort()[0];
  if (group === undefined) return [];
  const member = { id, ...(userid !== undefined && { userid }) };
  const payload = { member, from, alsoKnownAs: [...names] };
  return [{ effect: { type: 'timer', group, timer: ERASE_TIMER, payload } }];
}

/** Drawn anew for every erasure and kept nowhere else: what stays under it cannot be led back to the member. */
const maskOf = (random: () => number): string =>
  `gone:${Array.from({ length: 3 }, () => Math.floor(random() * 2 ** 32).toString(36)).join('')}`;
