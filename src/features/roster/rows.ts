import { z } from 'zod';
import { defineRows } from '../../domain/state.ts';

/** What is known of a group's member list as a whole. `at` is absent until the first list has been seen. */
export const rosterMetaSchema = z.object({
  at: z.int().optional(),
  version: z.string().optional(),
  /** Joined before the first list was seen: greeted when it comes. */
  pending: z.array(z.string()).optional(),
});
export const rosterMeta = defineRows('roster', rosterMetaSchema);
export const META = 'meta';
