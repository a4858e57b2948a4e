import type { Clock } from '../domain/clock.ts';
import { Fault } from '../domain/fault.ts';
import type { AibotCaller } from './call/aibot.ts';
import type { AppCaller, ChatChange } from './call/app.ts';
import { type Heard, system } from './call/conversation.ts';
import { newMsgId, newNumericId } from './call/ids.ts';
import type { RobotCaller } from './call/robot.ts';
import type { Target, Targets } from './call/target.ts';
import type { Transcript } from './transcript.ts';
import type { EmulatedGroup, EmulatedWecom, SayOptions, TranscriptEntry } from './types.ts';
import { isOpenId, newMemberVersion, type Person, samePerson, type World } from './world.ts';

type PeopleMethods = Pick<
  EmulatedWecom,
  | 'say'
  | 'press'
  | 'sayDirect'
  | 'join'
  | 'leave'
  | 'renameMember'
  | 'changeGroup'
  | 'announceGroup'
  | 'enterChat'
>;

/** What emulated people can do, and whom WeCom tells about it: an internal group's joins tell nobody. */
export function createPeople(deps: {
  readonly clock: Clock;
  readonly world: World;
  readonly transcript: Transcript;
  readonly targets: Targets;
  readonly aibot: AibotCaller;
  readonly robot: RobotCaller;
  readonly app: AppCaller;
}): PeopleMethods {
  const { clock, world, transcript, targets, aibot, robot, app } = deps;

  const happened = (chat: string, content: string) =>
    transcript.add({ chat, from: system, channel: 'system', format: 'system', content, mentions: [] });

  const tellApp = async (group: EmulatedGroup, change: ChatChange) => {
    if (group.kind !== 'customer' || !group.app) return;
    const target = targets.find(`app/${group.app.id}`);
    if (target) await app.chatChanged(target, group.app.chatId, change);
  };

  /** The bot a message in this group is for. */
  const addressed = (group: EmulatedGroup, options: SayOptions) => {
    if (options.mentionBot === false) return undefined;
    const place = options.to === 'robot' ? group.robot : (group.aibot ?? group.robot);
    const channel = options.to === 'robot' || !group.aibot ? 'robot' : 'aibot';
    const target = place && targets.find(`${channel}/${place.id}`);
    return target && { target, chatId: place.chatId };
  };
  const speak = (
    chat: string,
    person: Person,
    content: string,
    mentions: readonly string[],
    msgid: string | undefined,
  ) =>
    transcript.add({
      chat,
      from: { kind: 'member', id: person.userid, name: person.name },
      channel: 'member',
      format: 'text',
      content,
      mentions,
      ...(msgid !== undefined && { msgid }),
    });
  const known = (userid: string): Person => {
    const person = world.person(userid);
    if (!person) throw new Fault('emulator-no-such-person', `nobody is called ${userid}`);
    return person;
  };
  const bring = async (
    target: Target,
    heard: Heard,
    group: EmulatedGroup | undefined,
  ): Promise<readonly TranscriptEntry[]> => {
    switch (target.channel) {
      case 'aibot':
        return aibot.message(target, heard);
      case 'robot':
        return robot.message(target, heard, group);
      case 'app':
        return app.message(target, heard);
      default:
        return target.channel satisfies never;
    }
  };

  return {
    say: async (groupId, userid, text, options = {}) => {
      const group = world.group(groupId);
      const person = known(world.member(group, userid).userid);
      const to = addressed(group, options);
      if (!to) {
        speak(group.id, person, text, [], undefined);
        return [];
      }
      const { target, chatId } = to;
      if (target.channel === 'aibot' && !aibot.mayAsk(target, person)) {
        happened(group.id, `${person.name} 还有三条消息在等 @${target.name} 回复，这条发不出去`);
        return [];
      }
      const msgid = newMsgId();
      const entry = speak(group.id, person, `@${target.name} ${text}`, [target.id], msgid);
      const { quote, copies = 1 } = options;
      return bring(target, { chat: group.id, chatId, person, text, quote, copies, entry, msgid }, group);
    },

    press: async (n, userid, key) => {
      const shown = transcript.entry(n);
      const card = shown?.card;
      const button = card?.buttons.find((one) => one.key === key);
      if (!shown || !card || !button)
        throw new Fault('emulator-no-such-button', `line ${n} has no such button`);
      const target = targets.get(`aibot/${shown.from.id}`);
      const group = world.groups().find(({ id }) => id === shown.chat);
      const person = known(group ? world.member(group, userid).userid : userid);
      const msgid = newMsgId();
      const entry = speak(shown.chat, person, `[点了「${button.text}」]`, [], msgid);
      const heard = {
        chat: shown.chat,
        chatId: group?.aibot?.chatId,
        person,
        text: '',
        quote: undefined,
        copies: 1,
        entry,
        msgid,
      };
      return aibot.press(target, heard, { n, card, key });
    },

    sayDirect: async (via, userid, text) => {
      const target = targets.get(via);
      const person = known(userid);
      if (target.channel === 'aibot' && !aibot.mayAsk(target, person)) return [];
      const msgid = target.channel === 'app' ? newNumericId() : newMsgId();
      const chat = `dm:${person.userid}`;
      const entry = speak(chat, person, text, [], msgid);
      const heard = { chat, chatId: undefined, person, text, quote: undefined, copies: 1, entry, msgid };
      return bring(target, heard, undefined);
    },

    enterChat: async (via, userid) => {
      const target = targets.get(via);
      if (target.channel !== 'aibot') throw new Fault('emulator-bad-channel', `${via} is no aibot`);
      const person = known(userid);
      const chat = `dm:${person.userid}`;
      const entry = happened(chat, `${person.name} 打开了与 ${target.name} 的单聊`);
      const heard = { chat, chatId: undefined, person, text: '', quote: undefined, copies: 1, entry };
      return aibot.enter(target, { ...heard, msgid: newMsgId() });
    },

    join: async (groupId, { userid, name, staff, nickname = '' }) => {
      const group = world.group(groupId);
      if (group.members.some((one) => samePerson(one.userid, userid)))
        throw new Fault('emulator-already-a-member', `${userid} is in ${groupId} already`);
      const isStaff = staff ?? world.person(userid)?.staff ?? !isOpenId(userid);
      world.addPerson({ userid, name, staff: isStaff });
      const lastVersion = group.memberVersion;
      world.change(group, (changing) => {
        const member = { userid, name, nickname, staff: isStaff, joinedAt: clock.now() };
        changing.members = [...changing.members, member];
        changing.memberVersion = newMemberVersion();
      });
      happened(group.id, `${name} 加入了群聊`);
      const scene = isStaff ? 0 : 3;
      const version = group.memberVersion;
      await tellApp(group, { type: 'add_member', members: [userid], scene, lastVersion, version });
    },

    leave: async (groupId, userid) => {
      const group = world.group(groupId);
      const member = world.member(group, userid);
      const lastVersion = group.memberVersion;
      world.change(group, (changing) => {
        changing.members = changing.members.filter((one) => one !== member);
        changing.memberVersion = newMemberVersion();
      });
      happened(group.id, `${member.name} 退出了群聊`);
      const version = group.memberVersion;
      await tellApp(group, {
        type: 'del_member',
        members: [member.userid],
        scene: 0,
        lastVersion,
        version,
      });
    },

    // No event fires for nickname changes (inbound.md §3.3): only the next groupchat/get shows it.
    renameMember: async (groupId, userid, nickname) => {
      const group = world.group(groupId);
      const { userid: exact } = world.member(group, userid);
      world.change(group, (changing) => {
        changing.members = changing.members.map((one) => (one.userid === exact ? { ...one, nickname } : one));
      });
    },

    changeGroup: async (groupId, { name, notice, owner, dismiss }) => {
      const group = world.group(groupId);
      if (name !== undefined && name !== group.name) {
        world.change(group, (changing) => {
          changing.name = name;
        });
        happened(group.id, `群名改为「${name}」`);
        await tellApp(group, { type: 'change_name' });
      }
      if (notice !== undefined && notice !== group.notice) {
        world.change(group, (changing) => {
          changing.notice = notice;
        });
        happened(group.id, '群公告已更新');
        await tellApp(group, { type: 'change_notice' });
      }
      if (owner !== undefined && !samePerson(owner, group.owner)) {
        const { userid, name: ownerName } = world.member(group, owner);
        world.change(group, (changing) => {
          changing.owner = userid;
        });
        happened(group.id, `${ownerName} 成为新群主`);
        await tellApp(group, { type: 'change_owner' });
      }
      if (dismiss) {
        world.dismiss(group);
        happened(group.id, '群聊已解散');
        await tellApp(group, { type: 'dismiss' });
      }
    },

    announceGroup: async (groupId) => {
      const group = world.group(groupId);
      await tellApp(group, { type: 'create' });
      const target = group.robot && targets.find(`robot/${group.robot.id}`);
      if (group.robot && target)
        await robot.event(target, group, group.robot.chatId, known(group.owner), 'add_to_chat');
    },
  };
}
