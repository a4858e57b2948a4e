import { z } from 'zod';
import type { ChatAddress } from '../../domain/chat.ts';
import type { EventOf } from '../../domain/events.ts';
import { parseXml, type XmlNode } from '../xml/parse-xml.ts';
import { createMentionStripper, type Heard, isUserid, messageEventId, person } from './heard.ts';
import { jsonDepth, MAX_JSON_DEPTH } from './json-depth.ts';
import { listAt, textAt } from './xml-fields.ts';

/** One payload, whichever of the two forms it came in (inbound.md §3.2). URLs with keys in them are left behind here. */
interface RobotPayload {
  readonly msgid: string;
  readonly chatId: string;
  readonly chatType: string | undefined;
  readonly userid: string;
  readonly name: string | undefined;
  readonly type: string;
  readonly items: readonly { readonly text?: string | undefined; readonly image?: string | undefined }[];
  readonly event: string | undefined;
  readonly attachment:
    | { readonly id: string; readonly actions: readonly { name: string; value: string }[] }
    | undefined;
}

/** Reads what a group robot hears (beta). `via` is its id in wecom.yaml; `name`, when known, what people type after @. */
export function createRobotReader({ via, name }: { readonly via: string; readonly name?: string }) {
  const strip = name === undefined ? stripAnyMention : createMentionStripper(name);
  return {
    /** The decrypted XML or JSON of one callback. `receivedAt` in epoch ms. */
    read: (plaintext: string, receivedAt: number): Heard => {
      const payload = plaintext.trimStart().startsWith('{') ? fromJson(plaintext) : fromXml(plaintext);
      return payload ? toHeard(payload, via, strip, receivedAt) : { type: 'malformed', why: 'robot payload' };
    },
  };
}
export type RobotReader = ReturnType<typeof createRobotReader>;

/** A robot's name is not configured anywhere: the first word after a leading @ is taken for it. */
const stripAnyMention = (text: string): string => text.replace(/^\s*[@＠]\S+\s*/u, '').trim();

function toHeard(payload: RobotPayload, via: string, strip: (text: string) => string, at: number): Heard {
  // Missing in some samples; only a 1:1 chat is entered.
  const chatType = payload.chatType ?? (payload.event === 'enter_chat' ? 'single' : 'group');
  const group = chatType === 'group';
  if (!group && chatType !== 'single') return { type: 'ignored', what: `robot chat ${chatType}` };
  const chat: ChatAddress = {
    channel: 'robot',
    via,
    chatId: payload.chatId,
    type: group ? 'group' : 'single',
  };
  const base = { id: messageEventId(payload.msgid), at, chat, actor: person(payload.userid, payload.name) };
  const text = payload.items.flatMap((item) => item.text ?? []).join('\n');
  const media = payload.items.flatMap(({ image }) =>
    image === undefined ? [] : [{ kind: 'image' as const, url: image }],
  );
  const message = (kind: EventOf<'message.received'>['kind']): Heard => ({
    type: 'event',
    event: {
      ...base,
      type: 'message.received',
      kind,
      text: group ? strip(text) : text.trim(),
      ...(media.length > 0 && { media }),
    },
  });
  switch (payload.type) {
    case 'text':
    case 'image':
    case 'mixed':
      return message(payload.type);
    case 'attachment': {
      const { attachment } = payload;
      const action = attachment?.actions[0];
      if (!attachment || !action) return { type: 'malformed', why: 'attachment' };
      return {
        type: 'event',
        event: {
          ...base,
          type: 'card.clicked',
          cardType: 'attachment',
          key: action.value,
          taskId: attachment.id,
          selected: [],
        },
      };
    }
    case 'event':
      switch (payload.event) {
        case 'add_to_chat':
          return { type: 'event', event: { ...base, type: 'bot.added' } };
        case 'delete_from_chat':
          return { type: 'event', event: { ...base, type: 'bot.removed' } };
        case 'enter_chat':
          return { type: 'event', event: { ...base, type: 'chat.entered' } };
        default:
          return { type: 'ignored', what: `robot event ${payload.event}` };
      }
    default:
      return { type: 'ignored', what: `robot message ${payload.type}` };
  }
}

function fromXml(source: string): RobotPayload | undefined {
  const parsed = parseXml(source);
  if (parsed?.root !== 'xml') return undefined;
  const xml = parsed.value;
  const msgid = textAt(xml, 'MsgId');
  const chatId = textAt(xml, 'ChatId');
  const userid = textAt(xml, 'From', 'UserId');
  const type = textAt(xml, 'MsgType');
  if (!msgid || !chatId || !isUserid(userid) || type === undefined) return undefined;
  const parts = type === 'mixed' ? listAt(xml, 'MixedMessage', 'MsgItem') : [xml];
  const callbackId = textAt(xml, 'Attachment', 'CallbackId');
  return {
    msgid,
    chatId,
    userid,
    type,
    chatType: textAt(xml, 'ChatType'),
    name: textAt(xml, 'From', 'Name'),
    event: textAt(xml, 'Event', 'EventType'),
    items: parts.map((part: XmlNode) => ({
      text: textAt(part, 'Text', 'Content'),
      // The documents' table calls it Image.Content, their sample Image.ImageUrl.
      image: textAt(part, 'Image', 'ImageUrl') ?? textAt(part, 'Image', 'Content'),
    })),
    attachment:
      callbackId === undefined
        ? undefined
        : {
            id: callbackId,
            actions: listAt(xml, 'Attachment', 'Actions').map((action) => ({
              name: textAt(action, 'Name') ?? '',
              value: textAt(action, 'Value') ?? '',
            })),
          },
  };
}

const text = z.object({ content: z.string() }).optional();
const image = z.object({ image_url: z.string() }).optional();
const action = z.object({ name: z.string(), value: z.string() });
const jsonSchema = z.object({
  msgid: z.string().min(1),
  chatid: z.string().min(1),
  chattype: z.string().optional(),
  from: z.object({ userid: z.string().refine(isUserid), name: z.string().optional() }),
  msgtype: z.string(),
  text,
  image,
  mixed_message: z.object({ msg_item: z.array(z.object({ text, image })) }).optional(),
  event: z.object({ event_type: z.string() }).optional(),
  attachment: z
    .object({
      // Written both ways by implementations that saw real payloads.
      callbackid: z.string().optional(),
      callback_id: z.string().optional(),
      actions: z.union([z.array(action), action.transform((one) => [one])]),
    })
    .optional(),
});

function fromJson(source: string): RobotPayload | undefined {
  if (jsonDepth(source) > MAX_JSON_DEPTH) return undefined;
  let raw: unknown;
  try {
    raw = JSON.parse(source);
  } catch {
    return undefined;
  }
  const parsed = jsonSchema.safeParse(raw);
  if (!parsed.success) return undefined;
  const { msgid, chatid, chattype, from, msgtype, event, attachment, mixed_message: mixed } = parsed.data;
  const parts = msgtype === 'mixed' ? (mixed?.msg_item ?? []) : [parsed.data];
  return {
    msgid,
    chatId: chatid,
    chatType: chattype,
    userid: from.userid,
    name: from.name,
    type: msgtype,
    event: event?.event_type,
    items: parts.map((part) => ({ text: part.text?.content, image: part.image?.image_url })),
    attachment: attachment && {
      id: attachment.callbackid ?? attachment.callback_id ?? '',
      actions: attachment.actions,
    },
  };
}
