import { data, type Part, say } from '../../domain/message.ts';
import type { Word } from '../wording.ts';
import type { checkinTextKeys } from './text-keys.ts';
import { listed, names, titled } from './titles.ts';

const titleOf = (title: string | undefined): Part[] => (title === undefined ? [] : [data(title)]);

/** What 打卡 says to members and may be replaced. `title` is given only where the group has several campaigns. */
export type OwnTexts = ReturnType<typeof createTexts>;
export const createTexts = (word: Word<typeof checkinTextKeys>) => ({
  done: (place: number, progress: string, late: boolean, title: string | undefined) =>
    word('done', {
      title: titleOf(title),
      place: String(place),
      progress: `${progress}${late ? ' · 迟到' : ''}`,
    }) ?? say('✅ ', ...titled(title), `打卡成功 · 今天第 ${place} 位 · ${progress}${late ? ' · 迟到' : ''}`),
  doneAgain: (window: number, late: boolean, title: string | undefined) =>
    word('doneAgain', { title: titleOf(title), window: String(window) }) ??
    say('✅ ', ...titled(title), `今天第 ${window} 个时段也打上了${late ? ' · 迟到' : ''}`),
  lateWhy: (close: string) => word('lateWhy', { close }) ?? say(`过了 ${close},这次记为迟到,照样算数。`),
  next: (when: string) => word('next', { when }) ?? say(`下次:${when}`),
  lastDay: (done: number) =>
    word('lastDay', { days: String(done) }) ?? say(`🎉 这是最后一天,你一共打了 ${done} 天,辛苦啦!`),
  again: (place: number, progress: string, title: string | undefined) =>
    word('again', { title: titleOf(title), place: String(place), progress }) ??
    say('你今天已经打过', ...titled(title), `卡啦 · 第 ${place} 位 · ${progress},按第一次算。`),
  tooShort: (least: number) =>
    word('tooShort', { least: String(least) }) ??
    say(`再写一点吧,至少 ${least} 个字,比如:打卡 今天读完了第 3 章`),
  needsKeyword: (keyword: string) =>
    word('needsKeyword', { keyword: data(keyword) }) ??
    say('内容里要有「', data(keyword), '」,比如:打卡 ', data(keyword), ' 第 3 章'),
  needsImage:
    word('needsImage', {}) ?? say('这个打卡要带一张图:把「打卡」和图片放在同一条消息里,@我 发出来。'),
  shut: (title: string, hours: string, next: string | undefined) =>
    word('shut', { title: data(title), hours }) ??
    say(
      '现在不在「',
      data(title),
      `」的打卡时间(${hours})。`,
      next === undefined ? '后面没有安排了。' : `下一次:${next},到时发「打卡」就行。`,
    ),
  notBegun: (title: string, when: string) =>
    word('notBegun', { title: data(title), when }) ??
    say('「', data(title), `」还没开始,第一次:${when},到时发「打卡」就行。`),
  ended: (title: string) =>
    word('ended', { title: data(title) }) ??
    say('「', data(title), '」已经结束啦,发「我的打卡」看看你的成绩。'),
  makeUpQuota: (quota: number, per: 'week' | 'month' | 'campaign') =>
    word('makeUpQuota', { quota: String(quota) }) ??
    say(
      `${{ week: '本周', month: '本月', campaign: '这个活动' }[per]}的 ${quota} 次补卡用完了。有特殊情况请找运营。`,
    ),
  madeUp: (day: string, counts: boolean, streak: number, unit: string) =>
    word('madeUp', { day, streak: `${streak} ${unit}` }) ??
    say(`🩹 补好了${day}的卡${counts ? ` · 连续 ${streak} ${unit}` : '(计入天数,不续连续)'}`),
  resumed: word('resumed', {}) ?? say('▶️ 欢迎回来,从今天起照常打卡。'),
  left: (titles: readonly string[]) =>
    word('left', { titles: names(titles) }) ??
    say('好的,已退出「', ...names(titles), '」,记录都留着。\n想回来就发「打卡 加入」,或者直接打卡。'),
  joined: (titles: readonly string[]) =>
    word('joined', { titles: names(titles) }) ??
    say('✅ 已加入「', ...names(titles), '」,发「打卡」就能打。'),
  remindersOn: word('remindersOn', {}) ?? say('🔔 好的,还没打的时候会提醒你。'),
  remindersOff: word('remindersOff', {}) ?? say('🔕 好的,不再提醒你打卡。想要了就发「打卡提醒 开」。'),
  mineNone: (title: string, next: string | undefined) =>
    word('mineNone', { title: data(title) }) ??
    say(
      '【',
      data(title),
      `】还没打过卡,连续 0 天。${next === undefined ? '发「打卡」开始第一天。' : `下一次:${next}。`}`,
    ),
  boardEmpty: word('boardEmpty', {}) ?? say('还没有人打卡,你也还没打。发「打卡」来当第一名吧。'),
  /** `listener`: whom to @, see `listenerIn`. */
  remind: (title: string, hours: string, people: readonly Part[], others: number, listener: string) =>
    word('remind', { title: data(title), hours, people: listed(people, ' ') }) ??
    say(
      '⏰ 「',
      data(title),
      `」(${hours})还没打的:`,
      ...listed(people, ' '),
      others > 0 ? ` …另有 ${others} 位` : '',
      `\n@${listener} 发「打卡」就行;不想被提醒就发「打卡提醒 关」。`,
    ),
  remindLast: (people: readonly string[]) =>
    word('remindLast', { people: names(people) }) ??
    say(...names(people), ':连着提醒了三次,之后先不打扰你;想要提醒就发「打卡提醒 开」。'),
  summary: (title: string, day: string, count: number, missing: number) =>
    word('summary', { title: data(title), day, count: String(count), missing: String(missing) }) ??
    say('📋 【', data(title), `】${day}小结:${count} 人打卡${missing > 0 ? `,${missing} 人没打` : ''}`),
  announce: (title: string, hours: string, when: string | undefined, listener: string) =>
    word('announce', { title: data(title), hours }) ??
    say(
      '📣 「',
      data(title),
      `」打卡开始啦(${hours})${when === undefined ? '' : `,第一次:${when}`}。@${listener} 发「打卡」就行。`,
    ),
});
