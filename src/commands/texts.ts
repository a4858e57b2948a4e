import type { MemberRef } from '../domain/chat.ts';
import type { Role } from '../domain/community.ts';
import { data, type Message, type Part, say } from '../domain/message.ts';

export const roleNames: Readonly<Record<Role, string>> = {
  owner: '负责人',
  admin: '管理员',
  operator: '运营',
  helper: '小助手',
  member: '群成员',
};

export const NAMED_AT_MOST = 3;

/** What the dispatcher itself says. */
export const texts = {
  /** `instead`: what members type for the same thing. */
  denied: (name: string, minRole: Role, who: readonly MemberRef[], instead?: string): Message =>
    say(
      `「${name}」要${roleNames[minRole]}以上才能用`,
      ...(who.length > 0 ? [',可以找 ', ...names(who)] : []),
      '。',
      instead === undefined ? '' : `\n大家用的是「${instead}」,前面不用加「/」。`,
    ),
  /** The same for whoever looks up why nothing was done. */
  deniedWhy: (minRole: Role, who: readonly MemberRef[]): string =>
    `要${roleNames[minRole]}以上${who.length > 0 ? `,可以找 ${shownNames(who)}` : ''}`,
  elsewhere: {
    unbound: (name: string): Message =>
      say(`这个群还没有绑定,「${name}」暂时用不了。\n请管理员在这里发「/绑定 群编号」,马上就能用。`),
    group: (name: string): Message => say(`「${name}」请私聊我使用。`),
    single: (name: string): Message => say(`「${name}」请在群里 @我 使用。`),
  },
  cardExpired: say('这张卡片过期了,什么都没变。需要的话请重新发一次。'),
  tooFast: say('消息有点多,我先歇一下,一分钟后再发给我就好。'),
  didYouMean: (spelling: string): Message => say('你是不是想输入「', data(spelling), '」?'),
  howTo: (name: string): Message => say(`想知道「${name}」怎么用?发「帮助 ${name}」就能看到。`),
  unknownCommand: (typed: string, spelling: string | undefined): Message =>
    say(
      '没有「/',
      data(typed),
      '」这个命令。',
      spelling === undefined
        ? '发「帮助」看看我会什么。'
        : `你是不是想输入「${spelling}」?\n发「帮助」看看我会什么。`,
    ),
};

const shownNames = (who: readonly MemberRef[]): string =>
  who
    .slice(0, NAMED_AT_MOST)
    .map(({ name, userid, id }) => name ?? userid ?? id)
    .join('、');
const names = (who: readonly MemberRef[]): Part[] => [data(shownNames(who))];
