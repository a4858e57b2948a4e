import { z } from 'zod';
import type { MemberRef } from '../domain/chat.ts';
import type { Outcome } from '../domain/decision.ts';
import { memberRows } from '../domain/people.ts';
import { defineRows, put } from '../domain/state.ts';
import { auditWrites } from './audit.ts';
import type { Command, CommandContext } from './command.ts';
import type { Permission } from './permission.ts';
import { type CommandTexts, deniedWhy, NAMED_AT_MOST } from './texts.ts';

const DAY_MS = 86_400_000;

/** When somebody was last told that a command is not theirs, and how often they tried since. */
export const deniedRows = defineRows('denied', z.object({ at: z.int(), tries: z.int() }));

/** Says once a day who may run it and notes it; afterwards silence, the tries counted. */
export function deny(
  texts: CommandTexts,
  command: Command,
  { minRole, who }: Extract<Permission, { type: 'denied' }>,
  context: CommandContext,
  instead?: string,
): Outcome {
  const { event, now, state } = context;
  const row = `${command.power}/${event.actor.id}`;
  const told = state.get(deniedRows, row);
  // Members know each other by card or name; a userid says little to them.
  const known = (member: MemberRef): MemberRef => {
    const row = state.get(memberRows, member.id);
    const name = row?.card || row?.nickname || row?.name || member.name;
    return { ...member, ...(name !== undefined && { name }) };
  };
  const may = who.slice(0, NAMED_AT_MOST).map(known);
  const why = deniedWhy(minRole, may);
  const trail = [{ by: `command:${command.power}`, outcome: 'refused', why }] as const;
  if (told && now - told.at < DAY_MS)
    return { writes: [put(deniedRows, row, { ...told, tries: told.tries + 1 }, 2 * DAY_MS)], trail };
  return {
    reply: texts.denied(command.name, minRole, may, instead),
    writes: [
      put(deniedRows, row, { at: now, tries: 1 }, 2 * DAY_MS),
      ...auditWrites(context, command.power, 'denied'),
    ],
    trail,
  };
}
