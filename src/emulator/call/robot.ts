import { randomUUID } from 'node:crypto';
import type { ChatInfoUrls } from '../api/chat-info.ts';
import { type Fields, stringAt, stringsAt, under } from '../api/fields.ts';
import type { Shown } from '../api/webhook-content.ts';
import type { Transcript } from '../transcript.ts';
import type { EmulatedGroup, TranscriptEntry } from '../types.ts';
import type { Person } from '../world.ts';
import { answerLine, chooseReply, type Heard, noteDelivery, noteProblem } from './conversation.ts';
import type { Deliver } from './deliver.ts';
import { parsedJson } from './envelope.ts';
import { newMsgId } from './ids.ts';
import type { Target } from './target.ts';
import { child, type Element, readXml, textOf, writeXml, type XmlEntry } from './xml.ts';

type RobotReply = Shown & { readonly visibleTo: readonly string[] };

/** Callbacks of the group robot, XML and JSON (inbound.md §3.2). Unlike aibots they name the sender. */
export function createRobotCaller(deps: {
  readonly deliver: Deliver;
  readonly transcript: Transcript;
  readonly chatInfo: ChatInfoUrls;
  readonly url: () => string;
}) {
  const { deliver, transcript, chatInfo } = deps;
  const keyByPlace = new Map<string, string>();
  const placeByKey = new Map<string, { readonly robot: string; readonly chat: string }>();
  const keyFor = (robot: string, chat: string): string => {
    const place = `${robot} ${chat}`;
    const known = keyByPlace.get(place);
    if (known !== undefined) return known;
    const key = randomUUID();
    keyByPlace.set(place, key);
    placeByKey.set(key, { robot, chat });
    return key;
  };

  const payload = (
    target: Target,
    to: { chat: string; chatId: string; group: EmulatedGroup | undefined; person: Person; msgid: string },
    body: { readonly text: string } | { readonly event: string },
  ): string => {
    const { userid, name } = to.person;
    const webhookUrl = `${deps.url()}/cgi-bin/webhook/send?key=${keyFor(target.id, to.chat)}`;
    const infoUrl = to.group && `${deps.url()}/cgi-bin/webhook/get_chat_info?${chatInfo.issue(to.group)}`;
    const type = to.group ? 'group' : 'single';
    if (target.form === 'json')
      return JSON.stringify({
        webhook_url: webhookUrl,
        msgid: to.msgid,
        chatid: to.chatId,
        chattype: type,
        from: { userid, name, alias: userid },
        ...(infoUrl !== undefined && { get_chat_info_url: infoUrl }),
        ...('text' in body
          ? { msgtype: 'text', text: { content: body.text } }
          : { msgtype: 'event', event: { event_type: body.event } }),
      });
    const from: readonly XmlEntry[] = [
      ['UserId', userid],
      ['Name', name],
      ['Alias', userid],
    ];
    const tail: readonly XmlEntry[] =
      'text' in body
        ? [
            ['MsgType', 'text'],
            ['Text', [['Content', body.text]]],
          ]
        : [
            ['MsgType', 'event'],
            ['Event', [['EventType', body.event]]],
          ];
    const inner = writeXml([
      ['WebhookUrl', webhookUrl],
      ['MsgId', to.msgid],
      ['ChatId', to.chatId],
      ['ChatType', type],
      ['From', from],
      ...(infoUrl === undefined ? [] : [['GetChatInfoUrl', infoUrl] as const]),
      ...tail,
    ]);
    return `<xml>${inner}</xml>`;
  };

  return {
    /** The chat a robot's own webhook URL posts into. */
    byKey: (key: string) => placeByKey.get(key),

    message: async (
      target: Target,
      heard: Heard,
      group: EmulatedGroup | undefined,
    ): Promise<readonly TranscriptEntry[]> => {
      const chatId = heard.chatId ?? heard.person.userid;
      const text = group ? `@${target.name} ${heard.text}` : heard.text;
      const outcomes = await deliver(target, payload(target, { ...heard, chatId, group }, { text }), {
        copies: heard.copies,
      });
      noteDelivery(transcript, heard.entry.n, outcomes);
      const { reply, problems } = chooseReply(outcomes, (one) => one);
      for (const problem of problems) noteProblem(transcript, heard.chat, heard.entry.n, problem);
      const read = readReply(reply, target.form);
      if (read === undefined) return [];
      if (typeof read === 'string') {
        noteProblem(transcript, heard.chat, heard.entry.n, read);
        return [];
      }
      const { visibleTo, ...shown } = read;
      return [
        transcript.add({
          ...answerLine(target, heard, shown),
          channel: 'robot',
          ...(visibleTo.length > 0 && { visibleTo }),
        }),
      ];
    },

    /** The robot was added to or removed from a chat. */
    event: async (
      target: Target,
      group: EmulatedGroup,
      chatId: string,
      person: Person,
      event: 'add_to_chat' | 'delete_from_chat',
    ): Promise<void> => {
      const to = { chat: group.id, chatId, group, person, msgid: newMsgId() };
      await deliver(target, payload(target, to, { event }));
    },
  };
}

/** Reads the decrypted reply; a string is what is wrong with it. */
function readReply(reply: string | undefined, form: Target['form']): RobotReply | string | undefined {
  if (reply === undefined) return undefined;
  if (form === 'json') {
    const fields = parsedJson(reply);
    if (!fields) return 'is not a JSON object';
    return Object.keys(fields).length === 0 ? undefined : fromJson(fields);
  }
  const root = readXml(reply);
  return root ? fromXml(root) : 'is not XML';
}
const seers = (list: string | undefined) => (list ? list.split('|') : []);
const bad = (type: string | undefined) => `msgtype "${type ?? ''}" cannot answer this callback`;

function fromJson(fields: Fields): RobotReply | string {
  const type = stringAt(fields, 'msgtype');
  if (type !== 'text' && type !== 'markdown') return bad(type);
  const payload = under(fields, type);
  const content = stringAt(payload, 'content');
  if (!content) return `${type}.content is empty`;
  return {
    format: type,
    content,
    mentions: stringsAt(payload, 'mentioned_list') ?? [],
    visibleTo: seers(stringAt(fields, 'visible_to_user')),
  };
}
function fromXml(root: Element): RobotReply | string {
  const type = textOf(root, 'MsgType');
  if (type !== 'text' && type !== 'markdown') return bad(type);
  const payload = child(root, type === 'text' ? 'Text' : 'Markdown');
  // Not trimmed: what is said is said as it stands.
  const content = child(payload, 'Content')?.text;
  if (!content) return `${type} Content is empty`;
  const mentioned = child(payload, 'MentionedList')?.children ?? [];
  return {
    format: type,
    content,
    mentions: mentioned.filter(({ name }) => name === 'Item').map(({ text }) => text),
    visibleTo: seers(textOf(root, 'VisibleToUser')),
  };
}
export type RobotCaller = ReturnType<typeof createRobotCaller>;
