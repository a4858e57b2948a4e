import { data, lines, type Message, type Part, say } from '../../domain/message.ts';
import { shorten } from '../../text/graphemes.ts';
import { listed, names, titled } from './titles.ts';

const groupOf = (group: string | undefined): (Part | string)[] =>
  group === undefined ? [] : [' · ', data(shorten(group, 16))];

/** Everything 打卡 says. `title` is given only where the group has several campaigns. */
export const texts = {
  none: say('本群现在没有打卡活动。'),
  noneForOperator: say('要开一个就发:/打卡 新建 晨读 | 每天 06:00-09:00 | 21天'),
  noneForMember: say('想一起打卡?请运营发「/打卡 新建 晨读 | 每天 06:00-09:00 | 21天」。'),
  which: (titles: readonly string[], verb: string) =>
    say(
      verb === '打卡' ? '要打哪一个?' : '是哪一个?',
      ...titles.flatMap((title, n) => [n > 0 ? ' 或 ' : '', `「${verb} `, data(title), '」']),
    ),

  rewards: (points: number, badges: readonly string[]): Message | undefined =>
    points === 0 && badges.length === 0
      ? undefined
      : say(
          points > 0 ? `积分 +${points}` : '',
          ...badges.flatMap((badge, n) => [
            `${n > 0 || points > 0 ? ' · ' : ''}🏅 拿到徽章「`,
            data(badge),
            '」',
          ]),
        ),
  againEarlier: (title: string | undefined) => say('这一天你已经打过', ...titled(title), '卡啦,按第一次算。'),
  replaced: say('内容已换成刚写的。'),
  edited: say('✅ 改好了,今天的内容换成了刚写的。\n60 秒内发「撤销」可以改回去。'),
  editNone: say('你今天还没打卡,先发「打卡」加内容就行。'),
  editHow: say('把新内容写在后面,比如:打卡 修改 读完第 4 章'),
  undone: (title: string, what: string) => say('↩️ 【', data(title), `】刚才的${what}撤销了。`),
  undoStale: say('刚才的打卡后来又有改动,撤不了了。要改请找运营。'),
  nothingToUndo: say('60 秒内没有可以撤销的打卡操作。要改内容请发「打卡 修改 新内容」。'),

  makeUpNone: (title: string) => say('「', data(title), '」不能补卡。有特殊情况请找运营补录。'),
  makeUpNothing: (back: number) => say(`最近 ${back} 天没有要补的卡。要补哪天可以写上,比如:补卡 昨天`),
  makeUpWhich: say('没看懂是补哪一天的卡。写上日期就行,比如:补卡 昨天,或 补卡 11-18'),
  makeUpFuture: say('这一天还没到,到时发「打卡」就行。'),
  makeUpNotBegun: (begins: string) => say(`打卡 ${begins} 才开始,之前的不用补。`),
  makeUpOpen: say('这一天还能直接打,发「打卡」就行,不用补。'),
  makeUpDone: (day: string) => say(`${day}已经打过了,不用补。`),
  makeUpNotAsked: (day: string) => say(`${day}不用打卡,不用补。`),
  makeUpPaused: (day: string) => say(`${day}在暂停,不算缺,不用补。`),
  makeUpTooOld: (back: number) => say(`只能补最近 ${back} 天的。更早的请找运营补录。`),
  makeUpPoor: (cost: number, balance: number) => say(`补一次要 ${cost} 分,你现在有 ${balance} 分,还不够。`),
  makeUpLeft: (left: number, cost: number) =>
    say(`${cost > 0 ? `用了 ${cost} 分,` : ''}补卡还剩 ${left} 次。60 秒内发「撤销」可以收回。`),

  pauseHow: say('要停几天写在后面,比如:打卡 暂停 3天。不写天数就停到你发「打卡 恢复」。'),
  paused: (until: string | undefined) =>
    say(
      until === undefined ? '⏸ 好的,打卡先停着' : `⏸ 好的,停到${until}`,
      ',不断连续,也不提醒你。\n想早点回来就发「打卡 恢复」,或者直接打卡。',
    ),
  notPaused: say('你没有在暂停,直接发「打卡」就行。'),
  alreadyOut: say('你已经不在打卡里了。想回来就发「打卡 加入」。'),
  alreadyIn: say('你已经在里面了,发「打卡」就能打。'),
  remindersHow: say('要提醒就发「打卡提醒 开」,不要就发「打卡提醒 关」。'),
  mine: (title: string, streak: number, longest: number, total: number, unit: string) =>
    say('【', data(title), `】连续 ${streak} ${unit} · 最长 ${longest} ${unit} · 共 ${total} 天`),
  mineToday: (place: number | undefined) =>
    say(place === undefined ? '今天已打卡。' : `今天已打卡,第 ${place} 位。`),
  mineOpen: say('今天还没打,发「打卡」就行。'),
  mineMissed: (next: string | undefined) => say(next === undefined ? '已经没有安排了。' : `下一次:${next}。`),
  minePaused: (until: string | undefined) =>
    say(until === undefined ? '暂停中,发「打卡 恢复」就回来。' : `暂停到${until},发「打卡 恢复」就回来。`),
  mineOut: say('你已退出,发「打卡 加入」就回来。'),
  mineWeek: (from: string, marks: readonly string[]) => say(`${from}起 ${marks.join('')}`),
  mineMakeUps: (left: number) =>
    say(left > 0 ? `补卡还剩 ${left} 次,漏了就发「补卡」。` : '补卡次数用完了。'),
  mineWords: (words: string) => say('今天写的:', data(shorten(words, 60))),
  whyGrown: (when: string, madeUp: boolean, from: number, to: number, unit: string) =>
    say(`${when}${madeUp ? '补了卡' : '打了卡'},连续 ${from} → ${to} ${unit}。`),
  whyBroken: (when: string, from: number, unit: string) =>
    say(`${when}没打,连续 ${from} ${unit}到此为止,重新数起。`),
  whyRest: (when: string, streak: number, unit: string) =>
    say(`${when}没打,算这周的休息,连续 ${streak} ${unit}还在。`),
  whyOutage: (when: string, streak: number, unit: string) =>
    say(`🔧 ${when}机器人掉线,已自动补救,连续 ${streak} ${unit}不受影响。`),
  whyPause: (when: string, streak: number, unit: string) =>
    say(`⏸ ${when}在暂停,连续 ${streak} ${unit}不受影响。`),

  board: (title: string, period: string, count: number): Message =>
    say('【', data(title), `】${period}打卡 ${count} 人`),
  boardOnly: (typed: string) =>
    say('没看懂「', data(shorten(typed, 20)), '」,先看今天的。还可以发:打卡榜 本周、打卡榜 本月、打卡榜 总'),
  boardLine: (place: number, name: string, streak: number, unit: string, late: boolean): Message =>
    say(`${place}. `, data(name), ` 连续 ${streak} ${unit}${late ? ' · 迟到' : ''}`),
  boardSumLine: (place: number, name: string, days: number, streak: number, unit: string): Message =>
    say(`${place}. `, data(name), ` ${days} 天 · 连续 ${streak} ${unit}`),
  boardMore: (count: number) => say(`…等 ${count} 位`),
  boardMe: (place: number | undefined, isToday: boolean, open: boolean) => {
    if (place !== undefined) return say(`你是第 ${place} ${isToday ? '位' : '名'}。`);
    if (isToday) return say('你今天还没打,发「打卡」就能上榜。');
    return say(open ? '你还没上榜,发「打卡」就能上。' : '你还没上榜。');
  },
  boardOthers: (groups: number) => say(`${groups} 个群在一起打,看所有群发「打卡榜 全部」。`),
  boardOnlyHere: say('这个打卡只在本群,发「打卡榜」就是全部。'),
  boardUnseen: say('别的群现在看不到,先看本群的,过一会儿再发「打卡榜 全部」试试。'),
  boardAll: (title: string, period: string, groups: number, people: number): Message =>
    say('【', data(title), `】${period} · ${groups} 个群共 ${people} 人打卡`),
  boardAllLine: (place: number, name: string, days: number, group: string | undefined): Message =>
    say(`${place}. `, data(name), ` ${days} 天`, ...groupOf(group)),
  boardAllToday: (name: string, group: string | undefined): Message =>
    say('✅ ', data(name), ...groupOf(group)),
  boardAllDone: say('你今天也打了 🎉'),
  boardShut: (next: string | undefined) =>
    say(next === undefined ? '没有人打卡。' : `还没有人打卡,下一次:${next}。`),

  summaryOutage: say('🔧 机器人掉线过,没打上的不算缺,连续不受影响。'),
  weekly: (title: string, people: number, full: number) =>
    say('📊 【', data(title), `】本周 ${people} 人打卡,${full} 人全勤`),
  planEcho: (title: string, parts: readonly string[]) =>
    say('准备开打卡【', data(title), '】:', data(parts.join(',')), '。'),
  planTitle: say('先写标题,比如:/打卡 新建 晨读 | 每天 06:00-09:00 | 21天'),
  planLong: say('标题最多 20 个字,短一点吧,比如:/打卡 新建 晨读 | 每天 06:00-09:00'),
  planUnknown: (field: string) =>
    lines(
      say('「', data(shorten(field, 20)), '」我还看不懂或还不会。'),
      say(
        '可以写:每天、工作日、周一三五、每周3次、06:00-09:00、21天、至少5个字、补卡2次、休1天、08:30提醒、21:00小结、每次1分、12-01开始,中间用 | 隔开',
      ),
    ),
  sameTitle: (title: string) => say('已经有叫「', data(title), '」的打卡了,换个名字吧。'),
  tooMany: say('这个群的打卡已经很多了,先结束一个再开吧:/打卡 结束 标题'),
  opened: (title: string, when: string | undefined) =>
    say(
      '✅ 打卡【',
      data(title),
      `】建好了${when === undefined ? '' : `,第一次:${when}`}。@我 发「打卡」就行。`,
    ),
  running: (title: string, plan: string) => say('【', data(title), '】', data(plan)),
  unknownUse: (typed: string) => say('「/打卡 ', data(shorten(typed, 20)), '」我还看不懂或还不会。'),
  nothingToExport: (typed: string, titles: readonly string[]) =>
    say(
      '没有叫「',
      data(shorten(typed, 20)),
      '」的打卡。',
      ...(titles.length > 0
        ? ['现在有:', data(shorten(titles.join('、'), 80)), ';不写名字就是全部。']
        : ['先用「/打卡 新建」开一个。']),
    ),
  own: (title: string, days: number, streak: number, unit: string) =>
    say('打卡:', data(title), ` 打过 ${days} 天,连续 ${streak} ${unit}`),
  ownOld: (days: number) => say(`打卡:以前的活动打过 ${days} 天`),
  ownQuiet: say('打卡:不要提醒我'),
  noSuch: (typed: string) => say('没有叫「', data(shorten(typed, 20)), '」的打卡。'),
  /** `rest`: what was typed already, so that the example can be sent as it stands. */
  whichOf: (titles: readonly string[], verb: string, rest: string) =>
    say(
      '是哪一个?请写上标题:',
      ...names(titles),
      `。比如:/打卡 ${verb} `,
      data(titles[0] ?? ''),
      ...(rest === '' ? [] : [' ', data(shorten(rest, 30))]),
    ),
  help: say(
    '可以发:/打卡 新建 晨读 | 每天 06:00-09:00 | 21天,/打卡 列表|结束|暂停|恢复|催|名单,/打卡 补录 @小王 昨天',
  ),
  endEcho: (title: string) => say('准备结束打卡【', data(title), '】,之后不能再打,大家的记录会保留。'),
  endedNow: (title: string) => say('✅ 打卡【', data(title), '】已结束,记录都保留着。'),
  fromFile: (title: string) => say('「', data(title), '」写在 checkins.yaml 里,请在那里给它加上 end 日期。'),
  campaignPaused: (title: string) => say('「', data(title), '」暂停中,不用打,大家的连续都不受影响。'),
  campaignPausedNow: (title: string) =>
    say('⏸ 「', data(title), '」从今天起暂停,大家的连续不受影响。\n要继续就发:/打卡 恢复 ', data(title)),
  campaignPausedAlready: (title: string) =>
    say('「', data(title), '」已经在暂停了。要继续就发:/打卡 恢复 ', data(title)),
  campaignNotPaused: (title: string) => say('「', data(title), '」没有暂停。'),
  campaignResumed: (title: string) => say('▶️ 「', data(title), '」从今天起照常打卡。'),
  nobody: (typed: string) => say('本群没找到「', data(shorten(typed, 20)), '」,请写他的名片或 userid。'),
  several: (people: readonly Part[]) => say('有几位都叫这个名字,请改用 userid:', ...listed(people, '、')),
  whomAndWhen: (verb: '补录' | '撤销') => say(`要写谁、哪一天,比如:/打卡 ${verb} @小王 昨天`),
  fillInDone: (name: string, day: string) => say(data(name), ` ${day}已经打过了。`),
  filledIn: (name: string, day: string, streak: number, unit: string) =>
    say('✅ 给 ', data(name), ` 补录了${day},现在连续 ${streak} ${unit}。`),
  takeOutNone: (name: string, day: string) => say(data(name), ` ${day}没有打卡。`),
  takenOut: (name: string, day: string, streak: number, unit: string) =>
    say('✅ 撤掉了 ', data(name), ` ${day}的打卡和得分,现在连续 ${streak} ${unit}。`),
  rollCall: (title: string, day: string, people: readonly Part[], count: number) =>
    count === 0
      ? say('【', data(title), `】${day}没有未打卡的,该打的都打了 🎉`)
      : say(
          '【',
          data(title),
          `】${day}还没打:${count} 人\n`,
          ...listed(people, '、'),
          count > people.length ? ` …等 ${count} 位` : '',
        ),
  rollCallNotAsked: (title: string, day: string) => say('【', data(title), `】${day}不用打卡,没有要催的。`),
  urged: (count: number) => say(`✅ 提醒了 ${count} 位还没打的。`),
  urgeNobody: (title: string) => say('「', data(title), '」没有要提醒的人:都打了,或者今天已经提醒过两次。'),
  urgeShut: (title: string) => say('「', data(title), '」今天已经打不了了,不再提醒。'),
} as const;
