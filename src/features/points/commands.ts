import { shortDate } from '../../calendar/dates.ts';
import { logicalDay } from '../../calendar/logical-day.ts';
import type { Command, CommandContext } from '../../commands/command.ts';
import { findMember } from '../../commands/find-member.ts';
import { sentences } from '../../commands/sentences.ts';
import type { Group } from '../../domain/community.ts';
import type { Outcome } from '../../domain/decision.ts';
import { data, lines } from '../../domain/message.ts';
import { displayName, memberRows } from '../../domain/people.ts';
import { put } from '../../domain/state.ts';
import { parseCount } from '../../text/numbers.ts';
import { exportCommand } from '../export/export-command.ts';
import { changed } from './award.ts';
import { pointsTable } from './export-table.ts';
import { balanceOf, book, entriesOf } from './ledger.ts';
import { ranked } from './ranking.ts';
import { POINT_RULES, pointRuleRows } from './rows.ts';
import { type OwnTexts, texts } from './texts.ts';

const BOARD_LINES = 10;
const RECENT = 5;
const MOST_AT_ONCE = 10_000;

type Run = (context: CommandContext, group: Group, typed: string) => Outcome;

export const pointCommands = (own: OwnTexts): Command[] => {
  const using =
    (run: Run): Command['run'] =>
    (context, _, typed) =>
      context.group ? run(context, context.group, typed) : { reply: own.boardEmpty };
  const member = { minRole: 'member', places: ['group'], section: '积分' } as const;
  const operator = { ...member, minRole: 'operator' } as const;
  return [
    {
      ...member,
      power: 'points.mine',
      name: '我的积分',
      aliases: ['查积分', '查看积分', '看积分', 'wdjf'],
      also: sentences(
        /^(?:查看?|看看?)?(?:一?下)?我(?:现在|一共|总共|目前)?(?:还?有|的)?(?:多少|几)个?积?分了?$/u,
        /^我的?积分(?:是|有)?多少$/u,
      ),
      summary: '看我的积分和最近的明细',
      examples: ['我的积分'],
      run: using((context, group) => showMine(context, group, own)),
    },
    {
      ...member,
      power: 'points.board',
      name: '积分榜',
      aliases: ['积分排行', 'jfb'],
      summary: '看本群积分榜',
      examples: ['积分榜'],
      run: using((context) => showBoard(context, own)),
    },
    {
      ...operator,
      power: 'points.add',
      name: '/积分 加',
      aliases: ['/points add'],
      summary: '给成员加分',
      examples: ['/积分 加 @小王 5 帮忙答疑'],
      run: using((context, group, typed) => change(context, group, typed, '加')),
    },
    {
      ...operator,
      power: 'points.take',
      name: '/积分 减',
      aliases: ['/积分 扣', '/points take'],
      summary: '给成员减分',
      examples: ['/积分 减 @小王 5 重复登记'],
      run: using((context, group, typed) => change(context, group, typed, '减')),
    },
    {
      ...operator,
      power: 'points.rules',
      name: '/积分 规则',
      aliases: ['/points rules'],
      summary: '看或改每天得分上限',
      examples: ['/积分 规则', '/积分 规则 每天最多 20'],
      run: using(setRules),
    },
    exportCommand(pointsTable, {
      power: 'points.export',
      name: '/积分 导出',
      aliases: ['/points export'],
      summary: '把积分明细导出成表格,私信给你',
      examples: ['/积分 导出', '/积分 导出 csv'],
      section: operator.section,
    }),
    {
      ...operator,
      power: 'points.overview',
      name: '/积分',
      aliases: ['/points'],
      summary: '积分命令怎么用',
      examples: ['/积分'],
      run: using(() => ({ reply: texts.help })),
    },
  ];
};

function showMine({ event, state }: CommandContext, group: Group, own: OwnTexts): Outcome {
  const me = event.actor.id;
  const entries = entriesOf(state, me, 2).slice(-RECENT).toReversed();
  if (entries.length === 0) return { reply: own.mineNone };
  const place = ranked(state).find(({ member }) => member === me)?.place;
  const shown = entries.map(([at, delta, , reason]) =>
    texts.entry(shortDate(logicalDay(at * 1000, group.timezone, group.dayStartsAt)), delta, reason),
  );
  return { reply: lines(own.mine(balanceOf(state, me), place), ...shown) };
}

function showBoard({ event, state }: CommandContext, own: OwnTexts): Outcome {
  const everybody = ranked(state);
  if (everybody.length === 0) return { reply: own.boardEmpty };
  const me = everybody.find(({ member }) => member === event.actor.id);
  const rows = everybody
    .slice(0, BOARD_LINES)
    .map(({ member, place, balance }) =>
      texts.boardLine(place, displayName(state.get(memberRows, member), member), balance),
    );
  return { reply: lines(own.board, ...rows, texts.boardMe(me?.place, me?.balance ?? 0)) };
}

/** `5 @小王 帮忙` says the same as `@小王 5 帮忙`. */
const whoFirst = (typed: string): string =>
  typed.replace(/^([+-]?\d{1,9}\s*分?)[\s,，]+([@＠]?\S+)/u, '$2 $1');

function change(context: CommandContext, group: Group, typed: string, verb: '加' | '减'): Outcome {
  const { event, state } = context;
  const found =
    /^(.+?)[\s,，]+[+-]?\s*(\d{1,9}|[一二两三四五六七八九十百]+)\s*分?(?:[\s,，:：]+(.*))?$/s.exec(
      whoFirst(typed.normalize('NFKC').trim()),
    );
  const count = parseCount(found?.[2] ?? '');
  if (!found || count === undefined || count === 0) return refused(texts.howTo(verb));
  if (count > MOST_AT_ONCE) return refused(texts.tooMuch(MOST_AT_ONCE));
  const who = findMember(state, found[1] ?? '');
  if (who.type === 'none') return refused(texts.nobody(found[1] ?? ''));
  if (who.type === 'several')
    return refused(texts.several(who.candidates.slice(0, 5).map(({ userid, id }) => data(userid ?? id))));
  const { member } = who;
  // Nobody is taken below nothing by hand.
  const delta = verb === '加' ? count : -Math.min(count, Math.max(0, balanceOf(state, member.id)));
  const reason =
    (found[3] ?? '')
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim()
      .slice(0, 60) || `运营${verb}分`;
  const booked = book(state, group, member.id, {
    delta,
    reason,
    source: event.id,
    ref: '',
    capped: false,
    at: event.at,
  });
  const name = member.name ?? member.id;
  if (!booked) return refused(texts.nothingLeft(name));
  return { ...changed(member, booked, reason), reply: texts.given(name, booked.delta, booked.balance) };
}
const refused = (reply: Outcome['reply'] & object): Outcome => ({
  reply,
  trail: [{ by: 'feature:points', outcome: 'refused' }],
});

function setRules({ state }: CommandContext, _: Group, typed: string): Outcome {
  const said = typed.normalize('NFKC').trim();
  if (said === '') return { reply: texts.rules(state.get(pointRuleRows, POINT_RULES)?.cap) };
  if (/^(?:每[天日])?(?:不限|不封顶|无上限)$/.test(said))
    return { reply: texts.rulesSet(undefined), writes: [put(pointRuleRows, POINT_RULES, {})] };
  const most = /^(?:每人)?(?:每[天日])?(?:最多|上限)?\s*(\S+?)\s*分?$/.exec(said)?.[1];
  const cap = parseCount(most ?? '');
  if (cap === undefined || cap > 100_000) return refused(texts.rulesUnknown(typed));
  return { reply: texts.rulesSet(cap), writes: [put(pointRuleRows, POINT_RULES, { cap })] };
}
