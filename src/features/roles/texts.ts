import { roleNames } from '../../commands/texts.ts';
import type { MemberRef } from '../../domain/chat.ts';
import { data, line, lines, type Message, type Part, say } from '../../domain/message.ts';
import type { TextKeys, Word } from '../wording.ts';
import type { GivenRole } from './parse-grant.ts';

const called = ({ name, userid, id }: MemberRef): Part =>
  data(name === undefined || name === (userid ?? id) ? (userid ?? id) : `${name}(${userid ?? id})`);
const reach = (role: GivenRole, only: readonly string[] | undefined): (Part | string)[] =>
  only === undefined ? [`「${roleNames[role]}」`] : [`「${roleNames[role]}」,只能用 `, data(only.join('、'))];

export interface Holder {
  readonly member: MemberRef;
  readonly role: GivenRole;
  readonly only: readonly string[] | undefined;
  readonly inFile: boolean;
}

/** Those that operators may replace in `texts.yaml`. */
export const rolesTextKeys = {
  given: ['member', 'role'],
  revoked: ['member'],
  howTo: [],
  howToRevoke: [],
  nobody: ['typed'],
  outsider: [],
  none: [],
  self: [],
  above: [],
  notYours: [],
  inFile: [],
  nothing: ['member'],
} as const satisfies TextKeys;

export type RolesTexts = ReturnType<typeof createTexts>;
export const createTexts = (word: Word<typeof rolesTextKeys>) => ({
  echo: (member: MemberRef, role: GivenRole, only: readonly string[] | undefined, known: boolean): Message =>
    lines(
      say('准备让 ', called(member), ' 在本群当', ...reach(role, only), '。'),
      known ? undefined : say('名单里还没有见过这个 userid,请再核对一遍。'),
    ),
  given: (member: MemberRef, role: GivenRole, only: readonly string[] | undefined): Message =>
    word('given', { member: called(member), role: reach(role, only) }) ??
    say(
      '好了,',
      called(member),
      ' 现在在本群是',
      ...reach(role, only),
      '。\n要收回就发「/授权 取消 ',
      data(member.userid ?? member.id),
      '」。',
    ),
  revokeEcho: (member: MemberRef, role: GivenRole): Message =>
    say('准备收回 ', called(member), ` 在本群的「${roleNames[role]}」。`),
  revoked: (member: MemberRef): Message =>
    word('revoked', { member: called(member) }) ??
    say('已收回,', called(member), ' 现在在本群没有群里给的权限了。'),
  howTo:
    word('howTo', {}) ??
    say(
      '写上给谁、给什么角色,例如「/授权 zhangsan 运营」。\n角色有:管理员、运营、小助手;只给一项就写「/授权 zhangsan 小助手 只 功能.命令」。',
    ),
  howToRevoke:
    word('howToRevoke', {}) ??
    say('写上收回谁的,例如「/授权 取消 zhangsan」。发「/授权 列表」看看现在有谁。'),
  noPowers: (powers: readonly string[]): Message => say(`「只」后面要写权限名,可以写:${powers.join('、')}。`),
  nobody: (typed: string): Message =>
    word('nobody', { typed: data(typed) }) ??
    say(
      '没有找到「',
      data(typed),
      '」。请写 userid,例如「/授权 zhangsan 运营」;或先发「/授权 列表」,再用里面的序号。',
    ),
  outsider: word('outsider', {}) ?? say('这位不是企业内的同事,不能授权。请写同事的 userid。'),
  byNumber: (typed: string, candidates: readonly MemberRef[], example: string): Message => ({
    parts: [
      ...say('名字可能重复,请认准 userid。叫「', data(typed), '」的有:').parts,
      ...candidates
        .slice(0, 9)
        .flatMap((member, n): Part[] => [line, { type: 'text', text: `${n + 1}. ` }, called(member)]),
      ...say(`\n确定是谁,就用序号再发一次,例如「${example}」。`).parts,
    ],
  }),
  list: (holders: readonly Holder[]): Message =>
    holders.length === 0
      ? (word('none', {}) ?? say('本群还没有任何人有管理权限。请在 groups.yaml 的 operators 里写上。'))
      : lines(
          say('本群能用管理命令的人:'),
          ...holders.map(({ member, role, only, inFile }, n) =>
            say(
              `${n + 1}. `,
              called(member),
              ` · ${roleNames[role]}`,
              ...(only ? [',只能用 ', data(only.join('、'))] : []),
              inFile ? ' · 配置文件' : ' · 群里授权',
            ),
          ),
          say('给人权限:「/授权 zhangsan 运营」;收回:「/授权 取消 序号」。'),
        ),
  refused: {
    self: word('self', {}) ?? say('不能给自己授权。请找别的管理员来发。'),
    above:
      word('above', {}) ?? say('只能给出比你自己低的角色,也只能给你自己有的权限。请找角色更高的人来发。'),
    'not-yours': word('notYours', {}) ?? say('这位的权限和你一样或更高,你不能改。请找角色更高的人来发。'),
    'in-file': word('inFile', {}) ?? say('这位的权限写在 groups.yaml 的 operators 里,要去那里改。'),
  },
  unknownPower: (power: string, near: string | undefined): Message =>
    say(
      '没有叫「',
      data(power),
      near === undefined ? '」的权限。运行 qunyun check 能看到全部名字。' : `」的权限,是不是「${near}」?`,
    ),
  weakRole: (power: string, role: GivenRole): Message =>
    say('「', data(power), `」要更高的角色才有用,给「${roleNames[role]}」不够。请换一个角色。`),
  own: (role: GivenRole): Message => say(`权限:群里给你的「${roleNames[role]}」,删除后就没有了`),
  nothing: (member: MemberRef): Message =>
    word('nothing', { member: called(member) }) ?? say(called(member), ' 在本群没有群里给的权限,不用收回。'),
});
