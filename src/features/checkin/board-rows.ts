import { z } from 'zod';
import { displayName, type MemberRow } from '../../domain/people.ts';
import { defineRows, type Rows } from '../../domain/state.ts';
import type { personSchema, Record } from './rows.ts';
import { doneDays } from './view.ts';

/** Who left stays on the board for this long. */
const SHOWN_MS = 86_400_000;

/** Whether somebody is on the board: takes part, and has not left the group for more than a day. */
export const isOnBoard = (record: Record, left: number | undefined, at: number): boolean =>
  record.x === undefined && (left === undefined || at - left <= SHOWN_MS);

const groupBoardSchema = z.array(
  z.object({
    id: z.string(),
    /** Member text: show as `data`. */
    name: z.string(),
    /** A `DaySet`. */
    days: z.object({ base: z.int(), bits: z.string() }),
  }),
);
/** Who takes part in a campaign in one group, with the days done. */
export type GroupBoard = z.infer<typeof groupBoardSchema>;

export const BOARD_VIEW = 'view:checkin-board';
/**
 * A view, not a collection of its own: one campaign in every group, the row is the group. It is asked for whole and
 * only for the board of all groups, as a decision otherwise sees the rows of its own group alone.
 */
export const boardRows = (campaign: string): Rows<GroupBoard> =>
  defineRows(`${BOARD_VIEW}:${campaign}`, groupBoardSchema);

/** One group's part, from what is kept there. */
export const boardOfGroup = (
  records: ReadonlyMap<string, Record>,
  {
    members,
    people,
    at,
  }: {
    readonly members: ReadonlyMap<string, MemberRow>;
    readonly people: ReadonlyMap<string, z.infer<typeof personSchema>>;
    readonly at: number;
  },
): GroupBoard =>
  [...records].flatMap(([id, record]) => {
    const member = members.get(id);
    return isOnBoard(record, people.get(id)?.left ?? member?.left, at)
      ? [{ id, name: displayName(member, id), days: { ...doneDays(record) } }]
      : [];
  });
