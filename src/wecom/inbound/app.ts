import type { ChatAddress } from '../../domain/chat.ts';
import type { EventOf, GroupEvent } from '../../domain/events.ts';
import { parseXml, type XmlNode } from '../xml/parse-xml.ts';
import { type Heard, isUserid, messageEventId, payloadEventId, person } from './heard.ts';
import { listAt, textAt } from './xml-fields.ts';

type Received = EventOf<'message.received'>;

/** Reads what a self-built app hears (inbound.md §3.3): customer-group changes, card clicks and 1:1 messages. */
export function createAppReader({ via }: { readonly via: string }) {
  return {
    /** The decrypted XML of one callback. `receivedAt` in epoch ms. */
    read: (plaintext: string, receivedAt: number): Heard => {
      const parsed = parseXml(plaintext);
      if (parsed?.root !== 'xml') return { type: 'malformed', why: 'XML' };
      const payload = parsed.value;
      const type = textAt(payload, 'MsgType');
      if (type === undefined) return { type: 'malformed', why: 'MsgType' };
      const seconds = textAt(payload, 'CreateTime') ?? '';
      const at = /^[1-9]\d{8,10}$/.test(seconds) ? Number(seconds) * 1000 : receivedAt;
      const base = { id: payloadEventId(plaintext), at };
      return type === 'event' ? readEvent(payload, base, via) : readMessage(payload, type, base, via);
    },
  };
}
export type AppReader = ReturnType<typeof createAppReader>;

type Base = Pick<GroupEvent, 'id' | 'at'>;

const customerChat = (via: string, chatId: string): ChatAddress => ({
  channel: 'app',
  via,
  chatId,
  type: 'group',
});
const ofEvent = (event: GroupEvent): Heard => ({ type: 'event', event });

/** Somebody in a 1:1 chat with the app; undefined when the id is none. */
const actedBy = (payload: XmlNode, via: string) => {
  const userid = textAt(payload, 'FromUserName');
  if (!isUserid(userid)) return undefined;
  const chat: ChatAddress = { channel: 'app', via, chatId: userid, type: 'single' };
  return { actor: person(userid), chat };
};

function readMessage(payload: XmlNode, type: string, base: Base, via: string): Heard {
  const acted = actedBy(payload, via);
  const msgid = textAt(payload, 'MsgId');
  if (!acted) return { type: 'malformed', why: 'FromUserName' };
  const head = { ...base, ...acted, id: msgid ? messageEventId(msgid) : base.id };
  const message = (kind: Received['kind'], text: string, media?: Received['media']): Heard =>
    ofEvent({ ...head, type: 'message.received', kind, text: text.trim(), ...(media && { media }) });
  const field = (name: string) => textAt(payload, name) ?? '';
  const stored = (kind: 'image' | 'voice' | 'video' | 'file') => [{ kind, mediaId: field('MediaId') }];
  // Names of files, places and links are nobody's words: they must not be taken for a command.
  switch (type) {
    case 'text':
      return textAt(payload, 'Content') === undefined
        ? { type: 'malformed', why: 'Content' }
        : message('text', field('Content'));
    case 'image':
      return message('image', '', [{ kind: 'image', url: field('PicUrl'), mediaId: field('MediaId') }]);
    case 'voice':
      return message('voice', field('Recognition'), stored('voice'));
    case 'video':
      return message('video', '', stored('video'));
    case 'file':
      return message('file', '', stored('file'));
    case 'location':
      return message('location', '');
    case 'link':
      return message('link', '');
    default:
      return { type: 'ignored', what: `app message ${type}` };
  }
}

function readEvent(payload: XmlNode, base: Base, via: string): Heard {
  const name = textAt(payload, 'Event');
  if (name === undefined) return { type: 'malformed', why: 'Event' };
  switch (name) {
    case 'change_external_chat':
      return readGroupChange(payload, base, via);
    case 'change_external_contact': {
      const staff = textAt(payload, 'UserID');
      const external = textAt(payload, 'ExternalUserID');
      return ofEvent({
        ...base,
        type: 'contact.changed',
        change: textAt(payload, 'ChangeType') ?? '',
        ...(staff !== undefined && { staff }),
        ...(external !== undefined && { external }),
      });
    }
    case 'template_card_event':
    case 'template_card_menu_event': {
      const acted = actedBy(payload, via);
      if (!acted) return { type: 'malformed', why: 'FromUserName' };
      return ofEvent({
        ...base,
        ...acted,
        type: 'card.clicked',
        cardType: textAt(payload, 'CardType') ?? '',
        key: textAt(payload, 'EventKey') ?? '',
        taskId: textAt(payload, 'TaskId') ?? '',
        selected: listAt(payload, 'SelectedItems', 'SelectedItem').map((selected) => ({
          question: textAt(selected, 'QuestionKey') ?? '',
          options: listAt(selected, 'OptionIds', 'OptionId').filter((option) => typeof option === 'string'),
        })),
      });
    }
    case 'enter_agent': {
      const acted = actedBy(payload, via);
      return acted
        ? ofEvent({ ...base, ...acted, type: 'chat.entered' })
        : { type: 'malformed', why: 'FromUserName' };
    }
    case 'subscribe':
    case 'unsubscribe': {
      const acted = actedBy(payload, via);
      if (!acted) return { type: 'malformed', why: 'FromUserName' };
      return ofEvent({
        ...base,
        type: 'visibility.changed',
        visible: name === 'subscribe',
        member: acted.actor,
      });
    }
    case 'msgaudit_notify':
      return ofEvent({ ...base, type: 'archive.ready' });
    default:
      return { type: 'ignored', what: `app event ${name}` };
  }
}

/** Only `UpdateDetail` tells what changed: the samples carry scenes that do not belong to it (inbound.md §3.3). */
function readGroupChange(payload: XmlNode, base: Base, via: string): Heard {
  const chatId = textAt(payload, 'ChatId');
  if (!chatId) return { type: 'malformed', why: 'ChatId' };
  const head = { ...base, chat: customerChat(via, chatId) };
  const change = textAt(payload, 'ChangeType');
  switch (change) {
    case 'create':
      return ofEvent({ ...head, type: 'group.created' });
    case 'dismiss':
      return ofEvent({ ...head, type: 'group.dismissed' });
    case 'update':
      break;
    default:
      return { type: 'ignored', what: `customer group ${change}` };
  }
  const detail = textAt(payload, 'UpdateDetail');
  switch (detail) {
    case 'add_member':
    case 'del_member': {
      const joined = detail === 'add_member';
      const scene = textAt(payload, joined ? 'JoinScene' : 'QuitScene');
      const lastVersion = textAt(payload, 'LastMemVer');
      const version = textAt(payload, 'CurMemVer');
      return ofEvent({
        ...head,
        type: 'members.changed',
        change: joined ? 'joined' : 'left',
        members: listAt(payload, 'MemChangeList', 'Item')
          .filter(isUserid)
          .map((userid) => person(userid)),
        ...(scene && { scene }),
        ...(lastVersion && { lastVersion }),
        ...(version && { version }),
      });
    }
    case 'change_name':
      return ofEvent({ ...head, type: 'group.renamed' });
    case 'change_owner':
      return ofEvent({ ...head, type: 'group.owner-changed' });
    case 'change_notice':
      return ofEvent({ ...head, type: 'group.notice-changed' });
    default:
      return { type: 'ignored', what: `customer group update ${detail}` };
  }
}
