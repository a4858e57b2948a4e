import { z } from 'zod';
import type { Command, CommandContext } from '../../commands/command.ts';
import { sentences } from '../../commands/sentences.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines } from '../../domain/message.ts';
import { askConfirm } from '../confirm/ask-confirm.ts';
import { exportCommand } from '../export/export-command.ts';
import type { Desk } from './desk.ts';
import { chainTable } from './export-table.ts';
import { wordPick } from './join.ts';
import { changeSettings, clear, copyLast, extend, planReopen, reopen } from './manage.ts';
import { type AtDesk, chainIn } from './member-commands.ts';
import { operatorTexts } from './operator-texts.ts';
import { parsePlan } from './parse-plan.ts';
import { PASTE_POWER, pasteConfirmed, pasteList } from './paste.ts';
import { pickChain } from './pick.ts';
import { deleteConfirmed, markPaid, paidConfirmed, planDelete, remindUnpaid } from './places.ts';
import { NEW_POWER, planNew, startPlanned, wordUnread } from './plan-new.ts';
import type { Numbered } from './rows.ts';
import { showList, untilOf } from './show-list.ts';

const chainPlan = z.object({ chain: z.int() });
type OfChain = (context: CommandContext, desk: Desk, of: Numbered, rest: string) => Outcome;

export const operatorCommands = (atDesk: AtDesk): Command[] => {
  const shared = { minRole: 'operator', places: ['group'], section: '接龙' } as const;
  const confirmed =
    (run: (context: CommandContext, desk: Desk, plan: unknown) => Outcome) =>
    (context: CommandContext, plan: unknown): Outcome =>
      atDesk((_, desk) => run(context, desk, plan))(context, '', '');
  const commands: Command[] = [
    {
      ...shared,
      power: NEW_POWER,
      name: '/接龙 新建',
      aliases: ['/接龙 创建', '/接龙 开始', '/接龙 发起', '/chain new'],
      summary: '开一个接龙;也可以直接贴微信的 #接龙',
      examples: [
        '/接龙 新建 周六徒步 | 限20人 | 截止 周五18:00 | 每人限3',
        '/接龙 新建 亲子游 | 选项 成人¥50,儿童¥20x10 | 说明 自带水',
      ],
      run: atDesk((context, desk, _, typed) => {
        const read = parsePlan(typed, context.event.at, desk.group.timezone);
        return read.ok ? planNew(context, desk, read.plan) : { reply: wordUnread(read) };
      }),
      confirmed: confirmed(startPlanned),
    },
    {
      ...shared,
      power: 'chain.settings',
      name: '/接龙 改',
      aliases: ['/接龙 修改', '/接龙 设置', '/chain set'],
      summary: '改标题、名额、每人限、选项、说明、发名单的时间',
      examples: ['/接龙 改 限30人', '/接龙 改 #2 每人限2 | 每天20:00发名单'],
      run: atDesk((context, desk, _, typed) => ofChain(context, desk, '改', typed, changeSettings)),
    },
    {
      ...shared,
      power: 'chain.close',
      name: '/接龙 关闭',
      aliases: ['/接龙 结束', '/接龙 截止', '/chain close'],
      summary: '关闭一个接龙,名单保留',
      examples: ['/接龙 关闭', '/接龙 关闭 #2'],
      run: atDesk((context, desk, args) =>
        named(context, desk, '关闭', args, (_, __, { n, chain }) =>
          chain.state === 'open'
            ? askConfirm(context, 'chain.close', { chain: n }, operatorTexts.closeEcho(n, chain))
            : { reply: operatorTexts.alreadyClosed },
        ),
      ),
      confirmed: confirmed((context, desk, plan) => close(context, desk, chainPlan.parse(plan).chain)),
    },
    {
      ...shared,
      power: 'chain.reopen',
      name: '/接龙 重开',
      aliases: ['/接龙 重新开始', '/chain reopen'],
      summary: '接着开刚结束的接龙,名单都在',
      examples: ['/接龙 重开', '/接龙 重开 #2 截止 周日18:00'],
      run: atDesk((context, desk, _, typed) => ofChain(context, desk, '重开', typed, planReopen)),
      confirmed: confirmed(reopen),
    },
    {
      ...shared,
      power: 'chain.extend',
      name: '/接龙 延期',
      aliases: ['/接龙 延长', '/chain extend'],
      summary: '改截止时间',
      examples: ['/接龙 延期 周日18:00', '/接龙 延期 2天'],
      run: atDesk((context, desk, _, typed) => ofChain(context, desk, '延期', typed, extend)),
    },
    {
      ...shared,
      power: 'chain.clear',
      name: '/接龙 清空',
      aliases: ['/chain clear'],
      summary: '清空名单,接龙还在',
      examples: ['/接龙 清空 #2'],
      run: atDesk((context, desk, args) =>
        named(context, desk, '清空', args, (_, __, { n, chain }) =>
          chain.entries + chain.waiters === 0
            ? { reply: operatorTexts.clearNothing }
            : askConfirm(context, 'chain.clear', { chain: n }, operatorTexts.clearEcho(n, chain)),
        ),
      ),
      confirmed: confirmed((_, desk, plan) => clear(desk, chainPlan.parse(plan).chain)),
    },
    {
      ...shared,
      power: 'chain.delete',
      name: '/接龙 删除',
      aliases: ['/接龙 移除', '/chain delete'],
      summary: '按名单上的编号删掉几条',
      examples: ['/接龙 删除 3', '/接龙 删除 #2 3 5'],
      run: atDesk((context, desk, _, typed) => ofChain(context, desk, '删除', typed, planDelete)),
      confirmed: confirmed(deleteConfirmed),
    },
    {
      ...shared,
      minRole: 'helper',
      power: 'chain.paid',
      name: '/接龙 已付',
      aliases: ['/接龙 付款', '/chain paid'],
      summary: '按名单上的编号记已付',
      examples: ['/接龙 已付 3', '/接龙 已付 1 2 5-8'],
      run: atDesk((context, desk, _, typed) => ofChain(context, desk, '已付', typed, markPaid(true))),
      confirmed: confirmed(paidConfirmed),
    },
    {
      ...shared,
      minRole: 'helper',
      power: 'chain.unpaid',
      name: '/接龙 未付',
      aliases: ['/chain unpaid'],
      summary: '记错了,改回未付',
      examples: ['/接龙 未付 3'],
      run: atDesk((context, desk, _, typed) => ofChain(context, desk, '未付', typed, markPaid(false))),
      confirmed: confirmed(paidConfirmed),
    },
    {
      ...shared,
      minRole: 'helper',
      power: 'chain.remind',
      name: '/接龙 催付',
      aliases: ['/接龙 催款', '/chain remind'],
      summary: '提醒还没付的人',
      examples: ['/接龙 催付'],
      run: atDesk((context, desk, args) => named(context, desk, '催付', args, remindUnpaid)),
    },
    {
      ...shared,
      power: 'chain.copy',
      name: '/接龙 复制上次',
      aliases: ['/接龙 复制', '/接龙 再来一次', '/chain copy'],
      summary: '照上次的设置再开一个',
      examples: ['/接龙 复制上次', '/接龙 复制上次 | 截止 周五18:00'],
      run: atDesk((context, desk, _, typed) => copyLast(context, desk, typed)),
    },
    exportCommand(chainTable, {
      power: 'chain.export',
      name: '/接龙 导出',
      aliases: ['/chain export'],
      summary: '把接龙名单导出成表格,私信给你',
      examples: ['/接龙 导出', '/接龙 导出 #2 csv'],
      section: shared.section,
    }),
    {
      ...shared,
      power: PASTE_POWER,
      name: '/接龙 贴名单',
      aliases: ['/接龙 导入', '/chain paste'],
      summary: '把整段名单贴回来,按编号和名字合并',
      examples: ['/接龙 贴名单 #接龙'],
      run: atDesk((context, desk, _, typed) =>
        typed === '' ? { reply: operatorTexts.pasteHow } : pasteList(context, desk, typed),
      ),
      confirmed: confirmed(pasteConfirmed),
    },
    {
      ...shared,
      power: 'chain.overview',
      name: '/接龙 列表',
      aliases: ['/接龙', '/chain'],
      summary: '看进行中的接龙',
      examples: ['/接龙 列表'],
      run: atDesk((context, desk, args) => {
        const open = desk
          .open()
          .map(({ n, chain }) => operatorTexts.running(n, chain, untilOf(context, chain)));
        const help = args !== '' || open.length === 0;
        return {
          reply: lines(
            args === '' ? undefined : operatorTexts.unknownUse(args),
            ...(open.length > 0 ? open : [wordPick(context, desk, { type: 'none' }, '')]),
            help ? operatorTexts.operatorHelp : undefined,
          ),
        };
      }),
    },
  ];
  return commands.map((command) => ({
    ...command,
    aliases: [...command.aliases, ...initialsOf(command)],
    also: numberFirst(command),
  }));
};

/** `/jl 新建`: the pinyin initials of 接龙. */
const initialsOf = ({ name, aliases }: Command): string[] =>
  [name, ...aliases].filter((one) => one.startsWith('/接龙')).map((one) => one.replace('/接龙', '/jl'));

/** `/接龙 #2 改 …` and `/接龙 延期到周六`: what stands elsewhere than usual, put in its place. */
const numberFirst = ({ name }: Command): NonNullable<Command['also']> => {
  const verb = name.slice('/接龙 '.length);
  return sentences(
    new RegExp(`^/ ?接龙 ?(?<args>#\\d{1,9}) ?${verb}(?<rest> .*)?$`, 'su'),
    new RegExp(`^/ ?接龙 ?${verb} ?(?<args>[到至].+)$`, 'su'),
  );
};

/** `#2 …`: the chain, and what follows it. */
const ofChain = (
  context: CommandContext,
  desk: Desk,
  command: string,
  typed: string,
  run: OfChain,
): Outcome => {
  const found = /^[#＃]\s*([\d０-９]{1,9})\s*\|?\s*(.*)$/su.exec(typed);
  const picked = pickChain(desk, found ? { chain: Number(found[1]?.normalize('NFKC')) } : {});
  if (picked.type !== 'chain') return { reply: wordPick(context, desk, picked, `/接龙 ${command}`) };
  return run(context, desk, picked, (found?.[2] ?? typed).trim());
};

/** A chain by number or title alone. */
const named = (context: CommandContext, desk: Desk, command: string, args: string, run: OfChain): Outcome => {
  const picked = pickChain(desk, chainIn(args));
  if (picked.type !== 'chain') return { reply: wordPick(context, desk, picked, `/接龙 ${command}`) };
  return run(context, desk, picked, '');
};

function close(context: CommandContext, desk: Desk, n: number): Outcome {
  const chain = desk.chain(n);
  if (chain?.state !== 'open') return { reply: operatorTexts.alreadyClosed };
  const ended = desk.end(n, chain, 'closed');
  return { reply: lines(operatorTexts.closedNow, showList(context, desk.draft, n, ended, { final: true })) };
}
