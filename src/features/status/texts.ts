import type { Group, GroupKind, Hears, Says } from '../../domain/community.ts';
import { withPlaces } from '../../domain/file-places.ts';
import { type Message, say } from '../../domain/message.ts';
import { shorten } from '../../text/graphemes.ts';
import type { TextKeys, Word } from '../wording.ts';

const kinds: Readonly<Record<GroupKind, string>> = {
  internal: '内部群',
  appchat: '应用群',
  customer: '客户群',
};
const hearing: Readonly<Record<Hears, string>> = {
  mention: '@我 的消息',
  card: '卡片点击',
  join: '入群',
  leave: '退群',
  'group-change': '群名和公告变更',
  'bot-change': '机器人进出群',
  nickname: '群昵称',
};
/** What people expect and miss, with the reason, when a group cannot hear it. */
const deaf: Readonly<Record<GroupKind, readonly (readonly [Hears, string])[]>> = {
  internal: [
    ['join', '入群退群(企业微信不提供,新人用「/迎新」登记)'],
    ['nickname', '群昵称(企业微信不提供,用「改名片」登记)'],
  ],
  appchat: [
    ['mention', '群消息(群里还没有绑定智能机器人)'],
    ['join', '入群退群(还没有读取应用群成员)'],
    ['nickname', '群昵称(企业微信不提供)'],
  ],
  customer: [
    ['mention', '任何群消息(企业微信不提供给客户群)'],
    ['join', '入群退群(没有绑定应用)'],
  ],
};
const EVERYTHING_ELSE: Readonly<Record<GroupKind, string | undefined>> = {
  internal: '没有 @我 的消息(企业微信不提供)',
  appchat: '没有 @我 的消息(企业微信不提供)',
  customer: undefined,
};

/** Those that operators may replace in `texts.yaml`. */
export const statusTextKeys = {
  unbound: [],
  everywhere: ['count'],
  rolledBack: [],
  needsRestart: [],
  noErrors: [],
} as const satisfies TextKeys;

export type StatusTexts = ReturnType<typeof createTexts>;
export const createTexts = (word: Word<typeof statusTextKeys>) => ({
  group: ({ name, id, kind }: Group): Message => say(`【${name}】${id} · ${kinds[kind]}`),
  channels: (channels: readonly string[]): Message =>
    say(`通道:${channels.length > 0 ? channels.join('、') : '还没有在 groups.yaml 里绑定通道'}`),
  hears: (hears: ReadonlySet<Hears>): Message => {
    const heard = Object.entries(hearing).flatMap(([key, name]) => (has(hears, key) ? [name] : []));
    return say(`能听到:${heard.length > 0 ? heard.join('、') : '没有'}`);
  },
  deaf: (kind: GroupKind, hears: ReadonlySet<Hears>): Message | undefined => {
    const missed = deaf[kind].flatMap(([key, why]) => (hears.has(key) ? [] : [why]));
    const always = hears.has('mention') ? EVERYTHING_ELSE[kind] : undefined;
    const all = [...(always === undefined ? [] : [always]), ...missed];
    return all.length > 0 ? say(`听不到:${all.join(';')}`) : undefined;
  },
  says: (kind: GroupKind, says: ReadonlySet<Says>): Message => {
    if (kind === 'customer')
      return say(
        says.has('dm-staff')
          ? '能做:把要发的话准备好交给值班同事。群里不能直接发(企业微信不允许机器人在客户群发言)'
          : '群里不能直接发(企业微信不允许机器人在客户群发言),也没有绑定可以通知同事的应用',
      );
    const push = says.has('text') || says.has('markdown');
    if (!push) return say('能说:回复 @我 的人。不能主动发(没有绑定消息推送或长连接),提醒会附在下一次回复里');
    return say(
      `能说:${says.has('reply') ? '回复、' : ''}主动发消息${says.has('mention') ? '并 @人' : '(不能 @人,没有绑定消息推送)'}`,
    );
  },
  unbound: word('unbound', {}) ?? say('这个群还没有绑定。管理员在这里发「/绑定 群编号」就能用了。'),
  everywhere: (groups: number): Message =>
    word('everywhere', { count: String(groups) }) ?? say(`群运正在照看 ${groups} 个群。`),
  running: (version: string, queueDepth: number, redis: string): Message =>
    say(`规则版本 ${version.slice(0, 7)} · 待发送 ${queueDepth} 条 · 存储 ${redis}`),
  wrongFiles: (problems: readonly string[]): Message =>
    say(`⚠️ 配置文件有 ${problems.length} 处问题,没有采用:`, ...withPlaces(shorten(problems[0] ?? '', 120))),
  rolledBack: word('rolledBack', {}) ?? say('现在是回滚回来的版本,下次保存有效的配置时换回文件。'),
  needsRestart: word('needsRestart', {}) ?? say('wecom.yaml 改过了,重启后才会生效。'),
  budget: (posts: number, limit: number, quiet: string | undefined): Message =>
    say(`今天主动发了 ${posts} 条,上限 ${limit} 条`, quiet === undefined ? '' : ` · 安静时段 ${quiet}`),
  unlimited: (quiet: string | undefined): Message =>
    say(`每天主动发不限条数${quiet === undefined ? '' : ` · 安静时段 ${quiet}`}`),
  noErrors: word('noErrors', {}) ?? say('最近没有出错。'),
  error: (when: string, text: string): Message => say(`${when} `, ...withPlaces(text)),
});

const has = (set: ReadonlySet<string>, key: string) => set.has(key);
