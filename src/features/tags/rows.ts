import { z } from 'zod';
import { defineRows } from '../../domain/state.ts';

/** Tags of one member of one group, in the order in which they were given; the row is the member's id. */
export const tagRows = defineRows('member-tags', z.array(z.string()));
/** Enough for anything a group sorts its people by. */
export const MOST_TAGS = 20;

/** One tag, as a rule or an operator writes it. */
export const tagSchema = z
  .string()
  .trim()
  .min(1)
  .max(20)
  .regex(/^[\p{L}\p{N}_-]+$/u, '标签只用文字、数字、「-」和「_」。');
