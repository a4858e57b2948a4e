import { z } from 'zod';
import { type MemberRef, memberRefSchema } from '../../domain/chat.ts';
import type { Community } from '../../domain/community.ts';
import type { DecisionContext } from '../../domain/context.ts';
import type { Outcome, PlannedEffect } from '../../domain/decision.ts';
import { type GroupId, groupIdSchema } from '../../domain/ids.ts';
import type { PersonalData } from '../feature.ts';

/** Raised by 确认, so that it runs after everything else that the very same message writes. */
export const ERASE_EVENT = 'privacy.erase';
/** Carries the erasure on to the next group. */
const ERASE_TIMER = 'privacy.erase-next';

const payloadSchema = z.object({ member: memberRefSchema, from: groupIdSchema });

/**
 * Erases one member from this group through what each feature contributes, then hands on to the next group: each
 * commit does one group's work, and a program that dies in between goes on where it was.
 */
export function erase(context: DecisionContext, parts: readonly PersonalData[]): Outcome | undefined {
  const { community, event, group } = context;
  switch (event.type) {
    case 'feature.event': {
      const { fields, member, name } = event;
      // A rule may emit an event of any name, but never with fields.
      if (name !== ERASE_EVENT || fields.confirmed !== true || !member || !group) return undefined;
      return eraseHere(context, member, parts, next(community, undefined, group.id, member));
    }
    case 'timer.fired': {
      if (event.timer !== ERASE_TIMER || event.group === undefined) return undefined;
      const payload = payloadSchema.safeParse(event.payload);
      if (!payload.success) return undefined;
      const { member, from } = payload.data;
      return eraseHere(context, member, parts, next(community, event.group, from, member));
    }
    default:
      return undefined;
  }
}

const eraseHere = (
  context: DecisionContext,
  member: MemberRef,
  parts: readonly PersonalData[],
  effects: readonly PlannedEffect[],
): Outcome => {
  const mask = maskOf(context.random);
  return {
    writes: parts.flatMap((part) => part.erase?.(context, member, mask) ?? []),
    effects,
    trail: [{ by: 'feature:privacy', outcome: 'did', why: 'erased' }],
  };
};

/** Groups in the order of their ids: what the configuration adds or drops meanwhile disturbs nothing. */
function next(
  { groups }: Community,
  after: GroupId | undefined,
  from: GroupId,
  { id, userid }: MemberRef,
): PlannedEffect[] {
  const left = [...groups.keys()].filter((one) => one !== from && (after === undefined || one > after));
  const group = left.sort()[0];
  if (group === undefined) return [];
  const payload = { member: { id, ...(userid !== undefined && { userid }) }, from };
  return [{ effect: { type: 'timer', group, timer: ERASE_TIMER, payload } }];
}

/** Drawn anew for every erasure and kept nowhere else: what stays under it cannot be led back to the member. */
const maskOf = (random: () => number): string =>
  `gone:${Array.from({ length: 3 }, () => Math.floor(random() * 2 ** 32).toString(36)).join('')}`;
