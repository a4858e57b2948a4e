import type { MemberRef } from '../../domain/chat.ts';
import { data, lines, type Message, type Part, say } from '../../domain/message.ts';
import { shorten } from '../../text/graphemes.ts';
import type { TextKeys, Word } from '../wording.ts';

const SHOWN = 20;
const listed = (tags: readonly string[]): Part => data(tags.join('、'));

/** Those that operators may replace in `texts.yaml`. */
export const tagsTextKeys = {
  now: ['member', 'tags'],
  nowNone: ['member'],
  hasAlready: ['member', 'tags'],
  tooMany: ['max'],
  badTag: ['tag'],
  nobody: ['typed'],
  none: [],
} as const satisfies TextKeys;

export type TagsTexts = ReturnType<typeof createTexts>;
/** What `/成员 标签` says. */
export const createTexts = (word: Word<typeof tagsTextKeys>) => ({
  of: (name: string, tags: readonly string[]): Message =>
    tags.length === 0
      ? say(data(name), ' 还没有标签。要加就发:/成员 标签 @', data(name), ' 加 vip')
      : say(data(name), ' 的标签:', listed(tags)),
  now: (name: string, tags: readonly string[]): Message =>
    tags.length === 0
      ? (word('nowNone', { member: data(name) }) ?? say('✅ ', data(name), ' 现在没有标签了。'))
      : (word('now', { member: data(name), tags: listed(tags) }) ??
        say('✅ ', data(name), ' 现在的标签:', listed(tags))),
  hasAlready: (name: string, tags: readonly string[]): Message =>
    word('hasAlready', { member: data(name), tags: listed(tags) }) ??
    say(data(name), ' 已经有了,现在的标签:', listed(tags)),
  hasNot: (name: string, tags: readonly string[]): Message =>
    tags.length === 0
      ? say(data(name), ' 还没有标签,没有可去的。')
      : say(data(name), ' 没有这个标签,现在的标签:', listed(tags)),
  tooMany: (most: number): Message =>
    word('tooMany', { max: String(most) }) ?? say(`每人最多 ${most} 个标签,先用「去」去掉几个。`),
  badTag: (typed: string): Message =>
    word('badTag', { tag: data(shorten(typed, 20)) }) ??
    say('标签「', data(shorten(typed, 20)), '」不行:1 到 20 个字,只用文字、数字、「-」和「_」。'),
  nobody: (typed: string): Message =>
    word('nobody', { typed: data(shorten(typed, 20)) }) ??
    say(
      '本群没找到「',
      data(shorten(typed, 20)),
      '」。比如:/成员 标签 @小王 加 vip;也可以先发「/成员 名单」用序号。',
    ),
  which: (typed: string, candidates: readonly MemberRef[]): Message =>
    lines(
      say('叫「', data(shorten(typed, 20)), '」的不止一位:'),
      ...candidates.map(({ name }, n) => say(`${n + 1}. `, data(name ?? ''))),
      say('先用「/成员 查 1」认准是谁,再用序号加,比如:/成员 标签 1 加 vip'),
    ),
  used: (counts: readonly (readonly [string, number])[]): Message =>
    counts.length === 0
      ? (word('none', {}) ?? say('本群还没有标签。要加就发:/成员 标签 @小王 加 vip'))
      : say(
          '本群的标签:',
          data(
            counts
              .slice(0, SHOWN)
              .map(([tag, count]) => `${tag}(${count} 位)`)
              .join('、'),
          ),
          counts.length > SHOWN ? ` 等 ${counts.length} 个` : '',
        ),
});
