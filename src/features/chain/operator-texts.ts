import { clockTime } from '../../calendar/clock-time.ts';
import { data, lines, type Message, type Part, say } from '../../domain/message.ts';
import type { PlanOption } from './parse-options.ts';
import type { Chain } from './rows.ts';
import { yuan } from './totals.ts';
import { count, joined, namesIn, typedBack, waiting } from './words.ts';

const named = (n: number, chain: Chain): Part[] => say(`#${n}【`, data(chain.title), '】').parts;
const people = (list: readonly string[]): (Part | string)[] => namesIn(list, 10);

/** Everything 接龙 says to those who run it. */
export const operatorTexts = {
  option: ({ name, price, stock }: PlanOption): string =>
    `${name}${price === undefined ? '' : ` ¥${yuan(price)}`}${stock === undefined ? '' : `(${stock} 个)`}`,
  post: ({
    full = true,
    every,
    at,
  }: {
    full?: boolean | undefined;
    every?: number | undefined;
    at?: number | undefined;
  }): string =>
    [
      ...(full ? ['满了发名单'] : []),
      ...(every === undefined ? [] : [`每新增 ${every} 条发名单`]),
      ...(at === undefined ? [] : [`每天 ${clockTime(at)} 发名单`]),
    ].join('、') || '不自动发名单',
  planEcho: (title: string, parts: readonly string[], names: readonly string[]) =>
    say(
      '准备开接龙【',
      data(title),
      '】:',
      data(parts.length > 0 ? parts.join(',') : '不限人数'),
      '。',
      ...(names.length > 0 ? ['先写上 ', ...people(names), '。'] : []),
    ),
  /** Everything ran together into the title. */
  planRunTogether: say('名额、截止要用 | 隔开才算数,比如:周六徒步 | 限20人 | 截止 周五18:00'),
  planUnknown: (field: string) =>
    lines(
      say('「', typedBack(field), '」我还看不懂或还不会。'),
      say('可以写:限20人、每人限3、截止 周五18:00、选项 成人¥50,儿童¥20x10、说明 …,中间用 | 隔开'),
    ),
  planOptions: (field: string) =>
    say(
      '「',
      typedBack(field),
      '」看不懂。选项这样写:选项 成人¥50,儿童¥20x10(名字、价格、份数,后两样可以不写)',
    ),
  planPast: (field: string) =>
    say('「', typedBack(field), '」已经过去了,换一个以后的时间,比如:截止 明天18:00'),
  planTitle: say('先写标题,比如:/接龙 新建 周六徒步 | 限20人 | 截止 周五18:00'),
  planLong: say('标题最多 40 个字,短一点吧,比如:/接龙 新建 周六徒步 | 限20人'),
  opened: (n: number, title: string, entries: number) =>
    say(
      `✅ 接龙 #${n}【`,
      data(title),
      `】开始啦${entries > 0 ? `,已写上 ${entries} 条` : ''},@我 发「接龙」或「+1」报名。`,
    ),
  copyNothing: say('这里还没有开过接龙,没有可以复制的。要开一个就发:/接龙 新建 周六徒步 | 限20人'),

  closeEcho: (n: number, chain: Chain) =>
    say(
      '准备关闭接龙 ',
      ...named(n, chain),
      `(${count(chain)}${waiting(chain)}),关闭后不能再报名或取消,名单会保留。`,
    ),
  closedNow: say('✅ 已关闭,名单保留:'),
  alreadyClosed: say('这个接龙已经结束了。要接着报名发「/接龙 重开」。'),
  reopenEcho: (n: number, chain: Chain, until: string | undefined) =>
    say(
      '准备重开接龙 ',
      ...named(n, chain),
      `(${count(chain)}${waiting(chain)}),原来的 ${chain.entries + chain.waiters} 条都保留,${until === undefined ? '没有截止时间' : `${until} 截止`}。`,
    ),
  reopened: (n: number, chain: Chain) =>
    say('✅ 已重开 ', ...named(n, chain), `${count(chain)}${waiting(chain)},@我 发「接龙」接着报名。`),
  stillOpen: (n: number, chain: Chain) =>
    say('接龙 ', ...named(n, chain), '还开着,不用重开。改截止时间发「/接龙 延期 周日18:00」。'),
  extended: (n: number, chain: Chain, from: string | undefined, until: string) =>
    say('✅ ', ...named(n, chain), `截止时间:${from ?? '没有'} → ${until}。`),
  extendHow: say('延到什么时候?比如:/接龙 延期 周日18:00,或 /接龙 延期 2天'),
  clearEcho: (n: number, chain: Chain) =>
    say(
      '准备清空接龙 ',
      ...named(n, chain),
      `的 ${chain.entries + chain.waiters} 条(报名 ${chain.entries}、候补 ${chain.waiters}),清空后找不回来。`,
    ),
  clearNothing: say('名单本来就是空的。'),
  cleared: (n: number, chain: Chain, entries: number) =>
    say('✅ 已清空 ', ...named(n, chain), `,去掉了 ${entries} 条,现在可以重新报名。`),
  changed: (n: number, chain: Chain, parts: readonly string[]) =>
    lines(
      say('✅ 已改好 ', ...named(n, chain), ':', data(parts.join(',')), '。'),
      chain.capacity !== undefined && chain.taken > chain.capacity
        ? say(`已经报名的 ${chain.taken} 份都保留,退到 ${chain.capacity} 以下才有新名额。`)
        : undefined,
    ),
  changeHow: say('要改什么?比如:/接龙 改 限30人 | 截止 周六12:00'),

  whichPlaces: (command: string) => say(`第几位?写名单上的编号,比如:/接龙 ${command} 3;候补写「候补1」。`),
  noPlace: (places: readonly string[]) =>
    say(`名单上没有第 ${places.join('、')} 位,或已经退出。发「接龙列表」看最新的编号。`),
  deleteEcho: (n: number, chain: Chain, lines: readonly string[]) =>
    say('准备从接龙 ', ...named(n, chain), `删除 ${lines.length} 条:`, ...people(lines), '。'),
  deleted: (chain: Chain, names: readonly string[]) =>
    say('✅ 已删除 ', ...people(names), ` · ${count(chain)}${waiting(chain)}。`),
  paidEcho: (names: readonly string[], paid: boolean) =>
    say(`名单有变化。你说的是 `, ...people(names), `,记为${paid ? '已付' : '未付'}吗?`),
  paid: (names: readonly string[], paid: boolean, left: number) =>
    say(`✅ 已记${paid ? '付款' : '未付'}:`, ...people(names), `。还有 ${left} 条未付。`),
  allPaid: say('都付过了,没有要催的。'),
  noPrices: say('这个接龙没有写价格。要记收款先写上:/接龙 改 选项 成人¥50'),
  remind: (
    n: number,
    chain: Chain,
    who: readonly (readonly Part[])[],
    more: number,
    amount: string | undefined,
  ) =>
    say(
      '💰 ',
      ...named(n, chain),
      ...who.flatMap((one, at): (Part | string)[] => [at > 0 ? '、' : '', ...one]),
      more > 0 ? ` 等 ${who.length + more} 位` : '',
      ` 还没有付款${amount === undefined ? '' : `(共 ¥${amount})`},付好请告诉发起人;已付的请忽略。`,
    ),
  reminded: (people_: number) => say(`好的,会在群里提醒 ${people_} 位未付的。`),
  unpaidHere: (names: readonly string[]) =>
    say('本群没有能主动发消息的通道,未付的有:', ...people(names), '。'),

  mergeEcho: (
    n: number,
    chain: Chain,
    {
      added,
      changed,
      removed,
    }: { added: readonly string[]; changed: readonly string[]; removed: readonly string[] },
  ) =>
    lines(
      say('准备按贴回来的名单改接龙 ', ...named(n, chain), ':'),
      say(
        ...joined([
          added.length > 0 ? ['新增 ', ...people(added)] : [],
          changed.length > 0 ? ['修改 ', ...people(changed)] : [],
          removed.length > 0 ? [`删除 ${removed.length} 条:`, ...people(removed)] : [],
        ]),
        '。',
      ),
    ),
  pasteHow: say('把整段名单贴在后面,每行一个编号,比如:/接龙 贴名单 1. 小王 2. 小李(换行写)'),
  finalTitle: say('📋 接龙截止,最终名单:'),
  listTitle: say('📋 接龙名单:'),
  fullTitle: say('🎉 接龙报满啦:'),
  nothingToExport: (typed: string) =>
    say('没有接龙「', typedBack(typed), '」。写编号,比如「/接龙 导出 #2」;不写就是全部。'),
  unknownUse: (typed: string) => say('「/接龙 ', typedBack(typed), '」我还看不懂或还不会。'),
  operatorHelp: say(
    '可以发:/接龙 新建 周六徒步 | 限20人 | 截止 周五18:00;还有 改、延期、关闭、重开、删除 3、已付 3',
  ),
  running: (n: number, chain: Chain, until: string | undefined): Message =>
    say(
      `#${n} `,
      data(chain.title),
      ` ${count(chain)}${waiting(chain)}${until === undefined ? '' : ` · 截止 ${until}`}`,
    ),
} as const;
