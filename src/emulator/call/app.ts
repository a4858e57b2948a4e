import type { Clock } from '../../domain/clock.ts';
import { cutToBytes } from '../api/message-send.ts';
import type { Transcript } from '../transcript.ts';
import type { TranscriptEntry } from '../types.ts';
import { answerLine, chooseReply, type Heard, noteDelivery, noteProblem } from './conversation.ts';
import type { Deliver } from './deliver.ts';
import type { Target } from './target.ts';
import { child, readXml, textOf, writeXml, type XmlEntry } from './xml.ts';

/** What happened to a customer group (inbound.md §3.3, change_external_chat). */
export type ChatChange =
  | { readonly type: 'create' | 'dismiss' }
  | { readonly type: 'change_owner' | 'change_name' | 'change_notice' }
  | {
      readonly type: 'add_member' | 'del_member';
      readonly members: readonly string[];
      readonly scene: number;
      readonly lastVersion: string;
      readonly version: string;
    };

/** XML callbacks of a self-built app: customer-group events and 1:1 messages (inbound.md §3.3). */
export function createAppCaller(deps: {
  readonly deliver: Deliver;
  readonly transcript: Transcript;
  readonly clock: Clock;
}) {
  const { deliver, transcript, clock } = deps;
  const head = (target: Target, from: string, type: string): readonly XmlEntry[] => [
    ['ToUserName', target.receiveId],
    ['FromUserName', from],
    ['CreateTime', Math.floor(clock.now() / 1000)],
    ['MsgType', type],
  ];

  return {
    chatChanged: async (target: Target, chatId: string, change: ChatChange): Promise<void> => {
      const xml = writeXml([
        ...head(target, 'sys', 'event'),
        ['Event', 'change_external_chat'],
        ['ChatId', chatId],
        ...detail(change),
      ]);
      await deliver(target, `<xml>${xml}</xml>`);
    },

    message: async (target: Target, heard: Heard): Promise<readonly TranscriptEntry[]> => {
      const xml = writeXml([
        ...head(target, heard.person.userid, 'text'),
        ['Content', heard.text],
        ['MsgId', BigInt(heard.msgid)],
        ['AgentID', target.agentId],
      ]);
      const outcomes = await deliver(target, `<xml>${xml}</xml>`, { copies: heard.copies });
      noteDelivery(transcript, heard.entry.n, outcomes);
      const { reply, problems } = chooseReply(outcomes, (one) => child(readXml(one), 'Content')?.text ?? one);
      for (const problem of problems) noteProblem(transcript, heard.chat, heard.entry.n, problem);
      if (reply === undefined) return [];
      const root = readXml(reply);
      const type = textOf(root, 'MsgType');
      const content = child(root, 'Content')?.text ?? '';
      const wrong =
        root === undefined
          ? 'is not XML'
          : type !== 'text' || content === ''
            ? `MsgType "${type ?? ''}" without text is not shown here`
            : textOf(root, 'ToUserName') !== heard.person.userid
              ? 'ToUserName is not the sender'
              : undefined;
      if (wrong !== undefined) {
        noteProblem(transcript, heard.chat, heard.entry.n, wrong);
        return [];
      }
      const shown = { format: 'text', content: cutToBytes(content, 2048), mentions: [] } as const;
      return [transcript.add({ ...answerLine(target, heard, shown), channel: 'message/send' })];
    },
  };
}

function detail(change: ChatChange): readonly XmlEntry[] {
  switch (change.type) {
    case 'create':
    case 'dismiss':
      return [['ChangeType', change.type]];
    case 'change_owner':
    case 'change_name':
    case 'change_notice':
      return [
        ['ChangeType', 'update'],
        ['UpdateDetail', change.type],
      ];
    case 'add_member':
    case 'del_member':
      return [
        ['ChangeType', 'update'],
        ['UpdateDetail', change.type],
        [change.type === 'add_member' ? 'JoinScene' : 'QuitScene', change.scene],
        ['MemChangeCnt', change.members.length],
        ['MemChangeList', change.members.map((id): XmlEntry => ['Item', id])],
        ['LastMemVer', change.lastVersion],
        ['CurMemVer', change.version],
      ];
    default:
      return change satisfies never;
  }
}
export type AppCaller = ReturnType<typeof createAppCaller>;
