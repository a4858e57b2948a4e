import { z } from 'zod';

const id = z.string().min(1).max(256);
const name = z.string().trim().min(1).max(64);

/** What the page may ask for, by path. Strict: an unknown key is a mistake in the page. */
export const sayRequest = z.strictObject({
  /** A group's id, or `dm:<userid>`. */
  chat: id,
  userid: id,
  text: z.string().trim().min(1).max(4000),
  mentionBot: z.boolean().default(true),
  /** For 1:1 chats: who is written to. */
  via: id.optional(),
});
/** A button of the card in line `n`. */
export const pressRequest = z.strictObject({ n: z.int(), userid: id, key: z.string().min(1).max(1024) });
export const joinRequest = z.strictObject({ group: id, name });
export const leaveRequest = z.strictObject({ group: id, userid: id });
export const renameRequest = z.strictObject({
  group: id,
  userid: id,
  nickname: z.string().trim().max(64),
});
export const jumpRequest = z.union([
  z.strictObject({ to: z.enum(['now', 'next-morning']), group: id.optional() }),
  z.strictObject({
    hours: z
      .int()
      .min(1)
      .max(24 * 366),
  }),
]);
export const transcriptQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
});
export const whyQuery = z.strictObject({ n: z.coerce.number().int() });
