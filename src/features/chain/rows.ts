import { z } from 'zod';
import { memberRefSchema } from '../../domain/chat.ts';
import { memberIdSchema } from '../../domain/ids.ts';
import { defineRows, type Rows } from '../../domain/state.ts';

/** One chain without its entries: all that a sign-up needs to know, whatever the length of the list. */
export const chainRowSchema = z.object({
  title: z.string(),
  capacity: z.int().optional(),
  perMember: z.int().optional(),
  /** Epoch ms. */
  deadline: z.int().optional(),
  opener: memberRefSchema.optional(),
  openedAt: z.int(),
  /** `ended`: its deadline came. `closed`: somebody closed it. */
  state: z.enum(['open', 'ended', 'closed']),
  /** Quantities that are in and that wait. */
  taken: z.int(),
  waiting: z.int(),
  /** Entries (members) that are in, wait, and were cancelled. */
  entries: z.int(),
  waiters: z.int(),
  cancelled: z.int(),
  nextOrder: z.int(),
  /** Waiting entries are numbered on their own and kept in rows of `CHUNK`; nobody waits before `headChunk`. */
  nextWait: z.int(),
  headChunk: z.int(),
  /** Id in `chains.yaml`, for chains that came from there. */
  yaml: z.string().optional(),
});
export type Chain = z.infer<typeof chainRowSchema>;
/** Row: the number of the chain, `3` for `#3`. */
export const chainRows = defineRows('chains', chainRowSchema);

/** Which chains a group has. One row, `index`. */
export const indexSchema = z.object({
  /** Number of the chain opened last. */
  last: z.int(),
  open: z.array(z.int()),
  /** The one that ended last: a late `+1` is told so. */
  ended: z.int().optional(),
  /** Id in `chains.yaml` → number. */
  yaml: z.record(z.string(), z.int()).optional(),
});
export type ChainIndex = z.infer<typeof indexSchema>;
export const indexRows = defineRows('chain-index', indexSchema);
export const INDEX = 'index';

/** One entry; the row is the member. Short keys and left-out defaults, because there are thousands of these. */
export const entrySchema = z.object({
  /** Order in the list; hidden from people. */
  o: z.int(),
  /** Quantity; 1 when absent. */
  q: z.int().optional(),
  /** `w` waiting, `x` cancelled; in when absent. */
  s: z.enum(['w', 'x']).optional(),
  /** Waiting number, which says in which chunk it stands. */
  w: z.int().optional(),
  /** Epoch seconds of the last change. */
  t: z.int(),
  /** Remark: member text. */
  r: z.string().optional(),
});
export type Entry = z.infer<typeof entrySchema>;
export const entryRows = (chain: number): Rows<Entry> => defineRows(`chain:${chain}`, entrySchema);

/** The waiting queue in rows of at most `CHUNK` members with their quantities, first come first. */
export const CHUNK = 32;
const chunkSchema = z.array(z.tuple([memberIdSchema, z.int()]));
export const waitRows = (chain: number): Rows<z.infer<typeof chunkSchema>> =>
  defineRows(`chain-wait:${chain}`, chunkSchema);

/** What 撤销 goes back to. One row a member. */
export const undoSchema = z.object({ chain: z.int(), quantity: z.int(), at: z.int() });
export const undoRows = defineRows('chain-undo', undoSchema);
