import { z } from 'zod';
import { chatAddressSchema, memberRefSchema } from './chat.ts';
import { configChangeSchema } from './config-change.ts';
import { effectIdSchema, eventIdSchema, groupIdSchema } from './ids.ts';
import { messageSchema } from './message.ts';

/** Why something is said: kept with every send, shown by `/为什么` and the ops API. */
export const originSchema = z.strictObject({
  /** `rule:<id>`, `command:<name>`, `feature:<id>`, `broadcast:<id>`. */
  source: z.string(),
  event: eventIdSchema,
  /** Version of the configuration that decided. */
  version: z.string(),
});
export type Origin = z.infer<typeof originSchema>;

/** What a decision wants done outside. Ids and due times are added when it is committed. */
export const effectSchema = z.discriminatedUnion('type', [
  /** A post in a group that nobody asked for; the sender is chosen by what the group's channels can do. */
  z.strictObject({
    type: z.literal('send'),
    group: groupIdSchema,
    message: messageSchema,
    origin: originSchema,
  }),
  /** A private message to staff, by message/send of `app`. */
  z.strictObject({
    type: z.literal('dm'),
    app: z.string(),
    to: z.array(memberRefSchema).min(1),
    message: messageSchema,
    origin: originSchema,
  }),
  /** A table of one group, sent to staff as a file. It is made when it leaves: rows have no place in the outbox. */
  z.strictObject({
    type: z.literal('export'),
    app: z.string(),
    to: z.array(memberRefSchema).min(1),
    group: groupIdSchema,
    table: z.string(),
    args: z.string().optional(),
    format: z.enum(['csv', 'xlsx']),
    origin: originSchema,
  }),
  /** An answer that came too late for the callback's response; the URL is looked up by the event's id. */
  z.strictObject({
    type: z.literal('late-reply'),
    event: eventIdSchema,
    message: messageSchema,
    origin: originSchema,
  }),
  /** Fetch a customer group's member list; it comes back as `roster.fetched`. */
  z.strictObject({
    type: z.literal('fetch-roster'),
    group: groupIdSchema,
    chat: chatAddressSchema,
    joined: z.array(z.string()).optional(),
    attempt: z.int(),
  }),
  /** A call to another program on the list of allowed hosts. Made at least once; its effect id tells repeats apart. */
  z.strictObject({
    type: z.literal('webhook'),
    url: z.string(),
    /** Sent as plain text or as JSON. */
    body: z.union([z.string(), z.record(z.string(), z.json())]),
    origin: originSchema,
  }),
  /** A line for whoever reads the program's log. */
  z.strictObject({
    type: z.literal('log'),
    group: groupIdSchema,
    text: z.string(),
    origin: originSchema,
  }),
  /** Another configuration in force, in every process. Done once, however often it is tried. */
  z.strictObject({
    type: z.literal('configure'),
    group: groupIdSchema.optional(),
    change: configChangeSchema,
    by: memberRefSchema,
    origin: originSchema,
  }),
  /** Comes back as `timer.fired` in the same group. */
  z.strictObject({
    type: z.literal('timer'),
    group: groupIdSchema,
    timer: z.string(),
    payload: z.record(z.string(), z.json()),
  }),
]);
export type Effect = z.infer<typeof effectSchema>;
export type EffectOf<T extends Effect['type']> = Extract<Effect, { type: T }>;

/** An effect in the outbox. `due` is epoch ms; an effect whose `due` has passed is due now. */
export const outgoingSchema = z.strictObject({
  id: effectIdSchema,
  due: z.int(),
  effect: effectSchema,
});
export type Outgoing = z.infer<typeof outgoingSchema>;
