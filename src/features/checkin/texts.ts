import { data, lines, type Message, type Part, say } from '../../domain/message.ts';
import { shorten } from '../../text/graphemes.ts';

const titled = (title: string | undefined): Part[] =>
  title === undefined ? [] : say('【', data(title), '】').parts;

/** Everything 打卡 says. `title` is given only where the group has several campaigns. */
export const texts = {
  none: say('本群现在没有打卡活动。'),
  noneForOperator: say('要开一个就发:/打卡 新建 晨读 | 每天 06:00-09:00 | 21天'),
  noneForMember: say('想一起打卡?请运营发「/打卡 新建 晨读 | 每天 06:00-09:00 | 21天」。'),
  which: (titles: readonly string[]) =>
    say('要打哪一个?', ...titles.flatMap((title, n) => [n > 0 ? ' 或 ' : '', '「打卡 ', data(title), '」'])),

  done: (place: number, streak: number, late: boolean, title: string | undefined) =>
    say('✅ ', ...titled(title), `打卡成功 · 今天第 ${place} 位 · 连续 ${streak} 天${late ? ' · 迟到' : ''}`),
  lateWhy: (close: string) => say(`过了 ${close},这次记为迟到,照样算数。`),
  next: (when: string) => say(`下次:${when}`),
  lastDay: (done: number) => say(`🎉 这是最后一天,你一共打了 ${done} 天,辛苦啦!`),
  again: (place: number, streak: number, title: string | undefined) =>
    say('你今天已经打过', ...titled(title), `卡啦 · 第 ${place} 位 · 连续 ${streak} 天,按第一次算。`),
  againEarlier: (title: string | undefined) => say('这一天你已经打过', ...titled(title), '卡啦,按第一次算。'),
  replaced: say('内容已换成刚写的。'),
  tooShort: (least: number) => say(`再写一点吧,至少 ${least} 个字,比如:打卡 今天读完了第 3 章`),
  shut: (title: string, hours: string, next: string | undefined) =>
    say(
      '现在不在「',
      data(title),
      `」的打卡时间(${hours})。`,
      next === undefined ? '后面没有安排了。' : `下一次:${next},到时发「打卡」就行。`,
    ),
  notBegun: (title: string, when: string) =>
    say('「', data(title), `」还没开始,第一次:${when},到时发「打卡」就行。`),
  ended: (title: string) => say('「', data(title), '」已经结束啦,发「我的打卡」看看你的成绩。'),

  mine: (title: string, streak: number, longest: number, total: number) =>
    say('【', data(title), `】连续 ${streak} 天 · 最长 ${longest} 天 · 共 ${total} 天`),
  mineToday: (place: number) => say(`今天已打卡,第 ${place} 位。`),
  mineOpen: say('今天还没打,发「打卡」就行。'),
  mineMissed: (next: string | undefined) => say(next === undefined ? '已经没有安排了。' : `下一次:${next}。`),
  mineDays: (marks: string) => say(`最近:${marks}`),
  mineWords: (words: string) => say('今天写的:', data(shorten(words, 60))),
  mineNone: (title: string, next: string | undefined) =>
    say(
      '【',
      data(title),
      `】还没打过卡,${next === undefined ? '发「打卡」开始第一天。' : `下一次:${next}。`}`,
    ),

  board: (title: string, day: string, count: number): Message =>
    say('【', data(title), `】${day}打卡 ${count} 人`),
  boardLine: (place: number, name: string, streak: number, late: boolean): Message =>
    say(`${place}. `, data(name), ` 连续 ${streak} 天${late ? ' · 迟到' : ''}`),
  boardMore: (count: number) => say(`…等 ${count} 位`),
  boardMe: (place: number | undefined) =>
    say(place === undefined ? '你今天还没打,发「打卡」就能上榜。' : `你是第 ${place} 位。`),
  boardEmpty: say('还没有人打卡,发「打卡」来当第一个吧。'),
  boardShut: (next: string | undefined) =>
    say(next === undefined ? '没有人打卡。' : `还没有人打卡,下一次:${next}。`),

  planEcho: (title: string, parts: readonly string[]) =>
    say('准备开打卡【', data(title), `】:${parts.join(',')}。`),
  planTitle: say('先写标题,比如:/打卡 新建 晨读 | 每天 06:00-09:00 | 21天'),
  planLong: say('标题最多 20 个字,短一点吧,比如:/打卡 新建 晨读 | 每天 06:00-09:00'),
  planUnknown: (field: string) =>
    lines(
      say('「', data(shorten(field, 20)), '」我还看不懂或还不会。'),
      say('可以写:每天、工作日、周一三五、06:00-09:00、21天、至少5个字、12-01开始,中间用 | 隔开'),
    ),
  sameTitle: (title: string) => say('已经有叫「', data(title), '」的打卡了,换个名字吧。'),
  tooMany: say('这个群的打卡已经很多了,先结束一个再开吧:/打卡 结束 标题'),
  opened: (title: string, when: string | undefined) =>
    say(
      '✅ 打卡【',
      data(title),
      `】建好了${when === undefined ? '' : `,第一次:${when}`}。@我 发「打卡」就行。`,
    ),
  running: (title: string, plan: string) => say('【', data(title), `】${plan}`),
  unknownUse: (typed: string) => say('「/打卡 ', data(shorten(typed, 20)), '」我还看不懂或还不会。'),
  noSuch: (typed: string) => say('没有叫「', data(shorten(typed, 20)), '」的打卡。'),
  help: say('可以发:/打卡 新建 晨读 | 每天 06:00-09:00 | 21天,/打卡 列表,/打卡 结束 晨读'),
  endEcho: (title: string) => say('准备结束打卡【', data(title), '】,之后不能再打,大家的记录会保留。'),
  endedNow: (title: string) => say('✅ 打卡【', data(title), '】已结束,记录都保留着。'),
  fromFile: (title: string) => say('「', data(title), '」写在 checkins.yaml 里,请在那里给它加上 end 日期。'),
} as const;
