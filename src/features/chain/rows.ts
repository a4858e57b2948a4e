import { z } from 'zod';
import { memberRefSchema } from '../../domain/chat.ts';
import { memberIdSchema } from '../../domain/ids.ts';
import { defineRows, type Rows } from '../../domain/state.ts';

/** One kind of place: 成人, 儿童. Entries name it by its place in the list, which never changes. */
export const optionSchema = z.object({
  name: z.string(),
  /** Yuan. Recorded and added up, never handled. */
  price: z.number().optional(),
  stock: z.int().optional(),
  /** Quantity that is in. */
  taken: z.int(),
  /** No longer offered; its entries stay. */
  off: z.literal(true).optional(),
});
export type Option = z.infer<typeof optionSchema>;

/** When the list is posted without being asked for, besides the end. */
export const postSchema = z.object({
  /** When the last place is taken; yes when absent. */
  full: z.boolean().optional(),
  /** After so many new entries. */
  every: z.int().optional(),
  /** At this minute of the day, if anything has changed. */
  at: z.int().optional(),
});

/** The queue of those who wait for one option (or for none): a number for each, kept in rows of `CHUNK`. */
const laneSchema = z.object({
  /** The next number, the first row that may hold somebody, and how many wait. */
  next: z.int(),
  head: z.int(),
  count: z.int(),
});
export type Lane = z.infer<typeof laneSchema>;

/** One chain without its entries: all that a sign-up needs to know, whatever the length of the list. */
export const chainRowSchema = z.object({
  title: z.string(),
  note: z.string().optional(),
  capacity: z.int().optional(),
  perMember: z.int().optional(),
  options: z.array(optionSchema).optional(),
  post: postSchema.optional(),
  /** Epoch ms. */
  deadline: z.int().optional(),
  opener: memberRefSchema.optional(),
  openedAt: z.int(),
  /** `ended`: its deadline came. `closed`: somebody closed it. */
  state: z.enum(['open', 'ended', 'closed']),
  /** Quantities that are in and that wait. */
  taken: z.int(),
  waiting: z.int(),
  /** Entries that are in, wait, and were cancelled. */
  entries: z.int(),
  waiters: z.int(),
  cancelled: z.int(),
  nextOrder: z.int(),
  /** By place of the option, `-` for none. */
  lanes: z.record(z.string(), laneSchema).optional(),
  /** Counts every change of an entry, and the new entries since the list was last posted. */
  changes: z.int(),
  fresh: z.int(),
  /** Id in `chains.yaml` for chains that came from there, and a hash of what stood there when it was last followed. */
  yaml: z.string().optional(),
  applied: z.string().optional(),
});
export type Chain = z.infer<typeof chainRowSchema>;
/** A chain and the number people know it by. */
export interface Numbered {
  readonly n: number;
  readonly chain: Chain;
}
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

/** One entry; for the row's name see `entry-key.ts`. Short keys and left-out defaults: there are thousands of these. */
export const entrySchema = z.object({
  /** Order in the list; hidden from people. */
  o: z.int(),
  /** Quantity; 1 when absent. */
  q: z.int().optional(),
  /** `w` waiting, `x` cancelled; in when absent. */
  s: z.enum(['w', 'x']).optional(),
  /** Number in the queue of its option, which says in which row it stands. */
  w: z.int().optional(),
  /** Epoch seconds of the last change. */
  t: z.int(),
  /** Remark: member text. */
  r: z.string().optional(),
  /** Name as it was given, where somebody signed up somebody else: member text. */
  n: z.string().optional(),
  /** Who signed them up; the member of the row when absent. */
  b: memberIdSchema.optional(),
  /** Paid. */
  p: z.literal(1).optional(),
  /** Takes as many as there are. */
  f: z.literal(1).optional(),
});
export type Entry = z.infer<typeof entrySchema>;
export const entryRows = (chain: number): Rows<Entry> => defineRows(`chain:${chain}`, entrySchema);

/** Those who wait in rows of at most `CHUNK`, in order: order number, entry, quantity. Row: `<option or ->.<n>`. */
export const CHUNK = 32;
const chunkSchema = z.array(z.tuple([z.int(), z.string(), z.int()]));
export type Chunk = z.infer<typeof chunkSchema>;
export const waitRows = (chain: number): Rows<Chunk> => defineRows(`chain-wait:${chain}`, chunkSchema);

/** Entries somebody holds beside their plain own one: other options, other people. Row: the member. */
const heldSchema = z.array(z.string());
export const heldRows = (chain: number): Rows<string[]> => defineRows(`chain-held:${chain}`, heldSchema);

/** What 撤销 goes back to: the entries one message changed, as they were. Row: the member. */
export const undoSchema = z.object({
  chain: z.int(),
  at: z.int(),
  was: z.array(z.tuple([z.string(), entrySchema.nullable()])),
});
export const undoRows = defineRows('chain-undo', undoSchema);

/** The list as last posted: order numbers of who was in and who waited, as ranges. Row: the number of the chain. */
export const postedSchema = z.object({ in: z.string(), waiting: z.string(), changes: z.int() });

export const postedRows = defineRows('chain-posted', postedSchema);
