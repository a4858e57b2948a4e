import { dayNumber } from '../../calendar/dates.ts';
import type { Command, CommandContext } from '../../commands/command.ts';
import type { Group } from '../../domain/community.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines } from '../../domain/message.ts';
import { readAskedBoard } from './asked-board.ts';
import type { Campaign } from './campaign.ts';
import { pressedCampaign, withCheckinCard } from './card.ts';
import { cardTexts } from './card-texts.ts';
import { editWords } from './check-in.ts';
import { checkInHere } from './check-in-here.ts';
import { hasDay } from './day-set.ts';
import type { Desk } from './desk.ts';
import { makeUp } from './make-up.ts';
import { noCampaign } from './no-campaign.ts';
import { byTitle } from './pick.ts';
import {
  checkingInSomewhere,
  comingBack,
  dropping,
  lookingForMine,
  makingUp,
  pausing,
  ranking,
  reminding,
  rewriting,
  undoing,
} from './sentences.ts';
import { showBoard, showMine } from './show.ts';
import { showSharedBoard } from './show-shared.ts';
import { join, leave, pause, pauseDays, resume, setReminders } from './take-part.ts';
import { texts } from './texts.ts';
import { undoCheckin } from './undo.ts';
import { doneDays } from './view.ts';

export type DeskOf = (context: CommandContext, group: Group) => Desk;
export type AtDesk = (run: (context: CommandContext, desk: Desk, typed: string) => Outcome) => Command['run'];

export const atDeskOf =
  (deskOf: DeskOf): AtDesk =>
  (run) =>
  (context, _, typed) => {
    if (!context.group) return { reply: texts.none };
    const desk = deskOf(context, context.group);
    const of = pressedCampaign(context.event, desk);
    if (of === undefined) return run(context, desk, typed);
    if (of === 'stray') return strayCard;
    // A card is about its own campaign, however many there are.
    const running = desk.running.filter((campaign) => campaign === of);
    const outcome = run(context, { ...desk, campaigns: [of], running }, typed);
    const { reply, writes } = outcome;
    return reply ? { ...outcome, reply: withCheckinCard(desk, of, reply, writes) } : outcome;
  };
const strayCard: Outcome = {
  reply: cardTexts.stray,
  trail: [{ by: 'feature:checkin', outcome: 'refused', why: '按的是别处或早已没有的打卡的卡片' }],
};

/** What members say about 打卡. */
export const memberCommands = (atDesk: AtDesk): Command[] => {
  const member = { minRole: 'member', places: ['group'], section: '打卡' } as const;
  return [
    {
      ...member,
      power: 'checkin.check-in',
      name: '打卡',
      aliases: ['签到', 'daka', 'dk'],
      summary: '今天打卡,可以带上内容',
      examples: ['打卡', '打卡 读完第3章'],
      also: checkingInSomewhere,
      run: atDesk(checkInHere),
    },
    {
      ...member,
      power: 'checkin.make-up',
      name: '补卡',
      aliases: ['补签', '补打卡', '打卡 补卡', 'buka', 'bk'],
      also: makingUp,
      amid: ['later', 'refusal', 'notice'],
      summary: '补前几天漏掉的卡',
      examples: ['补卡', '补卡 昨天 读完第2章'],
      run: atDesk((context, desk, typed) =>
        withCampaign(context, desk, typed, '补卡', (campaign, rest) => makeUp(context, desk, campaign, rest)),
      ),
    },
    {
      ...member,
      power: 'checkin.edit',
      name: '打卡 修改',
      aliases: ['修改打卡', '改打卡'],
      summary: '改今天写的内容',
      examples: ['打卡 修改 读完第4章'],
      also: rewriting,
      run: atDesk(edit),
    },
    {
      ...member,
      power: 'checkin.undo',
      name: '打卡 撤销',
      aliases: ['撤销打卡', '撤回打卡'],
      also: undoing,
      summary: '60 秒内撤销刚才的打卡',
      examples: ['打卡 撤销'],
      run: (context) => undoCheckin(context) ?? { reply: texts.nothingToUndo },
    },
    {
      ...member,
      power: 'checkin.mine',
      name: '我的打卡',
      aliases: ['我的签到', 'wddk'],
      summary: '看我的连续天数和日历',
      also: lookingForMine,
      amid: ['question', 'later', 'notice', 'you', 'agreement', 'others'],
      examples: ['我的打卡'],
      run: atDesk((context, desk, typed) => {
        const named = typed === '' ? undefined : byTitle(desk.campaigns, typed)?.campaign;
        const shown = named ? [named] : desk.campaigns.slice(-5);
        const said = shown.map((campaign) => showMine(context, desk, campaign));
        return { reply: said.length > 0 ? lines(...said) : noCampaign(context) };
      }),
    },
    {
      ...member,
      power: 'checkin.board',
      name: '打卡榜',
      aliases: ['打卡排行', '打卡 榜', 'dkb'],
      summary: '看打卡榜:今天、本周、本月、总;加「全部」看所有群',
      also: ranking,
      amid: ['question', 'later', 'notice', 'you', 'agreement', 'others'],
      examples: ['打卡榜', '打卡榜 本周', '打卡榜 全部'],
      run: atDesk(showBoards),
    },
    {
      ...member,
      power: 'checkin.pause',
      name: '打卡 暂停',
      aliases: ['暂停打卡', '打卡 请假'],
      summary: '请几天假,不断连续',
      also: pausing,
      amid: ['refusal', 'notice', 'you'],
      examples: ['打卡 暂停 3天'],
      run: atDesk((context, desk, typed) => {
        const { campaigns, rest } = meant(desk, typed);
        // 打卡 暂停营业的感想 is a check-in about something else.
        if (pauseDays(rest) === undefined) return { reply: texts.pauseHow };
        return pause(context, desk, campaigns, rest);
      }),
    },
    {
      ...member,
      power: 'checkin.resume',
      name: '打卡 恢复',
      aliases: ['恢复打卡', '打卡 销假'],
      amid: ['refusal', 'notice'],
      summary: '结束请假',
      examples: ['打卡 恢复'],
      run: atDesk((context, desk, typed) => resume(context, desk, meant(desk, typed).campaigns)),
    },
    {
      ...member,
      power: 'checkin.leave',
      name: '打卡 退出',
      aliases: ['退出打卡'],
      also: dropping,
      summary: '不再参加打卡,记录保留',
      examples: ['打卡 退出'],
      run: atDesk((context, desk, typed) => leave(context, desk, meant(desk, typed).campaigns)),
    },
    {
      ...member,
      power: 'checkin.join',
      name: '打卡 加入',
      aliases: ['加入打卡'],
      also: comingBack,
      summary: '参加打卡,或者回来继续',
      examples: ['打卡 加入'],
      run: atDesk((context, desk, typed) => join(context, desk, meant(desk, typed).campaigns)),
    },
    {
      ...member,
      power: 'checkin.reminders',
      name: '打卡提醒',
      aliases: ['打卡 提醒'],
      summary: '要不要提醒我',
      also: reminding,
      amid: ['refusal', 'notice', 'you', 'others'],
      examples: ['打卡提醒 关', '打卡提醒 开'],
      run: atDesk(setReminders),
    },
  ];
};

/** The campaigns somebody means: the one named, else all that run. */
const meant = (desk: Desk, typed: string): { campaigns: readonly Campaign[]; rest: string } => {
  const named = byTitle(desk.running, typed);
  return named
    ? { campaigns: [named.campaign], rest: named.content }
    : { campaigns: desk.running, rest: typed };
};

function withCampaign(
  context: CommandContext,
  desk: Desk,
  typed: string,
  verb: string,
  run: (campaign: Campaign, rest: string) => Outcome,
): Outcome {
  const among = desk.running.length > 0 ? desk.running : desk.campaigns.slice(-1);
  const [only, other] = among;
  if (!only) return { reply: noCampaign(context) };
  if (!other) return run(only, typed);
  const named = byTitle(among, typed);
  return named
    ? run(named.campaign, named.content)
    : {
        reply: texts.which(
          among.map(({ title }) => title),
          verb,
        ),
      };
}

/** `打卡 修改 …`: for today's, and only where there is one. */
function edit(context: CommandContext, desk: Desk, typed: string): Outcome {
  const { event } = context;
  const done = desk.running.filter((campaign) => {
    const record = desk.record(campaign, event.actor.id);
    return hasDay(doneDays(record), dayNumber(desk.view(campaign).today));
  });
  const named = byTitle(done, typed);
  const [only, other] = done;
  const campaign = named?.campaign ?? (other ? undefined : only);
  const content = named ? named.content : typed;
  if (done.length === 0) return { reply: texts.editNone };
  if (!campaign)
    return {
      reply: texts.which(
        done.map(({ title }) => title),
        '打卡 修改',
      ),
    };
  if (content.trim() === '') return { reply: texts.editHow };
  return editWords(context, desk, campaign, content);
}

function showBoards(context: CommandContext, desk: Desk, typed: string): Outcome {
  const { period: asked, all, rest } = readAskedBoard(typed);
  const period = asked ?? '今天';
  const named = rest === '' ? undefined : byTitle(desk.campaigns, rest)?.campaign;
  const shown = named ? [named] : (desk.running.length > 0 ? desk.running : desk.campaigns).slice(-3);
  const boards = shown.map((campaign) =>
    // 总榜 of a campaign that is only here is simply its board of the whole time.
    all === 'said' || (all === 'meant' && desk.groupsOf(campaign).length > 1)
      ? showSharedBoard(context, desk, campaign, period)
      : showBoard(context, desk, campaign, period),
  );
  if (boards.length === 0) return { reply: noCampaign(context) };
  const unread = asked === undefined && rest !== '' && !named ? texts.boardOnly(rest) : undefined;
  return { reply: lines(unread, ...boards) };
}
