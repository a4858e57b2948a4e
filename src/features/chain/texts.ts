import { data, lines, type Message, type Part, say } from '../../domain/message.ts';
import { shorten } from '../../text/graphemes.ts';
import type { Chain } from './rows.ts';

/** `7/10`, or `7 份` where there is no limit. */
const count = ({ taken, capacity }: Chain) =>
  capacity === undefined ? `${taken} 份` : `${taken}/${capacity}`;
const waiting = ({ waiting: quantity }: Chain) => (quantity > 0 ? ` · 候补 ${quantity}` : '');
const times = (quantity: number) => (quantity === 1 ? '' : `(${quantity} 份)`);
/** What somebody typed, given back: enough to recognise it. */
const typedBack = (typed: string): Part => data(shorten(typed, 20));
const listedChains = (open: readonly { n: number; chain: Chain }[]): (Part | string)[] =>
  open.length === 0
    ? ['现在没有进行中的接龙。']
    : [
        '现在有:',
        ...open.slice(0, 8).flatMap(({ n, chain }, i) => [`${i > 0 ? '、' : ''}#${n} `, data(chain.title)]),
      ];
const titled = (title: string | undefined): Part[] =>
  title === undefined ? [] : say('【', data(title), '】').parts;

/** Everything 接龙 says. `title` is given only where the group has several chains, so that nobody mixes them up. */
export const texts = {
  none: say('现在没有进行中的接龙。'),
  noneForMember: say('想发起一个,请找本群运营。'),
  noneForOperator: say('要开一个就发:/接龙 新建 周六徒步 | 限20人 | 截止 周五18:00'),
  which: (among: readonly { n: number; chain: Chain }[]) =>
    lines(
      say('现在有几个接龙,是哪一个?'),
      ...among.slice(0, 8).map(({ n, chain }) => say(`#${n} `, data(chain.title), ` ${count(chain)}`)),
      say(`带上编号就行,比如:+1 #${among[0]?.n ?? 1}`),
    ),
  unknownNumber: (n: number, open: readonly { n: number; chain: Chain }[]) =>
    say(`没有 #${n} 这个接龙。`, ...listedChains(open)),
  noSuchTitle: (typed: string, open: readonly { n: number; chain: Chain }[]) =>
    say('没有叫「', typedBack(typed), '」的接龙。', ...listedChains(open)),
  cancelWhom: (typed: string) =>
    say('没看懂「', typedBack(typed), '」。这里只能取消自己的报名,直接发「取消接龙」就好。'),
  pasted: say('我还不会读整段名单。要报名发「接龙」或「+2」就好,每个人自己发一次。'),
  onBehalf: say('我还不会替别人报名,请他们自己 @我 发「接龙」。'),
  notUnderstood: (typed: string) =>
    say('没看懂「', typedBack(typed), '」。报名发「接龙」或「+2」,替别人报名请他们自己来发。'),
  badQuantity: say('数量要在 1 到 999 之间,比如:+2'),

  joined: (chain: Chain, position: number, quantity: number, title: string | undefined) =>
    say(
      '✅ 已加入',
      ...titled(title),
      `,第 ${position} 位${times(quantity)} · ${count(chain)}${waiting(chain)}`,
    ),
  next: (until: string | undefined) =>
    say(
      until === undefined
        ? '改数量发「+2」,不来了发「取消接龙」。'
        : `${until} 截止;改数量发「+2」,不来了发「取消接龙」。`,
    ),
  queued: (chain: Chain, position: number, quantity: number, title: string | undefined) =>
    say(
      '名额满了,已排进',
      ...titled(title),
      `候补第 ${position} 位${times(quantity)} · ${count(chain)}${waiting(chain)}`,
    ),
  queuedNext: (canTell: boolean) =>
    say(canTell ? '有人退出就按顺序补上,到时我会告诉你。' : '有人退出就按顺序补上,发「我的接龙」随时能看。'),
  edited: (
    chain: Chain,
    was: number,
    quantity: number,
    isWaiting: boolean,
    title: string | undefined,
    remark: string | undefined,
  ) =>
    say(
      '✅ 已改好',
      ...titled(title),
      `:${was === quantity ? `${quantity} 份` : `${was} 份 → ${quantity} 份`}`,
      ...(remark === undefined ? [] : [',备注「', data(remark), '」']),
      `${isWaiting ? '(候补)' : ''} · ${count(chain)}${waiting(chain)}`,
    ),
  same: (chain: Chain, quantity: number, isWaiting: boolean, title: string | undefined) =>
    say(
      '你已经在',
      ...titled(title),
      `${isWaiting ? '候补' : '名单'}里了(${quantity} 份)· ${count(chain)}${waiting(chain)}。改数量发「+2」,不来了发「取消接龙」。`,
    ),
  cancelled: (chain: Chain, was: number, title: string | undefined) =>
    say(
      '已取消',
      ...titled(title),
      `${times(was)} · ${count(chain)}${waiting(chain)}。60 秒内发「撤销」可以恢复。`,
    ),
  notIn: say('你还没有报名,没有要取消的。想参加就发「接龙」。'),
  overMember: (limit: number) => say(`每人最多 ${limit} 份,比如:+${limit}`),
  overChain: (limit: number) => say(`一共只有 ${limit} 个名额,少一点试试,比如:+1`),
  noRoom: (left: number, kept: number) =>
    say(`名额不够了${left > 0 ? `,只剩 ${left} 个` : ''}。你原来的 ${kept} 份还在,没有变。`),
  closed: (chain: Chain, until: string | undefined, organiser: Part | undefined) =>
    say(
      '「',
      data(chain.title),
      `」${chain.state === 'closed' || until === undefined ? '已经结束' : `已在 ${until} 截止`},名单不再改动啦。`,
      ...(organiser ? ['有特殊情况请联系发起人 ', organiser, '。'] : ['有特殊情况请联系本群运营。']),
    ),
  whoAreYou: say('怎么称呼你?回复「我叫 小王」,名单里就显示它。'),
  movedUp: (names: readonly Part[]) => say('候补的 ', ...listed(names), ' 已补上。'),
  movedUpPost: (chain: Chain, people: readonly { member: Part; position: number; quantity: number }[]) =>
    say(
      '🎉 ',
      ...people.flatMap(({ member, position, quantity }, n) => [
        n > 0 ? '、' : '',
        member,
        ` 第 ${position} 位${times(quantity)}`,
      ]),
      ',有位置了,你已从候补转为正式 · ',
      ...titled(chain.title),
      count(chain),
      '。来不了请发「取消接龙」。',
    ),

  heading: (chain: Chain, until: string | undefined): Message =>
    say(
      '【',
      data(chain.title),
      `】报名 ${count(chain)}${waiting(chain)}${chain.state !== 'open' ? ' · 已结束' : until === undefined ? '' : ` · 截止 ${until}`}`,
    ),
  entry: (position: number, name: string, quantity: number, remark: string | undefined): Message =>
    say(
      `${position}. `,
      data(name),
      quantity === 1 ? '' : ` ×${quantity}`,
      ...(remark ? [' ', data(remark)] : []),
    ),
  waitingHeading: say('候补'),
  more: (members: number) => say(`…等 ${members} 位,发「接龙列表 全部」看全`),
  empty: say('还没有人报名,发「接龙」来当第一个吧。'),
  mine: (n: number, chain: Chain, quantity: number, before: number | undefined) =>
    say(
      `#${n} `,
      data(chain.title),
      `:${before === undefined ? '已报名' : `候补第 ${before + 1} 位`},${quantity} 份 · ${count(chain)}${waiting(chain)}`,
    ),
  mineNone: say('你还没有参加进行中的接龙。'),
  nothingToUndo: say('60 秒内没有可以撤销的接龙操作。'),

  planEcho: (title: string, parts: readonly string[]) =>
    say('准备开接龙【', data(title), `】:${parts.length > 0 ? parts.join(',') : '不限人数'}。`),
  planUnknown: (field: string) =>
    lines(
      say('「', typedBack(field), '」我还看不懂或还不会。'),
      say('可以写:限20人、每人限3、截止 周五18:00,中间用 | 隔开'),
    ),
  planPast: (field: string) =>
    say('「', typedBack(field), '」已经过去了,换一个以后的时间,比如:截止 明天18:00'),
  planTitle: say('先写标题,比如:/接龙 新建 周六徒步 | 限20人 | 截止 周五18:00'),
  planLong: say('标题最多 40 个字,短一点吧,比如:/接龙 新建 周六徒步 | 限20人'),
  opened: (n: number, title: string) =>
    say(`✅ 接龙 #${n}【`, data(title), '】开始啦,@我 发「接龙」或「+1」报名。'),
  closeEcho: (n: number, chain: Chain) =>
    say(
      `准备关闭接龙 #${n}【`,
      data(chain.title),
      `】(${count(chain)}${waiting(chain)}),关闭后不能再报名或取消,名单会保留。`,
    ),
  closedNow: say('✅ 已关闭,名单保留:'),
  unknownUse: (typed: string) => say('「/接龙 ', typedBack(typed), '」我还看不懂或还不会。'),
  alreadyClosed: say('这个接龙已经结束了。'),
  finalTitle: say('📋 接龙截止,最终名单:'),
  operatorHelp: say('可以发:/接龙 新建 周六徒步 | 限20人 | 截止 周五18:00,/接龙 列表,/接龙 关闭 #1'),
  running: (n: number, chain: Chain, until: string | undefined) =>
    say(
      `#${n} `,
      data(chain.title),
      ` ${count(chain)}${waiting(chain)}${until === undefined ? '' : ` · 截止 ${until}`}`,
    ),
} as const;

const listed = (names: readonly Part[]): (Part | string)[] => {
  const shown = names.slice(0, 5).flatMap((name, n) => (n > 0 ? ['、', name] : [name]));
  return names.length > 5 ? [...shown, ` 等 ${names.length} 位`] : shown;
};
