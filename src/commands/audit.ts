import { z } from 'zod';
import { memberIdSchema } from '../domain/ids.ts';
import { defineRows, put, type Rows, type Write } from '../domain/state.ts';
import { cutBytes } from '../text/cut-bytes.ts';
import type { CommandContext } from './command.ts';

/** Who ran (or tried to run) which operator command, and what came of it. `args` only where it was permitted. */
export const auditEntrySchema = z.object({
  at: z.int(),
  by: memberIdSchema,
  power: z.string(),
  outcome: z.enum(['did', 'refused', 'denied']),
  args: z.string().optional(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

const KEEP_MS = 400 * 86_400_000;
const ARGS_MAX_BYTES = 200;

/** One collection per month (UTC, `2026-11`), one row per event: written without being read, gone after 400 days. */
export const auditRows = (month: string): Rows<AuditEntry> => defineRows(`audit:${month}`, auditEntrySchema);

export const auditMonth = (at: number): string => new Date(at).toISOString().slice(0, 7);

export function auditWrite(
  { event, now }: Pick<CommandContext, 'event' | 'now'>,
  power: string,
  outcome: AuditEntry['outcome'],
  args?: string,
): Write {
  const entry: AuditEntry = {
    at: now,
    by: event.actor.id,
    power,
    outcome,
    ...(args !== undefined && args !== '' && { args: cutBytes(args, ARGS_MAX_BYTES) }),
  };
  return put(auditRows(auditMonth(now)), event.id, entry, KEEP_MS);
}
