import { z } from 'zod';
import { dateOfDay } from '../../calendar/dates.ts';
import { showDay } from '../../calendar/show-moment.ts';
import type { Command, CommandContext } from '../../commands/command.ts';
import type { Outcome } from '../../domain/decision.ts';
import { data, lines } from '../../domain/message.ts';
import { exportCommand } from '../export/export-command.ts';
import type { ExportTable } from '../export-table.ts';
import { isScheduled } from './asked-days.ts';
import type { Campaign } from './campaign.ts';
import type { AtDesk } from './commands.ts';
import { type Desk, dayOf } from './desk.ts';
import {
  endCampaign,
  namedCampaign,
  pauseCampaign,
  planCampaign,
  planEnd,
  planSchema,
  resumeCampaign,
  startCampaign,
} from './manage.ts';
import { fillIn, takeOut } from './operator-days.ts';
import { urge } from './remind.ts';
import { missingOn } from './roll-call.ts';
import { planParts } from './show-campaign.ts';
import { texts } from './texts.ts';

const endSchema = z.object({ key: z.string() });
const NAMES_MAX = 100;

/** What operators say about 打卡. */
export const operatorCommands = (atDesk: AtDesk, table: ExportTable): Command[] => {
  const operator = { minRole: 'operator', places: ['group'], section: '打卡' } as const;
  const helper = { ...operator, minRole: 'helper' } as const;
  const confirmed =
    (run: (context: CommandContext, desk: Desk, plan: unknown) => Outcome) =>
    (context: CommandContext, plan: unknown): Outcome =>
      atDesk((_, desk) => run(context, desk, plan))(context, '', '');
  const named = (verb: string, run: (desk: Desk, campaign: Campaign) => Outcome) =>
    atDesk((_, desk, typed) => {
      const found = namedCampaign(desk.running, typed, verb);
      return 'problem' in found ? found.problem : run(desk, found.campaign);
    });
  return [
    {
      ...operator,
      power: 'checkin.new',
      name: '/打卡 新建',
      aliases: ['/打卡 开始', '/checkin new'],
      summary: '开一个打卡活动',
      examples: ['/打卡 新建 晨读 | 每天 06:00-09:00 | 21天 | 补卡2次'],
      run: atDesk(planCampaign),
      confirmed: confirmed((context, desk, plan) => startCampaign(context, desk, planSchema.parse(plan))),
    },
    {
      ...operator,
      power: 'checkin.end',
      name: '/打卡 结束',
      aliases: ['/打卡 关闭', '/checkin end'],
      summary: '结束一个打卡活动,记录保留',
      examples: ['/打卡 结束 晨读'],
      run: atDesk(planEnd),
      confirmed: confirmed((context, desk, plan) => endCampaign(context, desk, endSchema.parse(plan).key)),
    },
    {
      ...operator,
      power: 'checkin.pause-all',
      name: '/打卡 暂停',
      aliases: ['/checkin pause'],
      summary: '全群暂停一个打卡活动,大家不断连续',
      examples: ['/打卡 暂停 晨读'],
      run: named('暂停', pauseCampaign),
    },
    {
      ...operator,
      power: 'checkin.resume-all',
      name: '/打卡 恢复',
      aliases: ['/checkin resume'],
      summary: '恢复暂停的打卡活动',
      examples: ['/打卡 恢复 晨读'],
      run: named('恢复', resumeCampaign),
    },
    {
      ...helper,
      power: 'checkin.makeup',
      name: '/打卡 补录',
      aliases: ['/补录', '/checkin add'],
      summary: '替成员补一天',
      examples: ['/打卡 补录 @小王 昨天'],
      run: atDesk(fillIn),
    },
    {
      ...operator,
      power: 'checkin.take-out',
      name: '/打卡 撤销',
      aliases: ['/checkin remove'],
      summary: '撤掉成员某天的打卡',
      examples: ['/打卡 撤销 @小王 昨天'],
      run: atDesk(takeOut),
    },
    {
      ...helper,
      power: 'checkin.urge',
      name: '/打卡 催',
      aliases: ['/checkin urge'],
      summary: '提醒今天还没打的人',
      examples: ['/打卡 催'],
      run: named('催', urge),
    },
    {
      ...helper,
      power: 'checkin.roll-call',
      name: '/打卡 名单',
      aliases: ['/checkin list missing'],
      summary: '看今天还没打的人',
      examples: ['/打卡 名单 未打卡'],
      run: atDesk((_, desk, typed) => {
        const title = typed.replace(/未打卡|没打卡?|未打/g, '').trim();
        const found = namedCampaign(desk.running, title, '名单');
        return 'problem' in found ? found.problem : rollCall(desk, found.campaign);
      }),
    },
    exportCommand(table, {
      power: 'checkin.export',
      name: '/打卡 导出',
      aliases: ['/checkin export'],
      summary: '把打卡记录导出成表格,私信给你',
      examples: ['/打卡 导出', '/打卡 导出 晨读 csv'],
      section: operator.section,
    }),
    {
      ...helper,
      power: 'checkin.overview',
      name: '/打卡 列表',
      aliases: ['/打卡', '/checkin'],
      summary: '看本群的打卡活动',
      examples: ['/打卡 列表'],
      run: atDesk((_, desk, typed) => {
        const listed = desk.running.map((c) => texts.running(c.title, planParts(c).join(',')));
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

function rollCall(desk: Desk, campaign: Campaign): Outcome {
  const day = dayOf(desk, campaign);
  const missing = missingOn(desk, campaign, day);
  const shown = missing.slice(0, NAMES_MAX).map(({ member }) => data(member.name ?? member.id));
  const { today } = desk.view(campaign);
  const when = showDay(dateOfDay(day), today);
  // Nobody is missing where nobody was asked, and there is nothing to celebrate either.
  if (!isScheduled(campaign, dateOfDay(day), desk.where.own))
    return { reply: texts.rollCallNotAsked(campaign.title, when) };
  return { reply: texts.rollCall(campaign.title, when, shown, missing.length) };
}
