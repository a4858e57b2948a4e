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
const MEMBER_ID_MAX = 256;
export const memberIdSchema = z.string().min(1).max(MEMBER_ID_MAX).brand<'MemberId'>();
export type MemberId = z.infer<typeof memberIdSchema>;

/** The same on every redelivery; letters, digits and `@._-`, never only digits (it also names BullMQ jobs). */
const EVENT_ID = /^(?!\d+$)[A-Za-z0-9@._-]{1,200}$/;
export const eventIdSchema = z
  .string()
  .regex(EVENT_ID, 'letters, digits and "@._-", never only digits')
  .brand<'EventId'>();
export type EventId = z.infer<typeof eventIdSchema>;

/** What leaves the bot: `<event id>.<n>`, so that a repeated decision names the same effect. */
const EFFECT_ID = /^[A-Za-z0-9@._-]{1,220}$/;
export const effectIdSchema = z.string().regex(EFFECT_ID).brand<'EffectId'>();
export type EffectId = z.infer<typeof effectIdSchema>;

export const asGroupId = (id: string): GroupId => groupIdSchema.parse(id);
// Every message passes here: the patterns by themselves are a tenth of a whole parse, which is left to say what is wrong.
const isEventId = (id: string): id is EventId => EVENT_ID.test(id);
const isEffectId = (id: string): id is EffectId => EFFECT_ID.test(id);
const isMemberId = (id: string): id is MemberId => id.length > 0 && id.length <= MEMBER_ID_MAX;
export const asEventId = (id: string): EventId => (isEventId(id) ? id : eventIdSchema.parse(id));
const asEffectId = (id: string): EffectId => (isEffectId(id) ? id : effectIdSchema.parse(id));
const asMemberId = (id: string): MemberId => (isMemberId(id) ? id : memberIdSchema.parse(id));
export const effectId = (event: EventId, n: number): EffectId => asEffectId(`${event}.${n}`);

/** `wo…` (encrypted staff) and `wm…` (external) ids are case-sensitive; plain userids are not. */
export const isOpenUserId = (userid: string): boolean => /^wo[A-Za-z0-9_-]{20,}$/.test(userid);
export const isExternalUserId = (userid: string): boolean => /^w[mo][A-Za-z0-9_-]{20,}$/.test(userid);

/** Normalises a WeCom id into the key members are compared by. */
export const memberId = (userid: string): MemberId =>
  asMemberId(isExternalUserId(userid) ? userid : userid.toLowerCase());
/** A newcomer of whom only a name is known. */
export const namedMemberId = (name: string): MemberId => asMemberId(`name:${name}`);
