import { z } from 'zod';
import { renderWebhook } from '../../src/delivery/render/render.ts';
import { chatKey } from '../../src/domain/chat.ts';
import type { GroupEvent } from '../../src/domain/events.ts';
import { asGroupId, memberId } from '../../src/domain/ids.ts';
import { type Message, messageSchema } from '../../src/domain/message.ts';
import { type MemberRow, memberRowSchema } from '../../src/domain/people.ts';
import type { Book } from '../../src/features/book.ts';
import { createMentionStripper, messageEventId } from '../../src/wecom/inbound/heard.ts';
import { AIBOT, AIBOT_NAME, wecomSettings } from '../world.ts';

/** What the reference arms do besides their queues: the same work as the program, by the same parts of it. */
export const payloadSchema = z.object({
  msgid: z.string(),
  chatid: z.string(),
  from: z.object({ userid: z.string() }),
  text: z.object({ content: z.string() }),
});
export type Payload = z.infer<typeof payloadSchema>;
export const postSchema = z.object({ group: z.string(), message: messageSchema });
export type Post = z.infer<typeof postSchema>;

/** The limit the program sets itself for a webhook. */
export const LIMITS = [{ max: 18, windowMs: 60_000 }];
export const CONTENT_TYPE = { 'content-type': 'application/json; charset=utf-8' };

export interface Heard {
  readonly event: GroupEvent;
  readonly group: string;
  readonly member: string;
}

export function createJob(book: Book) {
  const strip = createMentionStripper(AIBOT_NAME);
  const { community, rules, version } = book;
  return {
    hear: ({ msgid, chatid, from, text }: Payload, now: number): Heard | undefined => {
      const chat = { channel: 'aibot', via: AIBOT, chatId: chatid, type: 'group' } as const;
      const group = community.chats.get(chatKey(chat));
      if (group === undefined) return undefined;
      const actor = { id: memberId(from.userid), userid: from.userid };
      return {
        group,
        member: actor.id,
        event: {
          type: 'message.received',
          id: messageEventId(msgid),
          at: now,
          chat,
          group,
          actor,
          kind: 'text',
          text: strip(text.content),
        },
      };
    },
    /** The row to write for somebody seen for the first time. */
    firstRow: ({ event }: Heard): MemberRow => ({ firstSeen: event.at, lastSeen: event.at }),
    decide: ({ event, group }: Heard, row: MemberRow | undefined): Post[] => {
      const state = {
        get: <T>({ schema }: { schema: z.ZodType<T> }) => (row ? schema.parse(row) : undefined),
        all: () => new Map(),
      };
      const known = community.groups.get(asGroupId(group));
      const context = { event, now: event.at, random: Math.random, community, version, group: known, state };
      const { effects = [] } = rules.decide(context, { mayReply: true });
      return effects.flatMap(({ effect }) =>
        effect.type === 'send' ? [{ group: effect.group, message: effect.message }] : [],
      );
    },
    readRow: (json: string | null): MemberRow | undefined =>
      json === null ? undefined : memberRowSchema.parse(JSON.parse(json)),
  };
}

/** A post as requests: path and body of each piece, and the limiter's bucket. */
export function createPoster(groups: number, book: Book) {
  const keyOf = new Map(wecomSettings(groups).webhooks.map(({ id, key }) => [id, key]));
  const bodyOf = (message: Message) =>
    renderWebhook(message).map(({ format, content }) =>
      JSON.stringify({ msgtype: format, [format]: { content } }),
    );
  return ({ group, message }: Post) => {
    const bindings = book.community.groups.get(asGroupId(group))?.bindings ?? [];
    const webhook =
      bindings.flatMap((binding) => (binding.type === 'webhook' ? [binding.webhook] : []))[0] ?? '';
    return {
      destination: `webhook/${webhook}`,
      path: `/cgi-bin/webhook/send?key=${keyOf.get(webhook)}`,
      bodies: bodyOf(message),
    };
  };
}

const answerSchema = z.object({ errcode: z.int() });
export const mustBeAccepted = (answer: unknown): void => {
  const { errcode } = answerSchema.parse(answer);
  if (errcode !== 0) throw new Error(`WeCom answered ${errcode}`);
};
