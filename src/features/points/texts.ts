import { data, type Message, type Part, say } from '../../domain/message.ts';
import { shorten } from '../../text/graphemes.ts';
import type { TextKeys, Word } from '../wording.ts';

const signed = (delta: number): string => (delta > 0 ? `+${delta}` : String(delta));

/** Everything 积分 says. */
export const texts = {
  entry: (day: string, delta: number, reason: string): Message =>
    say(`${day} ${signed(delta)} `, data(shorten(reason, 30))),
  own: (balance: number, entries: number) => say(`积分:${balance} 分,记过 ${entries} 笔`),
  boardLine: (place: number, name: string, balance: number): Message =>
    say(`${place}. `, data(name), ` ${balance} 分`),
  boardMe: (place: number | undefined, balance: number) =>
    say(place === undefined ? '你还没有积分。' : `你是第 ${place} 名,${balance} 分。`),

  given: (name: string, delta: number, balance: number) =>
    say('✅ ', data(name), ` ${signed(delta)} 分,现在 ${balance} 分。`),
  nothingLeft: (name: string) => say(data(name), ' 现在没有积分,没有可减的。'),
  howTo: (verb: '加' | '减') =>
    say(`要写给谁、多少分,比如:/积分 ${verb} @小王 5 ${verb === '加' ? '帮忙答疑' : '重复登记'}`),
  tooMuch: (most: number) => say(`一次最多 ${most} 分,分几次来吧。`),
  nobody: (typed: string) => say('本群没找到「', data(shorten(typed, 20)), '」,请写他的名片或 userid。'),
  several: (people: readonly Part[]) =>
    say(
      '有几位都叫这个名字,请改用 userid:',
      ...people.flatMap((part, n) => [...(n > 0 ? ['、'] : []), part]),
    ),

  rules: (cap: number | undefined) =>
    say(
      cap === undefined ? '每人每天得分不封顶。' : `每人每天最多得 ${cap} 分(运营手动加的不算)。`,
      '\n要改就发:/积分 规则 每天最多 20,或 /积分 规则 不限',
    ),
  rulesSet: (cap: number | undefined) =>
    say(cap === undefined ? '✅ 每天得分不再封顶。' : `✅ 好的,每人每天最多得 ${cap} 分,从现在起算。`),
  rulesUnknown: (typed: string) =>
    say('「', data(shorten(typed, 20)), '」我看不懂,比如:/积分 规则 每天最多 20'),
  help: say('可以发:/积分 加 @小王 5 原因,/积分 减 @小王 5 原因,/积分 规则,/积分 导出'),
} as const;

/** Those that operators may replace in `texts.yaml`. */
export const pointsTextKeys = {
  mine: ['balance'],
  mineNone: [],
  board: [],
  boardEmpty: [],
} as const satisfies TextKeys;

export type OwnTexts = ReturnType<typeof createTexts>;
export const createTexts = (word: Word<typeof pointsTextKeys>) => ({
  mine: (balance: number, place: number | undefined) =>
    word('mine', { balance: String(balance) }) ??
    say(`你有 ${balance} 分${place === undefined ? '' : `,本群第 ${place} 名`}。`),
  mineNone: word('mineNone', {}) ?? say('你还没有积分,打卡、参加活动就能得分。'),
  board: word('board', {}) ?? say('【积分榜】'),
  boardEmpty: word('boardEmpty', {}) ?? say('还没有人有积分,打卡就能得第一分。'),
});
