import { z } from 'zod';
import { dayNumber } from '../../calendar/dates.ts';
import { logicalDay } from '../../calendar/logical-day.ts';
import type { Command, CommandContext } from '../../commands/command.ts';
import type { Group } from '../../domain/community.ts';
import { grantsFor } from '../../domain/community.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines } from '../../domain/message.ts';
import type { Campaign } from './campaign.ts';
import { checkIn } from './check-in.ts';
import { hasDay } from './day-set.ts';
import { endCampaign, planCampaign, planEnd, planSchema, startCampaign } from './manage.ts';
import { byTitle, openSpan, pickCampaign } from './pick.ts';
import { recordRows } from './rows.ts';
import { showBoard, showMine } from './show.ts';
import { planParts } from './show-campaign.ts';
import { texts } from './texts.ts';

export type CampaignsOf = (context: CommandContext, group: Group) => readonly Campaign[];
type Run = (context: CommandContext, group: Group, campaigns: readonly Campaign[], typed: string) => Outcome;
const endSchema = z.object({ key: z.string() });

export const checkinCommands = (campaignsOf: CampaignsOf): Command[] => {
  const inGroup = (context: CommandContext, typed: string, run: Run): Outcome =>
    context.group
      ? run(context, context.group, campaignsOf(context, context.group), typed)
      : { reply: texts.none };
  const using =
    (run: Run): Command['run'] =>
    (context, _, typed) =>
      inGroup(context, typed, run);
  const member = { minRole: 'member', places: ['group'], section: '打卡' } as const;
  const operator = { ...member, minRole: 'operator' } as const;
  return [
    {
      ...member,
      power: 'checkin.check-in',
      name: '打卡',
      aliases: ['签到', 'daka', 'dk'],
      summary: '今天打卡,可以带上内容',
      examples: ['打卡', '打卡 读完第3章'],
      run: using(checkInHere),
    },
    {
      ...member,
      power: 'checkin.mine',
      name: '我的打卡',
      aliases: ['我的签到', 'wddk'],
      summary: '看我的连续天数',
      examples: ['我的打卡'],
      run: using((context, group, campaigns) => {
        const shown = campaigns.slice(0, 5).map((campaign) => showMine(context, group, campaign));
        return { reply: shown.length > 0 ? lines(...shown) : noCampaign(context) };
      }),
    },
    {
      ...member,
      power: 'checkin.board',
      name: '打卡榜',
      aliases: ['打卡排行', 'dkb'],
      summary: '看今天的打卡榜',
      examples: ['打卡榜'],
      run: using((context, group, campaigns, typed) => {
        const named = byTitle(campaigns, typed)?.campaign;
        const active = running(campaigns, context, group);
        const shown = named ? [named] : (active.length > 0 ? active : campaigns).slice(0, 3);
        const boards = shown.map((campaign) => showBoard(context, group, campaign));
        return { reply: boards.length > 0 ? lines(...boards) : noCampaign(context) };
      }),
    },
    {
      ...operator,
      power: 'checkin.new',
      name: '/打卡 新建',
      aliases: ['/打卡 开始', '/checkin new'],
      summary: '开一个打卡活动',
      examples: ['/打卡 新建 晨读 | 每天 06:00-09:00 | 21天'],
      run: using((context, group, campaigns, typed) =>
        planCampaign(context, group, running(campaigns, context, group), typed),
      ),
      confirmed: (context, plan) =>
        inGroup(context, '', (_, group, campaigns) =>
          startCampaign(context, group, running(campaigns, context, group), planSchema.parse(plan)),
        ),
    },
    {
      ...operator,
      power: 'checkin.end',
      name: '/打卡 结束',
      aliases: ['/打卡 关闭', '/checkin end'],
      summary: '结束一个打卡活动,记录保留',
      examples: ['/打卡 结束 晨读'],
      run: using((context, group, campaigns, typed) =>
        planEnd(context, running(campaigns, context, group), typed),
      ),
      confirmed: (context, plan) =>
        inGroup(context, '', (_, group) => endCampaign(context, group, endSchema.parse(plan).key)),
    },
    {
      ...operator,
      power: 'checkin.overview',
      name: '/打卡 列表',
      aliases: ['/打卡', '/checkin'],
      summary: '看本群的打卡活动',
      examples: ['/打卡 列表'],
      run: using((context, group, campaigns, typed) => {
        const listed = running(campaigns, context, group).map((c) =>
          texts.running(c.title, planParts(c).join(',')),
        );
        return {
          reply: lines(
            typed === '' ? undefined : texts.unknownUse(typed),
            ...(listed.length > 0 ? listed : [texts.none]),
            texts.help,
          ),
        };
      }),
    },
  ];
};

function checkInHere(
  context: CommandContext,
  group: Group,
  campaigns: readonly Campaign[],
  typed: string,
): Outcome {
  const { event, state } = context;
  const active = running(campaigns, context, group);
  // With nothing running, the one that ended last still answers for itself.
  const among = active.length > 0 ? active : campaigns.slice(-1);
  const picked = pickCampaign(among, typed, event.at, group, (campaign, span) => {
    const record = state.get(recordRows(campaign.key), event.actor.id);
    return record !== undefined && hasDay({ base: record.b, bits: record.h }, dayNumber(span.day));
  });
  switch (picked.type) {
    case 'none':
      return { reply: noCampaign(context) };
    case 'which':
      return { reply: texts.which(picked.among.map(({ title }) => title)) };
    case 'campaign':
      return checkIn(
        context,
        group,
        picked.campaign,
        picked.content,
        among.length > 1 ? picked.campaign.title : undefined,
      );
    default:
      return picked satisfies never;
  }
}

/** Not over yet: its last day is today or later, or its last window is still open. */
const running = (campaigns: readonly Campaign[], { event }: CommandContext, group: Group): Campaign[] => {
  const today = logicalDay(event.at, group.timezone, group.dayStartsAt);
  return campaigns.filter(
    (campaign) =>
      campaign.end === undefined ||
      campaign.end >= today ||
      openSpan(campaign, event.at, group) !== undefined,
  );
};
const noCampaign = ({ community, event, group }: CommandContext) =>
  lines(
    texts.none,
    grantsFor(community, event.actor.id, group).length > 0 ? texts.noneForOperator : texts.noneForMember,
  );
