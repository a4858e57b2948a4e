import { z } from 'zod';
import { memberRefSchema } from '../../domain/chat.ts';
import { defineRows, type Rows } from '../../domain/state.ts';
import { campaignDataSchema, rulesSchema } from './campaign.ts';

/** Campaigns made in the chat of this group. One row, `index`; a handful at most. */
export const campaignListSchema = z.object({
  last: z.int(),
  list: z.array(campaignDataSchema.extend({ opener: memberRefSchema.optional() })),
});
export const campaignRows = defineRows('checkin-campaigns', campaignListSchema);
export const INDEX = 'index';
export const CAMPAIGNS_MAX = 20;

/** From one day to another, both included; an open end is `FOREVER`. Day numbers. */
const spanSchema = z.tuple([z.int(), z.int()]);
export const FOREVER = 999_999;

/**
 * What holds for everybody in one campaign of one group; the row is the campaign's key. `v`: the rules by the day from
 * which they hold, kept once they have changed for the first time or been seen for the first time. `out`, `outb`: days
 * that an outage took (a `DaySet`). `gaps`: when nobody could accept, epoch ms, of the last days. `pz`: days on which
 * the whole campaign paused.
 */
export const metaSchema = z.object({
  v: z.array(z.object({ from: z.int(), rules: rulesSchema })),
  out: z.string().optional(),
  outb: z.int().optional(),
  gaps: z.array(spanSchema).optional(),
  pz: z.array(spanSchema).optional(),
});
export type Meta = z.infer<typeof metaSchema>;
export const metaRows = defineRows('checkin-meta', metaSchema);

/**
 * One member's record in one campaign: all a check-in reads of the past, and all that it rewrites. Days are day
 * numbers; sets of days are base and bits of a `DaySet`. Short keys and left-out defaults: there are thousands of these.
 */
export const recordSchema = z.object({
  /** Days that count, make-ups that restore the streak included. */
  b: z.int().optional(),
  h: z.string().optional(),
  /** Late ones among them. */
  lb: z.int().optional(),
  lh: z.string().optional(),
  /** Made up later, whether or not they count for the streak. */
  mb: z.int().optional(),
  mh: z.string().optional(),
  /** Latest day checked in on, the place that day, and the windows done (one bit each). */
  t: z.tuple([z.int(), z.int(), z.int()]).optional(),
  /** Make-ups asked for in the cycle that began on a day. */
  q: z.tuple([z.int(), z.int()]).optional(),
  /** Personal pauses. */
  pz: z.array(spanSchema).optional(),
  /** Day on which the member left the campaign; absent while in it. */
  x: z.int().optional(),
});
export type Record = z.infer<typeof recordSchema>;
export const recordCollection = (campaign: string): string => `checkin:${campaign}`;
export const recordRows = (campaign: string): Rows<Record> =>
  defineRows(recordCollection(campaign), recordSchema);

/** The last place given on a day. Four rows take turns, so that a window over midnight keeps its own. */
export const placeRows = (campaign: string): Rows<{ day: number; n: number }> =>
  defineRows(`checkin-place:${campaign}`, z.object({ day: z.int(), n: z.int() }));
export const placeRow = (day: number): string => String(day % 4);

/** What was written with the check-in of the day: the row is the member. */
export const wordRows = (campaign: string, day: number): Rows<string> =>
  defineRows(`checkin-text:${campaign}:${day}`, z.string());
export const WORD_ROWS_MS = 180 * 86_400_000;

/** What holds for one member in all campaigns of the group: wants no reminders, when they left the group. */
export const personSchema = z.object({
  off: z.boolean().optional(),
  left: z.int().optional(),
});
export const personRows = defineRows('checkin-people', personSchema);

/** Whom the reminders of a campaign named: silent rounds, day of the last one, times named that day. One row, `INDEX`. */
export const nudgeRows = (campaign: string) =>
  defineRows(`checkin-nudges:${campaign}`, z.record(z.string(), z.tuple([z.int(), z.int(), z.int()])));

/** What 撤销 goes back to: the record before and after, the words before, and what the points are booked under. */
export const undoSchema = z.object({
  at: z.int(),
  key: z.string(),
  title: z.string(),
  what: z.string(),
  before: recordSchema.optional(),
  after: recordSchema,
  words: z.object({ day: z.int(), before: z.string().optional() }).optional(),
  ref: z.string().optional(),
  place: z.object({ day: z.int(), n: z.int() }).optional(),
});
export const undoRows = defineRows('checkin-undo', undoSchema);
export const UNDO_MS = 60_000;
