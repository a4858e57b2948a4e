import { z } from 'zod';
import { memberIdSchema } from '../domain/ids.ts';
import { defineRows, put, type Write } from '../domain/state.ts';
import type { CommandContext } from './command.ts';

/** How long the numbers of a list stand for the people in it. */
const LISTED_MS = 600_000;

/** The numbered list somebody was shown last, by the member who asked: `2` in their next command is its second line. */
export const listedRows = defineRows(
  'listed',
  z.object({
    at: z.int(),
    /** How many stood on the pages before: the first of these has the number after it. */
    before: z.int().optional(),
    members: z.array(z.object({ id: memberIdSchema, userid: z.string().optional() })),
  }),
);
export type ListedMember = z.infer<typeof listedRows.schema>['members'][number];

export const rememberList = (
  { event }: Pick<CommandContext, 'event'>,
  members: readonly ListedMember[],
  before = 0,
): Write =>
  put(
    listedRows,
    event.actor.id,
    {
      at: event.at,
      ...(before > 0 && { before }),
      members: members.map(({ id, userid }) => ({ id, ...(userid !== undefined && { userid }) })),
    },
    2 * LISTED_MS,
  );

/** Whom a number means; undefined when it is none, or of no list shown in the last minutes. */
export function pickListed(
  { event, state }: Pick<CommandContext, 'event' | 'state'>,
  typed: string,
): ListedMember | undefined {
  if (!/^\d{1,4}$/.test(typed)) return undefined;
  const listed = state.get(listedRows, event.actor.id);
  if (!listed || event.at > listed.at + LISTED_MS) return undefined;
  return listed.members[Number(typed) - 1 - (listed.before ?? 0)];
}
