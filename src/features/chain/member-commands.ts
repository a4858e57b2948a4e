import type { Command, CommandContext } from '../../commands/command.ts';
import { grantsFor } from '../../domain/community.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines, type Message } from '../../domain/message.ts';
import { parseNumber } from '../../text/numbers.ts';
import { undoCheckin } from '../checkin/undo.ts';
import type { Desk } from './desk.ts';
import { chainList } from './list.ts';
import { isOnBehalf, isPastedList, matchJoin, parseJoin, remarkIn } from './parse-phrase.ts';
import { type Picked, pickChain } from './pick.ts';
import { waitingBefore } from './queue.ts';
import { entryRows, undoRows } from './rows.ts';
import { QUANTITY_MAX } from './schema.ts';
import { signUp, UNDO_MS } from './sign-up.ts';
import { texts } from './texts.ts';

/** Runs with the group's chains at hand; what the desk has gathered is added to the outcome. */
export type AtDesk = (
  run: (context: CommandContext, desk: Desk, args: string, typed: string) => Outcome,
) => Command['run'];

export const memberCommands = (atDesk: AtDesk): Command[] => {
  const shared = { minRole: 'member', places: ['group'], section: '接龙' } as const;
  return [
    {
      ...shared,
      power: 'chain.join',
      name: '接龙',
      aliases: ['报名', '我来'],
      summary: '报名接龙,再发一次就是改数量',
      examples: ['接龙', '+1', '3份', '接龙 #2', '接龙 2 备注 素食'],
      match: matchJoin,
      run: atDesk(join),
    },
    {
      ...shared,
      power: 'chain.cancel',
      name: '取消接龙',
      aliases: ['取消报名', '退出接龙', 'qxjl'],
      summary: '退出接龙',
      examples: ['取消接龙'],
      run: atDesk((context, desk, args) => {
        const picked = pickChain(desk, parseJoin(args));
        if (picked.type === 'unknown-title') return { reply: texts.cancelWhom(picked.title) };
        if (picked.type !== 'chain') return { reply: wordPick(context, desk, picked) };
        return signUp(context, desk, picked.n, picked.chain, { quantity: 0 });
      }),
    },
    {
      ...shared,
      power: 'chain.list',
      name: '接龙列表',
      aliases: ['接龙名单', '报名名单', '看接龙', '查看接龙', '查接龙', '空缺', 'jllb'],
      summary: '看接龙名单',
      examples: ['接龙列表', '接龙列表 全部'],
      run: atDesk(showList),
    },
    {
      ...shared,
      power: 'chain.mine',
      name: '我的接龙',
      aliases: ['我的报名', 'wdjl'],
      summary: '看我报了哪些接龙',
      examples: ['我的接龙'],
      run: atDesk(showMine),
    },
    {
      ...shared,
      power: 'chain.undo',
      name: '撤销',
      aliases: ['撤回', 'cx'],
      summary: '60 秒内撤销刚才的接龙或打卡',
      examples: ['撤销'],
      // What was changed last is taken back, whichever feature it was.
      run: (context, args, typed) =>
        undoCheckin(context, context.state.get(undoRows, context.event.actor.id)?.at) ??
        atDesk(undo)(context, args, typed),
    },
  ];
};

function join(context: CommandContext, desk: Desk, args: string): Outcome {
  if (isPastedList(args)) return { reply: texts.pasted };
  if (isOnBehalf(args)) return { reply: texts.onBehalf };
  const phrase = parseJoin(args);
  const quantity = phrase.quantity ?? 1;
  if (quantity < 1 || quantity > QUANTITY_MAX) return { reply: texts.badQuantity };
  const picked = pickChain(desk, phrase);
  if (picked.type === 'unknown-title') return { reply: texts.notUnderstood(picked.title) };
  if (picked.type !== 'chain') return { reply: wordPick(context, desk, picked) };
  const entry = desk.draft.get(entryRows(picked.n), context.event.actor.id);
  // 接龙 without a number by somebody who is in already asks nothing of the quantity.
  const kept =
    phrase.quantity === undefined && !/^\+/.test(args) && entry && entry.s !== 'x'
      ? (entry.q ?? 1)
      : quantity;
  return signUp(context, desk, picked.n, picked.chain, {
    quantity: kept,
    remark: remarkIn(context.event.text),
  });
}

function showList(context: CommandContext, desk: Desk, args: string): Outcome {
  const everything = /(^| )(全部|所有|all)( |$)/.test(args);
  const picked = pickChain(desk, parseJoin(args.replace(/全部|所有|all/, '')));
  if (picked.type !== 'chain') return { reply: wordPick(context, desk, picked) };
  return { reply: chainList(context, picked.n, picked.chain, everything ? 1000 : undefined) };
}

function showMine(context: CommandContext, desk: Desk): Outcome {
  const me = context.event.actor.id;
  const mine = desk.open().flatMap(({ n, chain }) => {
    const entry = desk.draft.get(entryRows(n), me);
    if (!entry || entry.s === 'x') return [];
    const before = entry.s === 'w' ? waitingBefore(desk.draft, n, chain, me, entry.w ?? 0) : undefined;
    return [texts.mine(n, chain, entry.q ?? 1, before)];
  });
  return { reply: mine.length > 0 ? lines(...mine) : texts.mineNone };
}

function undo(context: CommandContext, desk: Desk): Outcome {
  const me = context.event.actor.id;
  const last = desk.draft.get(undoRows, me);
  const chain = last && desk.chain(last.chain);
  if (!last || !chain || context.event.at > last.at + UNDO_MS) return { reply: texts.nothingToUndo };
  const outcome = signUp(context, desk, last.chain, chain, { quantity: last.quantity });
  // Undone once; a second 撤销 is not a redo.
  desk.draft.drop(undoRows, me);
  return outcome;
}

export const wordPick = (
  context: CommandContext,
  desk: Desk,
  picked: Exclude<Picked, { type: 'chain' }>,
): Message => {
  switch (picked.type) {
    case 'none': {
      const { community, event, group } = context;
      const operator = grantsFor(community, event.actor.id, group).length > 0;
      return lines(texts.none, operator ? texts.noneForOperator : texts.noneForMember);
    }
    case 'which':
      return texts.which(picked.among);
    case 'unknown-number':
      return texts.unknownNumber(picked.n, desk.open());
    case 'unknown-title':
      return texts.noSuchTitle(picked.title, desk.open());
    default:
      return picked satisfies never;
  }
};
/** `#3`, `3` or nothing, as operators name a chain. */
export const chainNumber = (args: string): { chain?: number; title?: string } => {
  const typed = args.replace(/^#\s*/, '').trim();
  const number = parseNumber(typed);
  if (number !== undefined) return { chain: number };
  return typed === '' ? {} : { title: typed };
};
