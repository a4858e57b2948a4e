import { z } from 'zod';
import { chatAddressSchema, memberRefSchema } from './chat.ts';
import { eventIdSchema, groupIdSchema } from './ids.ts';
import { messageSchema } from './message.ts';

const base = z.object({
  id: eventIdSchema,
  /** Epoch ms: WeCom's `create_time` where there is one, else when we received it. */
  at: z.int(),
  /** Where it was heard; absent for what the bot raises itself (timer, schedule). */
  chat: chatAddressSchema.optional(),
  /** The bound group: filled in by the engine from `chat`, or from the start for timers and schedules. */
  group: groupIdSchema.optional(),
});
const acted = base.extend({ actor: memberRefSchema });
const members = z.array(memberRefSchema);

/** One member as a full list from WeCom shows them. Times are epoch ms. */
export const rosterEntrySchema = memberRefSchema.extend({
  nickname: z.string().optional(),
  staff: z.boolean().optional(),
  joinedAt: z.int().optional(),
  inviter: z.string().optional(),
});
export type RosterEntry = z.infer<typeof rosterEntrySchema>;

/** What happened, whichever WeCom channel reported it. Names are those of `on:` in rule files where rules can see them. */
export const groupEventSchema = z.discriminatedUnion('type', [
  acted.extend({
    type: z.literal('message.received'),
    /** Without the leading `@bot`. Voice is its transcript; pictures and files leave it empty. */
    text: z.string(),
    kind: z.enum(['text', 'mixed', 'image', 'voice', 'file', 'video', 'location', 'link']),
    /** URLs of pictures or files, valid for minutes; never stored. */
    media: z
      .array(
        z.object({
          kind: z.enum(['image', 'file', 'video', 'voice']),
          url: z.string().optional(),
          mediaId: z.string().optional(),
          aesKey: z.string().optional(),
        }),
      )
      .optional(),
    /** Text of the quoted message, when it had any. */
    quote: z.string().optional(),
    /** Said by pressing a button of this card. */
    pressed: z.string().optional(),
    /** What the card said it was about; anybody can make that up, so it opens nothing by itself. */
    about: z.string().optional(),
  }),
  acted.extend({
    type: z.literal('card.clicked'),
    cardType: z.string(),
    /** Key of the button, menu entry or submit button. */
    key: z.string(),
    /** The task id we chose when sending the card. */
    taskId: z.string(),
    selected: z.array(z.object({ question: z.string(), options: z.array(z.string()) })),
  }),
  acted.extend({ type: z.literal('chat.entered') }),
  acted.extend({
    type: z.literal('feedback.given'),
    feedbackId: z.string(),
    verdict: z.enum(['accurate', 'inaccurate', 'withdrawn', 'unknown']),
    content: z.string().optional(),
    reasons: z.array(z.int()),
  }),
  acted.extend({ type: z.literal('bot.added') }),
  acted.extend({ type: z.literal('bot.removed') }),
  base.extend({
    type: z.literal('member.joined'),
    members,
    scene: z.string().optional(),
  }),
  base.extend({
    type: z.literal('member.left'),
    members,
    scene: z.string().optional(),
  }),
  /** WeCom said that the member list changed; who and under what name is found by fetching the list. */
  base.extend({
    type: z.literal('members.changed'),
    change: z.enum(['joined', 'left', 'unknown']),
    members,
    scene: z.string().optional(),
    lastVersion: z.string().optional(),
    version: z.string().optional(),
  }),
  /** The full member list, as fetched. The roster feature turns the difference into joins and leaves. */
  base.extend({
    type: z.literal('roster.fetched'),
    name: z.string().optional(),
    owner: z.string().optional(),
    version: z.string().optional(),
    entries: z.array(rosterEntrySchema),
    /** Ids that the change event named as joined: only these are greeted the first time a list is seen. */
    joined: z.array(z.string()).optional(),
    /** The `attempt` of the `fetch-roster` it answers; absent: nobody will ask again when the list lags behind. */
    attempt: z.int().optional(),
  }),
  base.extend({ type: z.literal('group.created') }),
  base.extend({ type: z.literal('group.renamed') }),
  base.extend({ type: z.literal('group.owner-changed') }),
  base.extend({ type: z.literal('group.notice-changed') }),
  base.extend({ type: z.literal('group.dismissed') }),
  /** Customer contact, visibility and archive notices: typed so that features can take them up; nothing reacts yet. */
  base.extend({
    type: z.literal('contact.changed'),
    change: z.string(),
    staff: z.string().optional(),
    external: z.string().optional(),
  }),
  base.extend({
    type: z.literal('visibility.changed'),
    visible: z.boolean(),
    member: memberRefSchema,
  }),
  base.extend({ type: z.literal('archive.ready') }),
  base.extend({
    type: z.literal('permission.changed'),
    permissions: z.array(z.int()),
  }),
  /** A member's name in the group is another one than before. */
  acted.extend({ type: z.literal('member.renamed'), from: z.string(), to: z.string() }),
  /** A slash call that no command answers to. Raised while the message is being decided. */
  acted.extend({ type: z.literal('command.unknown'), typed: z.string(), text: z.string() }),
  /** Something a feature or a rule declares to have happened, under a name of its own such as `chain.full`. */
  base.extend({
    type: z.literal('feature.event'),
    name: z.string(),
    member: memberRefSchema.optional(),
    fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
  /** One time of the schedule of one rule reaches one group. */
  base.extend({ type: z.literal('schedule.due'), rule: z.string(), occurrence: z.int() }),
  /** A timer set by an earlier decision. `payload` belongs to the feature or rule that set it. */
  base.extend({
    type: z.literal('timer.fired'),
    timer: z.string(),
    payload: z.record(z.string(), z.json()),
  }),
  /** For this long no process could accept what members said: they lost the time, and it was not their fault. */
  base.extend({ type: z.literal('bot.away'), from: z.int(), to: z.int() }),
  /** One occurrence of a broadcast reaches one group. The content is the snapshot taken when the occurrence started. */
  base.extend({
    type: z.literal('broadcast.due'),
    broadcast: z.string(),
    occurrence: z.int(),
    message: messageSchema,
  }),
]);
export type GroupEvent = z.infer<typeof groupEventSchema>;
export type EventType = GroupEvent['type'];
export type EventOf<T extends EventType> = Extract<GroupEvent, { type: T }>;
