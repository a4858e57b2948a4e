import { z } from 'zod';
import { showMoment } from '../../calendar/show-moment.ts';
import type { Command, CommandContext } from '../../commands/command.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines } from '../../domain/message.ts';
import { askConfirm } from '../confirm/ask-confirm.ts';
import { type Desk, newChain } from './desk.ts';
import { chainList, untilOf } from './list.ts';
import { type AtDesk, chainNumber, wordPick } from './member-commands.ts';
import { type Plan, parsePlan, planSchema } from './parse-plan.ts';
import { pickChain } from './pick.ts';
import { texts } from './texts.ts';

const closeSchema = z.object({ chain: z.int() });

export const operatorCommands = (atDesk: AtDesk): Command[] => {
  const shared = { minRole: 'operator', places: ['group'], section: '接龙' } as const;
  return [
    {
      ...shared,
      power: 'chain.new',
      name: '/接龙 新建',
      aliases: ['/接龙 开始', '/chain new'],
      summary: '开一个接龙',
      examples: ['/接龙 新建 周六徒步 | 限20人 | 截止 周五18:00 | 每人限3'],
      run: atDesk((context, desk, _, typed) => plan(context, desk, typed)),
      confirmed: (context, planned) =>
        atDesk((_, desk) => start(context, desk, planSchema.parse(planned)))(context, '', ''),
    },
    {
      ...shared,
      power: 'chain.close',
      name: '/接龙 关闭',
      aliases: ['/接龙 结束', '/chain close'],
      summary: '关闭一个接龙,名单保留',
      examples: ['/接龙 关闭', '/接龙 关闭 #2'],
      run: atDesk((context, desk, args) => {
        const picked = pickChain(desk, chainNumber(args));
        if (picked.type !== 'chain') return { reply: wordPick(context, desk, picked) };
        if (picked.chain.state !== 'open') return { reply: texts.alreadyClosed };
        return askConfirm(
          context,
          'chain.close',
          { chain: picked.n },
          texts.closeEcho(picked.n, picked.chain),
        );
      }),
      confirmed: (context, planned) =>
        atDesk((_, desk) => close(context, desk, closeSchema.parse(planned).chain))(context, '', ''),
    },
    {
      ...shared,
      power: 'chain.overview',
      name: '/接龙 列表',
      aliases: ['/接龙', '/chain'],
      summary: '看进行中的接龙',
      examples: ['/接龙 列表'],
      run: atDesk((context, desk, args) => {
        const open = desk.open().map(({ n, chain }) => texts.running(n, chain, untilOf(context, chain)));
        const help = args !== '' || open.length === 0;
        return {
          reply: lines(
            args === '' ? undefined : texts.unknownUse(args),
            ...(open.length > 0 ? open : [texts.none]),
            help ? texts.operatorHelp : undefined,
          ),
        };
      }),
    },
  ];
};

function plan(context: CommandContext, desk: Desk, typed: string): Outcome {
  const zone = desk.group.timezone;
  const read = parsePlan(typed, context.event.at, zone);
  if (read.ok) {
    const { title, capacity, perMember, deadline } = read.plan;
    const parts = [
      ...(capacity === undefined ? [] : [`限 ${capacity} 人`]),
      ...(perMember === undefined ? [] : [`每人最多 ${perMember} 份`]),
      ...(deadline === undefined ? [] : [`${showMoment(deadline, zone)} 截止`]),
    ];
    return askConfirm(context, 'chain.new', read.plan, texts.planEcho(title, parts));
  }
  switch (read.reason) {
    case 'no-title':
      return { reply: texts.planTitle };
    case 'long-title':
      return { reply: texts.planLong };
    case 'past':
      return { reply: texts.planPast(read.field) };
    case 'unknown':
      return { reply: texts.planUnknown(read.field) };
    default:
      return read.reason satisfies never;
  }
}

function start({ event }: CommandContext, desk: Desk, plan: Plan): Outcome {
  const settings = {
    title: plan.title,
    opener: event.actor,
    ...(plan.capacity !== undefined && { capacity: plan.capacity }),
    ...(plan.perMember !== undefined && { perMember: plan.perMember }),
    ...(plan.deadline !== undefined && { deadline: plan.deadline }),
  };
  const n = desk.start(newChain(settings, event.at));
  return { reply: texts.opened(n, plan.title) };
}

function close(context: CommandContext, desk: Desk, n: number): Outcome {
  const chain = desk.chain(n);
  if (chain?.state !== 'open') return { reply: texts.alreadyClosed };
  return { reply: lines(texts.closedNow, chainList(context, n, desk.end(n, chain, 'closed'))) };
}
