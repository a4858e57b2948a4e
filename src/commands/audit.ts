import { z } from 'zod';
import { chatKey } from '../domain/chat.ts';
import type { DecisionContext } from '../domain/context.ts';
import type { EventOf } from '../domain/events.ts';
import { defineRows, put, type StateView, type Write } from '../domain/state.ts';
import { cutBytes } from '../text/cut-bytes.ts';

/** Who ran (or tried to run) which operator command, and what came of it. `args` only where it was permitted. */
export const auditEntrySchema = z.object({
  at: z.int(),
  /** A member's id; `gone:` and a keyed hash once that member's data was erased. */
  by: z.string(),
  power: z.string(),
  /** `asked`: echoed, waits for 确认; what came of that is an entry of its own. */
  outcome: z.enum(['did', 'asked', 'refused', 'denied', 'cancelled', 'expired']),
  args: z.string().optional(),
  /** Where, when it was not in a bound group (whose rows these are). */
  chat: z.string().optional(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
export type AuditOutcome = AuditEntry['outcome'];

const KEEP_MS = 400 * 86_400_000;
const ARGS_MAX_BYTES = 200;
/** The newest so many of each group are kept. */
export const AUDIT_KEPT = 2_000;

/** A ring of rows: entry `n` stands in row `n % AUDIT_KEPT`, so that a group's log never grows beyond it. */
export const auditRows = defineRows('audit', auditEntrySchema);
export const auditHeadRows = defineRows('audit-head', z.object({ next: z.int() }));
export const AUDIT_HEAD = 'head';

type Heard = Pick<DecisionContext<EventOf<'message.received'>>, 'event' | 'group' | 'now' | 'state'>;

/** At most one entry a decision: the second would take the first one's place. */
export function auditWrites(
  { event, group, now, state }: Heard,
  power: string,
  outcome: AuditOutcome,
  args?: string,
): readonly Write[] {
  const next = state.get(auditHeadRows, AUDIT_HEAD)?.next ?? 0;
  const entry: AuditEntry = {
    at: now,
    by: event.actor.id,
    power,
    outcome,
    ...(args !== undefined && args !== '' && { args: cutBytes(args, ARGS_MAX_BYTES) }),
    ...(!group && event.chat && { chat: chatKey(event.chat) }),
  };
  return [
    put(auditRows, String(next % AUDIT_KEPT), entry, KEEP_MS),
    put(auditHeadRows, AUDIT_HEAD, { next: next + 1 }, KEEP_MS),
  ];
}

/** The newest entries, newest first. */
export function newestAudit(state: StateView, most: number): readonly AuditEntry[] {
  const next = state.get(auditHeadRows, AUDIT_HEAD)?.next ?? 0;
  const count = Math.min(most, next, AUDIT_KEPT);
  return Array.from({ length: count }, (_, n) =>
    state.get(auditRows, String((next - 1 - n) % AUDIT_KEPT)),
  ).filter((entry) => entry !== undefined);
}
