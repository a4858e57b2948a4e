import { z } from 'zod';
import type { ChatAddress } from '../../domain/chat.ts';
import type { EventOf } from '../../domain/events.ts';
import { createMentionStripper, type Heard, isUserid, messageEventId, person } from './heard.ts';
import { jsonDepth, MAX_JSON_DEPTH } from './json-depth.ts';

const userid = z.string().refine(isUserid);
const content = z.object({ content: z.string() });
const media = z.object({ url: z.string().optional(), aeskey: z.string().optional() });
const item = z.object({ msgtype: z.string(), text: content.optional(), image: media.optional() });
const mixed = z.object({ msg_item: z.array(item) });
/** The parts a message and a quote share (inbound.md §3.1). One of another shape counts as absent: it may belong to a type yet to come. */
const bodyFields = {
  text: content.optional().catch(undefined),
  image: media.optional().catch(undefined),
  mixed: mixed.optional().catch(undefined),
  voice: content.optional().catch(undefined),
  file: media.optional().catch(undefined),
  video: media.optional().catch(undefined),
};
const headFields = {
  msgid: z.string().min(1),
  chatid: z.string().min(1).optional(),
  chattype: z.string().optional(),
  // Notices about the bot itself name nobody (inbound.md §3.1.3).
  from: z.object({ userid: userid.optional() }).optional(),
  response_url: z.string().optional(),
  // A time we cannot use is no reason to lose a message: when it came in stands for it.
  create_time: z.int().positive().max(99_999_999_999).optional().catch(undefined),
};
// What else can be quoted is documented nowhere: a quote of another shape is dropped, not the message.
const quote = z
  .object({ msgtype: z.string(), ...bodyFields })
  .optional()
  .catch(undefined);
/** Nearly everything that comes is a text: read without looking for what other types carry. */
const textSchema = z.object({ ...headFields, msgtype: z.literal('text'), text: bodyFields.text, quote });
const payloadSchema = z.object({
  ...headFields,
  ...bodyFields,
  msgtype: z.string(),
  quote,
  stream: z.object({ id: z.string().min(1) }).optional(),
  event: z
    .object({
      eventtype: z.string(),
      template_card_event: z
        .object({
          card_type: z.string(),
          event_key: z.string(),
          task_id: z.string().default(''), // a click comes once: better without than lost
          selected_items: z
            .object({
              selected_item: z.array(
                z.object({
                  question_key: z.string(),
                  option_ids: z.object({ option_id: z.array(z.string()) }).optional(),
                }),
              ),
            })
            .optional(),
        })
        .optional(),
      feedback_event: z
        .object({
          id: z.string(),
          type: z.int(),
          content: z.string().optional(),
          inaccurate_reason_list: z.array(z.int()).optional(),
        })
        .optional(),
      auth_change_event: z.object({ auth_list: z.array(z.int()) }).optional(),
    })
    .optional(),
});
type Payload = z.infer<typeof payloadSchema>;
type Body = Pick<Payload, keyof typeof bodyFields>;

const nobody: Heard = { type: 'malformed', why: 'from.userid' };

const verdicts = ['unknown', 'accurate', 'inaccurate', 'withdrawn'] as const;
const mediaKinds = ['image', 'voice', 'file', 'video'] as const;

export interface AibotReader {
  /** The decrypted JSON of one callback, or the `body` of a socket frame. `receivedAt` in epoch ms. */
  read(plaintext: string, receivedAt: number): Heard;
}

/** Reads what an aibot hears (inbound.md §3.1). `via` is its id in wecom.yaml, `name` what people type after @. */
export function createAibotReader({
  via,
  name,
}: {
  readonly via: string;
  readonly name: string;
}): AibotReader {
  const strip = createMentionStripper(name);

  const chatOf = ({ chatid, chattype, from }: Payload): ChatAddress | undefined => {
    // `chattype` is missing on enter_chat; a chatid is given in groups only.
    if (chattype === 'group' && chatid === undefined) return undefined;
    const type = chatid !== undefined && chattype !== 'single' ? 'group' : 'single';
    const chatId = type === 'group' ? chatid : from?.userid;
    return chatId === undefined ? undefined : { channel: 'aibot', via, chatId, type };
  };
  const base = (payload: Payload, receivedAt: number) => ({
    id: messageEventId(payload.msgid),
    at: payload.create_time === undefined ? receivedAt : payload.create_time * 1000,
  });
  /** Who did it, and where; undefined when the payload names nobody. */
  const acted = (payload: Payload, receivedAt: number) => {
    const chat = chatOf(payload);
    const sender = payload.from?.userid;
    if (!chat || sender === undefined) return undefined;
    const { id, at } = base(payload, receivedAt);
    return { id, at, chat, actor: person(sender) };
  };
  const message = (
    payload: Payload,
    kind: EventOf<'message.received'>['kind'],
    receivedAt: number,
  ): Heard => {
    const head = acted(payload, receivedAt);
    if (!head) return nobody;
    const { id, at, chat, actor } = head;
    const said = textOf(payload);
    const text = chat.type === 'group' ? strip(said) : said.trim();
    // The busiest path there is: written out, and added to only when there is more than text.
    const event: EventOf<'message.received'> = { id, at, chat, actor, type: 'message.received', kind, text };
    const media = mediaOf(payload);
    if (media.length > 0) event.media = media;
    const quote = payload.quote && textOf(payload.quote);
    if (quote) event.quote = quote;
    const { response_url: responseUrl } = payload;
    return responseUrl ? { type: 'event', event, responseUrl } : { type: 'event', event };
  };
  const happened = (payload: Payload, receivedAt: number): Heard => {
    const { event } = payload;
    if (!event) return { type: 'malformed', why: 'an event without its object' };
    const head = acted(payload, receivedAt);
    const responseUrl = payload.response_url ? { responseUrl: payload.response_url } : {};
    switch (event.eventtype) {
      case 'enter_chat':
        return head ? { type: 'event', event: { ...head, type: 'chat.entered' } } : nobody;
      case 'template_card_event': {
        const click = event.template_card_event;
        if (!click) return { type: 'malformed', why: 'a card event without its click' };
        if (!head) return nobody;
        const selected = (click.selected_items?.selected_item ?? []).map(({ question_key, option_ids }) => ({
          question: question_key,
          options: option_ids?.option_id ?? [],
        }));
        const { card_type: cardType, event_key: key, task_id: taskId } = click;
        return {
          type: 'event',
          event: { ...head, type: 'card.clicked', cardType, key, taskId, selected },
          ...responseUrl,
        };
      }
      case 'feedback_event': {
        const given = event.feedback_event;
        if (!given) return { type: 'malformed', why: 'a feedback event without its content' };
        if (!head) return nobody;
        return {
          type: 'event',
          event: {
            ...head,
            type: 'feedback.given',
            feedbackId: given.id,
            verdict: verdicts[given.type] ?? 'unknown',
            reasons: given.inaccurate_reason_list ?? [],
            ...(given.content !== undefined && { content: given.content }),
          },
        };
      }
      case 'auth_change_event': {
        const chat = chatOf(payload);
        const permissions = event.auth_change_event?.auth_list ?? [];
        return {
          type: 'event',
          event: {
            ...base(payload, receivedAt),
            type: 'permission.changed',
            ...(chat && { chat }),
            permissions,
          },
        };
      }
      default:
        return { type: 'ignored', what: `aibot event ${event.eventtype}` };
    }
  };

  return {
    read: (plaintext, receivedAt) => {
      if (jsonDepth(plaintext) > MAX_JSON_DEPTH) return { type: 'malformed', why: 'nested too deeply' };
      const json = parseJson(plaintext);
      const parsed = (isText(json) ? textSchema : payloadSchema).safeParse(json);
      if (!parsed.success)
        return { type: 'malformed', why: parsed.error.issues[0]?.path.join('.') ?? 'JSON' };
      const payload: Payload = parsed.data;
      if (payload.chattype !== undefined && !['single', 'group'].includes(payload.chattype))
        return { type: 'ignored', what: `aibot chat ${payload.chattype}` };
      switch (payload.msgtype) {
        case 'text':
        case 'image':
        case 'mixed':
        case 'voice':
        case 'file':
        case 'video':
          if (!payload[payload.msgtype]) return { type: 'malformed', why: `no ${payload.msgtype}` };
          return message(payload, payload.msgtype, receivedAt);
        case 'stream':
          return payload.stream
            ? { type: 'stream-poll', streamId: payload.stream.id, chat: chatOf(payload) }
            : { type: 'malformed', why: 'a poll without its stream' };
        case 'event':
          return happened(payload, receivedAt);
        default:
          return { type: 'ignored', what: `aibot message ${payload.msgtype}` };
      }
    },
  };
}

const isText = (json: unknown): boolean =>
  typeof json === 'object' && json !== null && 'msgtype' in json && json.msgtype === 'text';

const textOf = ({ text, mixed, voice }: Body): string => {
  if (text) return text.content;
  if (voice) return voice.content;
  return (mixed?.msg_item ?? []).flatMap((part) => part.text?.content ?? []).join('\n');
};

const mediaOf = (body: Body): NonNullable<EventOf<'message.received'>['media']> => {
  if (!body.mixed && !body.image && !body.file && !body.video) return [];
  const images = (body.mixed?.msg_item ?? []).flatMap((part) =>
    part.image ? [{ kind: 'image' as const, ...part.image }] : [],
  );
  const own = mediaKinds.flatMap((kind) => {
    const found = kind === 'voice' ? undefined : body[kind];
    return found ? [{ kind, ...found }] : [];
  });
  return [...images, ...own].map(({ kind, url, aeskey }) => ({
    kind,
    ...(url !== undefined && { url }),
    ...(aeskey !== undefined && { aesKey: aeskey }),
  }));
};

/** undefined is never a valid payload, so "not JSON" needs no channel of its own. */
const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
