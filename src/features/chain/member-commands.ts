import type { Command, CommandContext } from '../../commands/command.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines } from '../../domain/message.ts';
import { withoutThanks } from '../../text/courtesy.ts';
import { stripEnd } from '../../text/strip-end.ts';
import { undoCheckin } from '../checkin/undo.ts';
import { CANCEL_POWER, cancelConfirmed, cancelEntries } from './cancel.ts';
import { withChainCard } from './card.ts';
import type { Desk } from './desk.ts';
import { change, readPhrase, speakUp, wordPick } from './join.ts';
import { readSaid } from './match-phrase.ts';
import { showMine } from './mine.ts';
import { pasteList } from './paste.ts';
import { parsePhrase } from './phrase.ts';
import { pickChain } from './pick.ts';
import { undoRows } from './rows.ts';
import { changing, leaving, listing, lookingForMine, lookingForPlaces, undoing } from './sentences.ts';
import { showList, untilOf } from './show-list.ts';
import { typedIn } from './typed-in.ts';
import { undo } from './undo.ts';

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
      aliases: ['报名', '我来', '代接'],
      summary: '报名接龙,再发一次就是改数量;替别人报写上名字',
      examples: ['接龙', '+1', '3份', '接龙 #2', '接龙 2 备注 素食', '+2 小明 小华', '代接 李四 2'],
      match: (folded) => (readSaid(folded) ? folded : undefined),
      run: atDesk(speak),
    },
    {
      ...shared,
      power: 'chain.change',
      name: '改接龙',
      aliases: ['改报名', '修改接龙', '修改报名', '改成', 'gjl'],
      summary: '改数量、选项或备注',
      examples: ['改接龙 2', '改接龙 备注 素食', '改接龙 小明 2'],
      also: changing,
      amid: ['mistake', 'others', 'refusal', 'you', 'later'],
      run: atDesk((context, desk, _, typed) => change(context, desk, plainOf(typed))),
    },
    {
      ...shared,
      power: CANCEL_POWER,
      name: '取消接龙',
      aliases: [
        '取消报名',
        '退出接龙',
        '退出报名',
        '不接龙了',
        '我不来了',
        '不来了',
        '我不参加了',
        '不参加了',
        '来不了了',
        'qxjl',
        'quxiaobaoming',
        'quxiaojielong',
      ],
      summary: '退出接龙;写名字就是取消替 TA 报的',
      examples: ['取消接龙', '取消接龙 小明'],
      also: leaving,
      amid: ['refusal', 'later', 'you', 'notice', 'agreement'],
      run: atDesk((context, desk, _, typed) => {
        const read = readPhrase(desk, plainOf(typed));
        if (!('phrase' in read)) return { reply: wordPick(context, desk, read, '取消接龙') };
        return cancelEntries(context, desk, read.n, read.chain, read.phrase);
      }),
      confirmed: (context, plan) =>
        atDesk((_, desk) => cancelConfirmed(context, desk, plan))(context, '', ''),
    },
    {
      ...shared,
      power: 'chain.list',
      name: '接龙列表',
      aliases: ['接龙名单', '报名名单', '报名列表', '看接龙', '查看接龙', '查接龙', 'jllb'],
      summary: '看接龙名单',
      examples: ['接龙列表', '接龙列表 全部'],
      also: listing,
      amid: LOOKING,
      run: atDesk(list),
    },
    {
      ...shared,
      power: 'chain.vacancy',
      name: '空缺',
      aliases: ['还差几个', '还有名额吗', '还有位置吗', '剩余名额', 'kq'],
      summary: '看还差几位',
      examples: ['空缺'],
      also: lookingForPlaces,
      amid: LOOKING,
      run: atDesk(vacancies),
    },
    {
      ...shared,
      power: 'chain.mine',
      name: '我的接龙',
      aliases: ['我的报名', 'wdjl'],
      summary: '看我报了哪些接龙',
      examples: ['我的接龙'],
      also: lookingForMine,
      amid: LOOKING,
      run: atDesk(showMine),
    },
    {
      ...shared,
      power: 'chain.undo',
      name: '撤销',
      aliases: ['撤回', 'cx'],
      summary: '60 秒内撤销刚才的接龙或打卡',
      examples: ['撤销'],
      also: undoing,
      amid: ['mistake', 'refusal', 'you'],
      // What was changed last is taken back, whichever feature it was.
      run: (context, args, typed) =>
        undoCheckin(context, context.state.get(undoRows, context.event.actor.id)?.at) ??
        atDesk(undo)(context, args, typed),
    },
  ];
};

/** To look changes nothing, whatever else is said. */
const LOOKING = ['room', 'question', 'later', 'notice', 'you', 'agreement', 'others', 'condition'] as const;

function speak(context: CommandContext, desk: Desk): Outcome {
  const typed = typedIn(context);
  const said = readSaid(typed);
  if (!said) return {};
  return said.verb === 'list' ? pasteList(context, desk, typed) : speakUp(context, desk, said);
}

function list(context: CommandContext, desk: Desk, args: string): Outcome {
  const everything = /(?:^| )(?:全部|所有|完整|all)(?: |$)/.test(args);
  const picked = pickChain(desk, chainIn(args.replace(/全部|所有|完整|all/, '')));
  if (picked.type !== 'chain') return { reply: wordPick(context, desk, picked, '接龙列表') };
  const { n, chain } = picked;
  const shown = showList(context, desk.draft, n, chain, everything ? { most: 1000 } : {});
  return { reply: withChainCard(context, { n, chain }, shown) };
}

function vacancies(context: CommandContext, desk: Desk, args: string): Outcome {
  const wanted = chainIn(args);
  const named = wanted.chain !== undefined || wanted.title !== undefined;
  const picked = named || desk.open().length <= 1 ? pickChain(desk, wanted) : undefined;
  if (picked && picked.type !== 'chain') return { reply: wordPick(context, desk, picked, '空缺') };
  const shown = picked ? [picked] : desk.open();
  return {
    reply: lines(...shown.map(({ n, chain }) => desk.texts.vacancy(n, chain, untilOf(context, chain)))),
  };
}

/** Thanks behind a command are no name and no title; behind 备注 they are what was to be noted. */
const plainOf = (typed: string): string =>
  stripEnd(/备注|備註/u.test(typed) ? typed : withoutThanks(stripEnd(typed)));

/** `#3`, `3`, words of a title, or nothing. */
export const chainIn = (args: string): { readonly chain?: number; readonly title?: string } => {
  const { chain, parts, words } = parsePhrase(withoutThanks(args), []);
  const number = chain ?? (words.length === 0 ? parts[0]?.quantity : undefined);
  if (number !== undefined) return { chain: number };
  const title = words.map(({ text }) => text).join(' ');
  return title === '' ? {} : { title };
};
