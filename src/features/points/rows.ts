import { z } from 'zod';
import { defineRows } from '../../domain/state.ts';

/** What somebody has in this group; the row is the member. `n` entries were ever booked. */
export const accountSchema = z.object({
  b: z.int(),
  n: z.int(),
  /** Day number, and what was gained on it by other means than an operator: for the daily cap. */
  d: z.int().optional(),
  t: z.int().optional(),
});
export type Account = z.infer<typeof accountSchema>;
export const accountRows = defineRows('points', accountSchema);

/** Epoch seconds, change, balance after it, reason, the event it came from, and what a claw-back finds it by. */
const entrySchema = z.tuple([z.int(), z.int(), z.int(), z.string(), z.string(), z.string()]);
export type Entry = z.infer<typeof entrySchema>;

/** The ledger, `PAGE` entries a row (`<member>/<page>`), so that booking rewrites little. */
export const PAGE = 8;
export const ledgerRows = defineRows('points-ledger', z.array(entrySchema));
/** Pages kept of a member; older ones go, the balance stays. */
export const PAGES_KEPT = 40;

/** What the operators of the group have set. One row. */
export const pointRuleRows = defineRows('points-rules', z.object({ cap: z.int().optional() }));
export const POINT_RULES = 'rules';
