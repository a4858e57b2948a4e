import { z } from 'zod';
import type { MemberRef } from '../../domain/chat.ts';
import type { DecisionContext } from '../../domain/context.ts';
import type { Outcome, RaisedEvent } from '../../domain/decision.ts';
import { type Booked, book, entriesOf, standingUnder } from './ledger.ts';

const AWARD = 'points.award';
const CLAW_BACK = 'points.claw-back';
const awardFields = z.object({ delta: z.int(), reason: z.string(), ref: z.string() });
const clawFields = awardFields.omit({ delta: true });

/** What another feature raises to give (or, below zero, to charge) points: booked in the same commit. */
export const award = (
  member: MemberRef,
  fields: { readonly delta: number; readonly reason: string; readonly ref: string },
): RaisedEvent => ({ type: 'feature.event', name: AWARD, member, fields: { ...fields } });

/** Takes back all that was ever booked under a reference, however often it is raised. */
export const clawBack = (
  member: MemberRef,
  fields: { readonly reason: string; readonly ref: string },
): RaisedEvent => ({ type: 'feature.event', name: CLAW_BACK, member, fields: { ...fields } });

/** Books what features and rules ask for, and tells rules what has changed. */
export function bookRaised({ event, group, state }: DecisionContext): Outcome | undefined {
  if (event.type !== 'feature.event' || !group || !event.member) return undefined;
  const { member, name, fields } = event;
  const source = event.id.replace(/\.r\d+$/, '');
  if (name === AWARD) {
    const { delta, reason, ref } = awardFields.parse(fields);
    const booked = book(state, group, member.id, {
      delta,
      reason,
      source,
      ref,
      capped: delta > 0,
      at: event.at,
    });
    return booked ? changed(member, booked, reason) : capReached;
  }
  if (name === CLAW_BACK) {
    const { reason, ref } = clawFields.parse(fields);
    const delta = -standingUnder(entriesOf(state, member.id), ref);
    const booked = book(state, group, member.id, { delta, reason, source, ref, capped: false, at: event.at });
    return booked && changed(member, booked, reason);
  }
  return undefined;
}

export const changed = (member: MemberRef, { delta, balance, writes }: Booked, reason: string): Outcome => ({
  writes,
  raise: [{ type: 'feature.event', name: 'points.changed', member, fields: { delta, balance, reason } }],
  trail: [{ by: 'feature:points', outcome: 'did', why: `${delta > 0 ? '+' : ''}${delta} ${reason}` }],
});
const capReached: Outcome = {
  trail: [{ by: 'feature:points', outcome: 'dropped', why: '今天的积分已到上限' }],
};
