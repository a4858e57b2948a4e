import { z } from 'zod';
import type { Command, CommandContext } from '../../commands/command.ts';
import { type Grant, grantRows, grantsHere } from '../../commands/permission.ts';
import { grantsFor, roleRank } from '../../domain/community.ts';
import { memberIdSchema } from '../../domain/ids.ts';
import { nearest } from '../../text/nearest.ts';

export const grantPlanSchema = z.object({
  id: memberIdSchema,
  userid: z.string(),
  role: z.enum(['owner', 'admin', 'operator', 'helper']),
  only: z.array(z.string()).optional(),
});
export type GrantPlan = z.infer<typeof grantPlanSchema>;

export type Refused =
  | { readonly reason: 'self' | 'above' | 'not-yours' }
  /** What `groups.yaml` gives is changed there. */
  | { readonly reason: 'in-file' }
  | { readonly reason: 'unknown-power'; readonly power: string; readonly near: string | undefined }
  | { readonly reason: 'weak-role'; readonly power: string };

/** Whether `own` may give (or take) this: below one's own role, and of single powers only those one has. */
const reaches = (own: readonly Grant[], { role, only }: Grant): boolean =>
  own.some(
    (grant) =>
      roleRank[grant.role] > roleRank[role] &&
      (grant.only === undefined || (only?.every((power) => grant.only?.includes(power)) ?? false)),
  );

/** Looked at when it is asked and again when it is confirmed: both people's roles may have changed between. */
export function judgeGrant(context: CommandContext, { id, role, only }: GrantPlan): Refused | undefined {
  const { commands = [], event, state } = context;
  if (id === event.actor.id) return { reason: 'self' };
  const own = grantsHere(context, event.actor.id);
  if (!reaches(own, { role, only })) return { reason: 'above' };
  const current = state.get(grantRows, id);
  if (current && !reaches(own, { role: current.role, only: current.only })) return { reason: 'not-yours' };
  for (const power of only ?? []) {
    const command = commands.find((one) => one.power === power && one.minRole !== 'member');
    if (!command) return { reason: 'unknown-power', power, near: nearest(power, powersIn(commands)) };
    if (roleRank[role] < roleRank[command.minRole]) return { reason: 'weak-role', power };
  }
  return undefined;
}

export function judgeRevoke(context: CommandContext, id: GrantPlan['id']): Refused | 'nothing' | undefined {
  const { community, event, group, state } = context;
  const current = state.get(grantRows, id);
  if (!current) return grantsFor(community, id, group).length > 0 ? { reason: 'in-file' } : 'nothing';
  if (id === event.actor.id) return undefined; // laying down one's own is nobody's loss
  const own = grantsHere(context, event.actor.id);
  return reaches(own, { role: current.role, only: current.only }) ? undefined : { reason: 'not-yours' };
}

/** The single powers there are. */
export const powersIn = (commands: readonly Command[]): string[] =>
  commands.filter(({ minRole }) => minRole !== 'member').map(({ power }) => power);
