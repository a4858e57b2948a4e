import type { MemberRef } from '../domain/chat.ts';
import type { Role } from '../domain/community.ts';
import { data, lines, type Message, type Part, say } from '../domain/message.ts';
import type { TextKeys, Word } from './wording.ts';

export const roleNames: Readonly<Record<Role, string>> = {
  owner: '负责人',
  admin: '管理员',
  operator: '运营',
  helper: '小助手',
  member: '群成员',
};

export const NAMED_AT_MOST = 3;

/** Those that operators may replace in `texts.yaml`, under `commands`. */
export const commandTextKeys = {
  denied: ['command', 'role'],
  deniedAsk: ['people'],
  deniedInstead: ['near'],
  notBound: ['command'],
  onlySingle: ['command'],
  onlyGroup: ['command'],
  cardExpired: [],
  tooFast: [],
  didYouMean: ['near'],
  howTo: ['command'],
  unknownCommand: ['typed'],
  unknownNear: ['typed', 'near'],
} as const satisfies TextKeys;

export type CommandTexts = ReturnType<typeof createTexts>;
/** What the dispatcher itself says. */
export const createTexts = (word: Word<typeof commandTextKeys>) => ({
  /** `instead`: what members type for the same thing. */
  denied: (name: string, minRole: Role, who: readonly MemberRef[], instead?: string): Message => {
    const role = roleNames[minRole];
    const own = word('denied', { command: name, role });
    const ask = who.length > 0 ? word('deniedAsk', { people: names(who) }) : undefined;
    const plain = who.length > 0 && !own && !ask ? [',可以找 ', ...names(who)] : [];
    const first = own ?? say(`「${name}」要${role}以上才能用`, ...plain, '。');
    const further = ask ?? (own && who.length > 0 ? say('可以找 ', ...names(who), '。') : undefined);
    return lines(
      first,
      further,
      instead === undefined
        ? undefined
        : (word('deniedInstead', { near: instead }) ?? say(`大家用的是「${instead}」,前面不用加「/」。`)),
    );
  },
  elsewhere: {
    unbound: (name: string): Message =>
      word('notBound', { command: name }) ??
      say(`这个群还没有绑定,「${name}」暂时用不了。\n请管理员在这里发「/绑定 群编号」,马上就能用。`),
    group: (name: string): Message =>
      word('onlySingle', { command: name }) ?? say(`「${name}」请私聊我使用。`),
    single: (name: string): Message =>
      word('onlyGroup', { command: name }) ?? say(`「${name}」请在群里 @我 使用。`),
  },
  cardExpired: word('cardExpired', {}) ?? say('这张卡片过期了,什么都没变。需要的话请重新发一次。'),
  tooFast: word('tooFast', {}) ?? say('消息有点多,我先歇一下,一分钟后再发给我就好。'),
  didYouMean: (spelling: string): Message =>
    word('didYouMean', { near: data(spelling) }) ?? say('你是不是想输入「', data(spelling), '」?'),
  howTo: (name: string): Message =>
    word('howTo', { command: name }) ?? say(`想知道「${name}」怎么用?发「帮助 ${name}」就能看到。`),
  unknownCommand: (typed: string, spelling: string | undefined): Message =>
    spelling === undefined
      ? (word('unknownCommand', { typed: data(typed) }) ??
        say('没有「/', data(typed), '」这个命令。发「帮助」看看我会什么。'))
      : (word('unknownNear', { typed: data(typed), near: spelling }) ??
        say('没有「/', data(typed), `」这个命令。你是不是想输入「${spelling}」?\n发「帮助」看看我会什么。`)),
});

/** Why somebody may not, for whoever looks up why nothing was done. */
export const deniedWhy = (minRole: Role, who: readonly MemberRef[]): string =>
  `要${roleNames[minRole]}以上${who.length > 0 ? `,可以找 ${shownNames(who)}` : ''}`;

const shownNames = (who: readonly MemberRef[]): string =>
  who
    .slice(0, NAMED_AT_MOST)
    .map(({ name, userid, id }) => name ?? userid ?? id)
    .join('、');
const names = (who: readonly MemberRef[]): Part[] => [data(shownNames(who))];
