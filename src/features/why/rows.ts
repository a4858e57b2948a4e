import { z } from 'zod';
import { defineRows } from '../../domain/state.ts';

export const saidSchema = z.object({
  /** Epoch ms: when it was said, or when that was last tried. */
  at: z.number(),
  /** Without any syntax. */
  text: z.string(),
  /** An answer was given at once; anything else went through the outbox. */
  state: z.enum(['answered', 'queued', 'sending', 'sent', 'failed', 'unknown']),
  /** Why it is in that state, in plain words. */
  reason: z.string().optional(),
  /** What said it: `rule:<id>` and the like; absent for answers, whose trail tells. */
  source: z.string().optional(),
  version: z.string(),
  event: z.string(),
  trail: z.array(
    z.object({
      by: z.string(),
      outcome: z.enum(['matched', 'not-matched', 'did', 'held', 'dropped', 'refused']),
      why: z.string().optional(),
    }),
  ),
});
/** One thing the bot said in a group, as the ledger and the stored replies know it. */
export type Said = z.infer<typeof saidSchema>;

/** A view, not a collection of its own: nothing is ever written to it, and it is read whole. */
export const saidRows = defineRows('view:said', saidSchema);
