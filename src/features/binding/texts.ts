import type { Group } from '../../domain/community.ts';
import { data, type Message, say } from '../../domain/message.ts';
import type { TextKeys, Word } from '../wording.ts';

/** Those that operators may replace in `texts.yaml`. */
export const bindingTextKeys = {
  bound: ['group', 'id'],
  already: ['group', 'id'],
  boundInFile: ['group', 'id'],
  targetTaken: ['group', 'id'],
  noBotThere: ['group', 'id'],
  notYours: ['group', 'id'],
  noneFree: [],
  noGroups: [],
  howTo: ['example', 'groups'],
} as const satisfies TextKeys;

export type BindingTexts = ReturnType<typeof createTexts>;
export const createTexts = (word: Word<typeof bindingTextKeys>) => ({
  bound: ({ id, name }: Group): Message =>
    word('bound', { group: name, id }) ??
    say(`已绑定到「${name}」(${id}),现在就能用了。\n发「帮助」看看我会什么,发「/状态」看这个群能做什么。`),
  already: ({ id, name }: Group): Message =>
    word('already', { group: name, id }) ?? say(`这里已经是「${name}」(${id})了,不用再绑定。`),
  boundInFile: ({ id, name }: Group): Message =>
    word('boundInFile', { group: name, id }) ??
    say(
      `这个群在 groups.yaml 里绑定为「${name}」(${id}),不能在这里改。\n要换群,请修改 groups.yaml 里的 channels。`,
    ),
  targetTaken: ({ id, name }: Group): Message =>
    word('targetTaken', { group: name, id }) ??
    say(
      `「${name}」(${id})在 groups.yaml 里已经绑定了另一个群聊,一个编号只对应一个群。\n请换一个编号,或先修改 groups.yaml。`,
    ),
  noBotThere: ({ id, name }: Group): Message =>
    word('noBotThere', { group: name, id }) ??
    say(`「${name}」(${id})是客户群,企业微信不让机器人进客户群,这个群聊不会是它。\n请换一个群编号。`),
  noneFree:
    word('noneFree', {}) ??
    say(
      '这个群还没有绑定,你管理的群在 groups.yaml 里都有群聊了。\n请先在 groups.yaml 里加上这个群,再来发「/绑定 群编号」。',
    ),
  unknown: (typed: string, near: string | undefined, listed: string | undefined): Message =>
    say(
      '没有编号是「',
      data(typed),
      near === undefined ? '」的群。' : `」的群,你是不是想输入「/绑定 ${near}」?`,
      ...(listed === undefined ? [] : [`\n你可以绑定:${listed}`]),
    ),
  notYours: ({ id, name }: Group): Message =>
    word('notYours', { group: name, id }) ??
    say(`要绑定到「${name}」(${id}),得是那个群的管理员。请找管理员来发「/绑定 ${id}」。`),
  current: ({ id, name }: Group, inFile: boolean): Message =>
    say(`这里是「${name}」(${id}),${inFile ? '在 groups.yaml 里绑定。' : '由「/绑定」绑定。'}`),
  howTo: (example: string, listed: string): Message =>
    word('howTo', { example, groups: listed }) ??
    say(`这个群还没有绑定。发「/绑定 ${example}」就好。\n你可以绑定:${listed}`),
  noGroups:
    word('noGroups', {}) ??
    say('这个群还没有绑定,groups.yaml 里也没有你管理的群。\n请先在 groups.yaml 里写好这个群的编号。'),
});
