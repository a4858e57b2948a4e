import { z } from 'zod';

/** An operator-chosen group id such as `newbie-01`. Lower-case so that it can stand in a Redis key and a file. */
export const groupIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'use lower-case letters, digits, "-" and "_" (at most 64)')
  .brand<'GroupId'>();
export type GroupId = z.infer<typeof groupIdSchema>;

/**
 * The key under which one person is known: a plain userid lower-cased, `wo…`/`wm…` ids exactly as WeCom wrote
 * them, or `name:<name>` for a newcomer of whom only the name is known. Build it with `memberId()`.
 */
export const memberIdSchema = z.string().min(1).max(256).brand<'MemberId'>();
export type MemberId = z.infer<typeof memberIdSchema>;

/** The same on every redelivery; letters, digits and `@._-`, never only digits (it also names BullMQ jobs). */
export const eventIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9@._-]{1,200}$/)
  .refine((id) => !/^\d+$/.test(id), 'never only digits')
  .brand<'EventId'>();
export type EventId = z.infer<typeof eventIdSchema>;

/** What leaves the bot: `<event id>.<n>`, so that a repeated decision names the same effect. */
export const effectIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9@._-]{1,220}$/)
  .brand<'EffectId'>();
export type EffectId = z.infer<typeof effectIdSchema>;

export const asGroupId = (id: string): GroupId => groupIdSchema.parse(id);
export const asEventId = (id: string): EventId => eventIdSchema.parse(id);
export const effectId = (event: EventId, n: number): EffectId => effectIdSchema.parse(`${event}.${n}`);

/** `wo…` (encrypted staff) and `wm…` (external) ids are case-sensitive; plain userids are not. */
export const isOpenUserId = (userid: string): boolean => /^wo[A-Za-z0-9_-]{20,}$/.test(userid);
export const isExternalUserId = (userid: string): boolean => /^w[mo][A-Za-z0-9_-]{20,}$/.test(userid);

/** Normalises a WeCom id into the key members are compared by. */
export const memberId = (userid: string): MemberId =>
  memberIdSchema.parse(isExternalUserId(userid) ? userid : userid.toLowerCase());
/** A newcomer of whom only a name is known. */
export const namedMemberId = (name: string): MemberId => memberIdSchema.parse(`name:${name}`);
