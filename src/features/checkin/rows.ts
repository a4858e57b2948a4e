import { z } from 'zod';
import { memberRefSchema } from '../../domain/chat.ts';
import { memberIdSchema } from '../../domain/ids.ts';
import { defineRows, type Rows } from '../../domain/state.ts';
import { campaignDataSchema } from './campaign.ts';

/** Campaigns made in the chat of this group. One row, `index`; a handful at most. */
export const campaignListSchema = z.object({
  last: z.int(),
  list: z.array(campaignDataSchema.extend({ opener: memberRefSchema.optional() })),
});
export const campaignRows = defineRows('checkin-campaigns', campaignListSchema);
export const INDEX = 'index';
export const CAMPAIGNS_MAX = 20;

/** One member's record in one campaign: all a check-in reads of the past. Days are day numbers. */
export const recordSchema = z.object({
  /** Last day done. */
  d: z.int(),
  /** Streak that ends on `d`, longest streak, days done. */
  s: z.int(),
  l: z.int(),
  n: z.int(),
  /** Days done: base and bits of a `DaySet`. */
  b: z.int(),
  h: z.string(),
  /** Late ones among them, same base rules of their own. */
  lb: z.int().optional(),
  lh: z.string().optional(),
  /** Place on day `d`. */
  p: z.int(),
});
export type Record = z.infer<typeof recordSchema>;
export const recordRows = (campaign: string): Rows<Record> => defineRows(`checkin:${campaign}`, recordSchema);

/** How many have checked in, by day number. */
export const dayRows = (campaign: string): Rows<{ n: number }> =>
  defineRows(`checkin-day:${campaign}`, z.object({ n: z.int() }));
export const DAY_ROWS_MS = 400 * 86_400_000;

/** Who checked in on one day in order, `BOARD_CHUNK` members a row: `[member, streak, late]`. For 打卡榜. */
export const BOARD_CHUNK = 50;
export const boardRows = (campaign: string, day: number) =>
  defineRows(
    `checkin-board:${campaign}:${day}`,
    z.array(z.tuple([memberIdSchema, z.int(), z.union([z.literal(0), z.literal(1)])])),
  );
export const BOARD_ROWS_MS = 8 * 86_400_000;

/** What was written with the check-in of the day; kept no longer than it can be asked for. */
export const wordRows = (campaign: string, day: number): Rows<string> =>
  defineRows(`checkin-text:${campaign}:${day}`, z.string());
export const WORD_ROWS_MS = 3 * 86_400_000;
