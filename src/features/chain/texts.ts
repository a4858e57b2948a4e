import { data, lines, type Part, say } from '../../domain/message.ts';
import type { Word } from '../wording.ts';
import type { Line } from './list-line.ts';
import { isFull, offered, roomOf } from './options.ts';
import type { Chain, Numbered } from './rows.ts';
import type { chainTextKeys } from './text-keys.ts';
import {
  choices,
  count,
  countOf,
  type Done,
  entryOf,
  exampleFor,
  joined,
  listedChains,
  listOf,
  type MovedUp,
  movedUpNames,
  namesIn,
  ofOption,
  times,
  titled,
  typedBack,
  waiting,
} from './words.ts';

const undoable = '60 秒内发「撤销」可以恢复。';

/** Everything 接龙 says to members. `title` is given only where the group has several chains, so that nobody mixes them up. */
export const createTexts = (word: Word<typeof chainTextKeys>) => ({
  none: word('none', {}) ?? say('现在没有进行中的接龙。'),
  noneForMember: word('noneForMember', {}) ?? say('想发起一个,请找本群运营。'),
  noneForOperator: say('要开一个就发:/接龙 新建 周六徒步 | 限20人 | 截止 周五18:00'),
  onlyInGroups: word('onlyInGroups', {}) ?? say('接龙要在群里用哦。'),
  /** `command`: what was wanted, so that the example does that and nothing else. */
  which: (among: readonly Numbered[], command: string) =>
    lines(
      say('现在有几个接龙,是哪一个?'),
      ...among.slice(0, 8).map(({ n, chain }) => say(`#${n} `, data(chain.title), ` ${count(chain)}`)),
      say(`带上编号就行,比如:${command} #${among[0]?.n ?? 1}`),
    ),
  unknownNumber: (n: number, open: readonly Numbered[]) =>
    say(`没有 #${n} 这个接龙。`, ...listedChains(open)),
  noSuchTitle: (typed: string, open: readonly Numbered[]) =>
    say('没有叫「', typedBack(typed), '」的接龙。', ...listedChains(open)),

  /** `among`: its number where there are several chains. */
  notUnderstood: (typed: string, chain: Chain, among?: number) =>
    say(
      '没看懂「',
      typedBack(typed),
      '」。报名发「',
      ...exampleFor(chain, 2, { among }),
      '」,替别人报名发「代接 李四」,留话发「+1 备注 素食」。',
    ),
  askBack: (chain: Chain, among?: number) =>
    say('想报名的话,发「', ...exampleFor(chain, 1, { among }), '」就行。'),
  remarkOrName: (typed: string) =>
    say(
      '「',
      typedBack(typed),
      '」是留话还是名字?留话发「+1 备注 ',
      typedBack(typed),
      '」,替人报名发「代接 李四」。',
    ),
  names: (quantity: number, names: number) =>
    say(`+${quantity} 后面写了 ${names} 个名字。一人一个名字,比如:+2 小明 小华`),
  namesOnly: (names: readonly string[]) =>
    say(`替 TA 们报名就发「+${names.length} `, typedBack(names.join(' ')), '」。'),
  whoFor: say('替谁报名?把名字写在后面,比如:代接 李四 2'),
  badName: (typed: string) => say('「', typedBack(typed), '」不像名字。替人报名发:代接 李四 2'),
  tooManyNames: (most: number) => say(`一次最多替 ${most} 个人报名,分几次发吧,比如:+2 小明 小华`),
  takenName: (name: string, by: string) =>
    say(
      '「',
      data(name),
      '」已经由 ',
      data(by),
      ' 报过了。不是同一个人就换个写法,比如:代接 ',
      data(name),
      '2号',
    ),
  badQuantity: (chain: Chain, among?: number) =>
    say('数量要在 1 到 999 之间,比如:', ...exampleFor(chain, 2, { among })),
  chooseOption: (chain: Chain, among?: number) =>
    say('请选一种:', ...choices(chain), '。比如:', ...exampleFor(chain, 1, { among })),
  changeWhich: (chain: Chain) => say('你报了不止一种,要改哪一种?比如:改接龙 ', ...exampleFor(chain)),

  joined: (chain: Chain, position: number, line: Line, title: string | undefined) =>
    word('joined', {
      title: data(chain.title),
      position: String(position),
      entry: entryOf(line),
      count: countOf(chain),
    }) ??
    say(
      '✅ 已加入',
      ...titled(title),
      `,第 ${position} 位`,
      ...ofOption(line),
      ` · ${count(chain)}${waiting(chain)}`,
    ),
  next: (until: string | undefined) =>
    (until === undefined ? word('nextNoDeadline', {}) : word('next', { until })) ??
    say(
      until === undefined
        ? '改数量发「+2」,不来了发「取消接龙」。'
        : `${until} 截止;改数量发「+2」,不来了发「取消接龙」。`,
    ),
  fewer: (wanted: number, got: number) => say(`只剩 ${got} 份,先给你这些(要的是 ${wanted} 份)。`),
  queued: (chain: Chain, position: number, line: Line, title: string | undefined) =>
    word('queued', {
      title: data(chain.title),
      position: String(position),
      entry: entryOf(line),
      count: countOf(chain),
    }) ??
    say(
      '名额满了,已排进',
      ...titled(title),
      // Those who wait for one option do not wait for another: the printed list numbers all of them together.
      ...(line.option === undefined ? [] : ['「', data(line.option), '」的']),
      `候补第 ${position} 位`,
      ...ofOption(line),
      ` · ${count(chain)}${waiting(chain)}`,
    ),
  queuedNext: (canTell: boolean) =>
    word('queuedNext', {}) ??
    say(canTell ? '有人退出就按顺序补上,到时我会告诉你。' : '有人退出就按顺序补上,发「我的接龙」随时能看。'),
  edited: (
    chain: Chain,
    was: number,
    line: Line,
    isWaiting: boolean,
    title: string | undefined,
    remark: string | undefined,
  ) =>
    say(
      '✅ 已改好',
      ...titled(title),
      ':',
      ...(line.option === undefined ? [] : [data(line.option), ' ']),
      was === line.quantity ? `${line.quantity} 份` : `${was} 份 → ${line.quantity} 份`,
      ...(remark === undefined ? [] : remark === '' ? [',备注已去掉'] : [',备注「', data(remark), '」']),
      `${isWaiting ? '(候补)' : ''} · ${count(chain)}${waiting(chain)}`,
    ),
  same: (chain: Chain, line: Line, isWaiting: boolean, title: string | undefined) =>
    word('same', { title: data(chain.title), entry: entryOf(line), count: countOf(chain) }) ??
    say(
      '你已经在',
      ...titled(title),
      `${isWaiting ? '候补' : '名单'}里了(`,
      ...(line.option === undefined ? [] : [data(line.option), ' ']),
      `${line.quantity} 份)· ${count(chain)}${waiting(chain)}。改数量发「+2」,不来了发「取消接龙」。`,
    ),
  cancelled: (chain: Chain, was: number, title: string | undefined) =>
    word('cancelled', { title: data(chain.title), entry: `${was} 份`, count: countOf(chain) }) ??
    say('已取消', ...titled(title), `${times(was)} · ${count(chain)}${waiting(chain)}。${undoable}`),
  notIn: word('notIn', {}) ?? say('你还没有报名,没有要取消的。想参加就发「接龙」。'),
  notInToChange: say('你还没有报名,没有可以改的。想参加就发「接龙」。'),
  lessThanOne: (now: number) => say(`你现在是 ${now} 份。都不要了就发「取消接龙」,改数量发「改接龙 1」。`),
  overMember: (limit: number, others: number) =>
    word('overMember', { limit: String(limit) }) ??
    say(
      `每人最多 ${limit} 份`,
      others > 0 ? `,你(连同替别人报的)已有 ${others} 份。` : '',
      others === 0
        ? `,比如:+${limit}`
        : limit > others
          ? `还能报 ${limit - others} 份。`
          : '要换人先发「取消接龙 名字」。',
    ),
  overAll: (limit: number, option: string | undefined, chain: Chain, among?: number) =>
    say(
      '一共只有 ',
      `${limit} 个`,
      ...(option === undefined ? ['名额'] : [data(option)]),
      option === undefined && Number.isFinite(roomOf(chain)) ? `,还剩 ${Math.max(0, roomOf(chain))} 个` : '',
      ',少一点试试,比如:',
      ...exampleFor(chain, option === undefined ? 1 : limit, { option, among }),
    ),
  noRoom: (left: number, kept: number) =>
    say(`名额不够了${left > 0 ? `,只剩 ${left} 个` : ''}。你原来的 ${kept} 份还在,没有变。`),
  closed: (chain: Chain, until: string | undefined, organisers: readonly string[]) =>
    word('closed', { title: data(chain.title), organisers: namesIn(organisers, 2) }) ??
    say(
      '「',
      data(chain.title),
      `」${chain.state === 'closed' || until === undefined ? '已经结束' : `已在 ${until} 截止`},名单不再改动啦。`,
      `有特殊情况请联系${chain.opener ? '发起人' : '本群运营'}`,
      ...(organisers.length > 0 ? [' ', ...namesIn(organisers, 2)] : []),
      '。',
    ),
  whoAreYou: word('whoAreYou', {}) ?? say('怎么称呼你?回复「我叫 小王」,名单里就显示它。'),
  alsoListed: (name: string, by: string) =>
    say(
      '名单里还有 ',
      data(by),
      ' 替「',
      data(name),
      '」报的一份;是你的话,请 TA 发「取消接龙 ',
      data(name),
      '」。',
    ),

  severalSame: (chain: Chain, names: readonly string[], title: string | undefined) =>
    say(
      ...namesIn(names, 10),
      ' 已经在名单里了,没有变 · ',
      ...titled(title),
      `${count(chain)}${waiting(chain)}。`,
    ),
  several: (chain: Chain, done: Done, title: string | undefined) =>
    say(
      '✅ ',
      ...joined([
        listOf('已加入', done.joined),
        listOf('已改好', done.edited),
        listOf('已取消', done.cancelled),
        listOf('排进候补', done.queued),
        listOf('原来就有', done.same),
      ]),
      ' · ',
      ...titled(title),
      `${count(chain)}${waiting(chain)}。`,
    ),
  severalNext: say('发错了就发「撤销」(60 秒内)。'),
  stillThere: (names: readonly string[]) =>
    say('你替 ', ...namesIn(names), ' 报的还在;要退发「取消接龙 名字」。'),
  onlyOthers: (names: readonly string[]) =>
    say(
      '你自己没有报名,替 ',
      ...namesIn(names),
      ' 报的要退哪个?发「取消接龙 名字」,都退发「取消接龙 全部」。',
    ),
  notYours: (name: string, by: string) =>
    say('「', data(name), '」是 ', data(by), ' 报的,请 TA 或运营来改。'),
  noSuchName: (name: string) => say('你的报名里没有「', typedBack(name), '」。发「我的接龙」看看有哪些。'),
  noSuchPlace: (number: number) =>
    say(`第 ${number} 位不在你的报名里,或已经不在名单上。发「接龙列表」看最新的。`),
  placeEcho: (number: number, name: string) =>
    say(`名单有变化。你说的第 ${number} 位是 `, data(name), ',取消吗?'),

  movedUp: (names: readonly string[]) =>
    word('movedUp', { names: namesIn(names) }) ?? say('候补的 ', ...namesIn(names), ' 已补上。'),
  movedUpPost: (chain: Chain, people: readonly MovedUp[], more: number, organisers: readonly Part[]) =>
    word('movedUpPost', {
      people: movedUpNames(people, more),
      title: data(chain.title),
      count: countOf(chain),
    }) ??
    say(
      '🎉 ',
      ...movedUpNames(people, more),
      ',有位置了,你已从候补转为正式 · ',
      ...titled(chain.title),
      count(chain),
      '。来不了请发「取消接龙」。',
      ...(organisers.length > 0
        ? ['(发起人 ', ...organisers.flatMap((one, n) => (n > 0 ? ['、', one] : [one])), ' 知悉)']
        : []),
    ),

  mine: (n: number, chain: Chain, line: Line, before: number | undefined) =>
    say(
      `#${n} `,
      data(chain.title),
      `:${before === undefined ? '已报名' : `候补第 ${before + 1} 位`},`,
      ...(line.option === undefined ? [] : [data(line.option), ' ']),
      `${line.quantity} 份${line.paid ? '(已付)' : ''}`,
      ...(line.remark ? [',备注「', data(line.remark), '」'] : []),
      ` · ${count(chain)}${waiting(chain)}`,
    ),
  mineOnlyFor: (n: number, chain: Chain) =>
    say(`#${n} `, data(chain.title), `:自己没报 · ${count(chain)}${waiting(chain)}`),
  mineFor: (others: readonly string[]) => say('　替别人报的:', ...namesIn(others, 10)),
  mineNone: word('mineNone', {}) ?? say('你还没有参加进行中的接龙,发「接龙列表」看看有什么。'),
  vacancy: (n: number, chain: Chain, until: string | undefined) => {
    const left = roomOf(chain);
    const parts = offered(chain).length > 0 ? ['(', ...choices(chain), ')'] : [];
    const state = isFull(chain)
      ? '满了,现在报名会排进候补'
      : Number.isFinite(left)
        ? `还差 ${left} 位`
        : '不限人数,随时能来';
    return say(
      `#${n} `,
      data(chain.title),
      `:${state}`,
      ...parts,
      ` · ${count(chain)}${waiting(chain)}${until === undefined ? '' : ` · 截止 ${until}`}`,
    );
  },
  nothingToUndo: word('nothingToUndo', {}) ?? say('60 秒内没有可以撤销的接龙操作。'),
  undone: (chain: Chain, title: string | undefined) =>
    word('undone', { title: data(chain.title), count: countOf(chain) }) ??
    say('↩️ 已撤销', ...titled(title), ` · ${count(chain)}${waiting(chain)}。`),
  undonePartly: say('名额已经被别人占了,能恢复的都恢复了;发「我的接龙」看现在的情况。'),

  merged: (
    chain: Chain,
    {
      added,
      changed,
      removed,
    }: { added: readonly string[]; changed: readonly string[]; removed: readonly string[] },
    left: number,
  ) =>
    lines(
      say(
        ...joined([listOf('新增', added), listOf('修改', changed), listOf('删除', removed)]),
        ` · ${count(chain)}${waiting(chain)}。`,
      ),
      left > 0 ? say(`别人的 ${left} 条没有动,要改请本人或运营来。`) : undefined,
    ),
  mergedNothing: (chain: Chain, left: number) =>
    say(
      `和现在的名单一样,没有要改的 · ${count(chain)}${waiting(chain)}。`,
      left > 0 ? `别人的 ${left} 条没有动,要改请本人或运营来。` : '',
    ),
  pasteTooLong: (most: number) => say(`名单太长了,一次最多 ${most} 条。请分开发,或只发要加的几行。`),
  pasteNeedsOperator: say('发起接龙请找本群运营。想报名已有的接龙,发「接龙」或「+2」就好。'),
});
export type ChainTexts = ReturnType<typeof createTexts>;
