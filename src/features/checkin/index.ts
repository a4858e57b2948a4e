import { z } from 'zod';
import type { MemberRef } from '../../domain/chat.ts';
import type { Group } from '../../domain/community.ts';
import type { DecisionContext } from '../../domain/context.ts';
import type { Outcome } from '../../domain/decision.ts';
import { put, type StateView } from '../../domain/state.ts';
import { numberTestSchema, passes, readNumberTest } from '../../rules/number-test.ts';
import { defineFeature } from '../feature.ts';
import { createWord } from '../wording.ts';
import { atMoment } from './at-moment.ts';
import { type Campaign, fromConfig } from './campaign.ts';
import { campaignsByGroup, checkCampaigns, groupsByCampaign } from './check-campaigns.ts';
import { atDeskOf, memberCommands } from './commands.ts';
import { type Desk, openDesk } from './desk.ts';
import { checkinTable } from './export-table.ts';
import { hintsFor } from './hints.ts';
import { CHECKIN_TIMER, momentSchema } from './moments.ts';
import { openCheckin } from './open-checkin.ts';
import { operatorCommands } from './operator-commands.ts';
import { repairOutage } from './outage.ts';
import { createTexts } from './own-texts.ts';
import { erase, ownData } from './personal.ts';
import { campaignRows, INDEX, personRows } from './rows.ts';
import { type CheckinsConfig, checkinsSchema } from './schema.ts';
import { checkinTextKeys } from './text-keys.ts';
import { timesOf } from './times.ts';

const idSchema = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, '写 checkins.yaml 里的 id,例如 morning。');
const person = { title: 'text', campaign: 'text' } as const;

/** 打卡: check-in campaigns with windows, streaks, make-ups, reminders and boards. */
export const checkinFeature = defineFeature<CheckinsConfig>({
  id: 'checkin',
  file: { name: 'checkins.yaml', schema: checkinsSchema },
  actionSchemas: { 'open-checkin': idSchema },
  conditionSchemas: { 'member.streak': numberTestSchema },
  events: {
    'checkin.done': {
      about: 'member',
      fields: { ...person, place: 'number', streak: 'number', late: 'truth' },
    },
    'checkin.missed': { about: 'member', fields: { ...person, day: 'text', lost: 'number' } },
    'checkin.streak': { about: 'member', fields: { ...person, streak: 'number', badge: 'text' } },
  },
  texts: checkinTextKeys,
  check: checkCampaigns,
  activate: (config, { community, texts: own }) => {
    const texts = createTexts(createWord(checkinTextKeys, own));
    const written = (config?.checkins ?? []).map((one) => ({ one, campaign: fromConfig(one) }));
    const configured = campaignsByGroup(written, community);
    const runsIn = groupsByCampaign(configured, community);
    const inFile = (group: string) => configured.get(group) ?? [];
    const campaignsOf = (state: StateView, group: Group): readonly Campaign[] => {
      const own = state.get(campaignRows, INDEX)?.list ?? [];
      const file = inFile(group.id);
      // One that a rule opened here and that the file has since given to this group is the file's.
      const chat = own.filter(({ key }) => !file.some((campaign) => campaign.key === key));
      return [...file, ...chat];
    };
    const deskOf = (context: DecisionContext, group: Group, at: number): Desk =>
      openDesk(
        context,
        group,
        {
          campaigns: campaignsOf(context.state, group),
          groupsOf: (campaign) => runsIn.get(campaign) ?? [group],
        },
        at,
        texts,
      );
    const table = checkinTable(({ state, group }) => campaignsOf(state, group));
    const atDesk = atDeskOf((context, group) => deskOf(context, group, context.event.at));
    /** The longest of those that run. */
    const streakOf = (context: DecisionContext, group: Group, { id }: MemberRef): number => {
      const desk = deskOf(context, group, context.event.at);
      const streaks = desk.running.map(
        (campaign) => desk.view(campaign).standing(desk.record(campaign, id)).streak,
      );
      return Math.max(0, ...streaks);
    };
    return {
      id: 'checkin',
      commands: [...memberCommands(atDesk), ...operatorCommands(atDesk, table)],
      exports: [table],
      ownData: (context, member) =>
        context.group ? ownData(deskOf(context, context.group, context.event.at), member) : [],
      erase: (context, member) =>
        context.group ? erase(deskOf(context, context.group, context.event.at), member) : [],
      react: (context) => context.group && react(context, context.group, deskOf, inFile),
      reads: (event) =>
        event.group === undefined
          ? []
          : hintsFor(event, community.groups.get(event.group), inFile(event.group)),
      times: timesOf(configured, community),
      actions: {
        'open-checkin': (context, argument) => {
          const id = idSchema.parse(argument);
          const campaign = written.find(({ one }) => one.id === id)?.campaign;
          return context.group && campaign
            ? openCheckin(deskOf(context, context.group, context.event.at), campaign)
            : { trail: [{ by: 'action:open-checkin', outcome: 'refused', why: `没有打卡 ${id}` }] };
        },
      },
      memberFacts: {
        streak: (context, member) => (context.group ? streakOf(context, context.group, member) : 0),
      },
      checkActions: {
        'open-checkin': (argument) => {
          const typed = String(argument);
          const candidates = written.map(({ one }) => one.id);
          return candidates.includes(typed)
            ? []
            : [{ path: [], message: `checkins.yaml 里没有「${typed}」。`, unknown: { typed, candidates } }];
        },
      },
      conditions: {
        'member.streak': (value) => {
          const test = readNumberTest.parse(value);
          return ({ context, group, member }) =>
            member !== undefined && passes(test, streakOf(context, group, member));
        },
      },
    };
  },
});

type DeskOf = (context: DecisionContext, group: Group, at: number) => Desk;

function react(
  context: DecisionContext,
  group: Group,
  deskOf: DeskOf,
  inFile: (group: string) => readonly Campaign[],
): Outcome | undefined {
  const { event, state } = context;
  switch (event.type) {
    case 'timer.fired': {
      if (event.timer !== CHECKIN_TIMER) return undefined;
      const moment = momentSchema.safeParse(event.payload);
      if (!moment.success) return undefined;
      const desk = deskOf(context, group, event.at);
      const campaign = desk.campaigns.find(({ key }) => key === moment.data.campaign);
      if (!campaign) return undefined;
      const own = !inFile(group.id).includes(campaign);
      return atMoment(desk, campaign, moment.data, own);
    }
    case 'bot.away':
      return repairOutage(deskOf(context, group, event.at), event);
    case 'member.left': {
      if (inFile(group.id).length === 0 && !state.get(campaignRows, INDEX)) return undefined;
      const writes = event.members.map(({ id }) =>
        put(personRows, id, { ...state.get(personRows, id), left: event.at }),
      );
      return { writes };
    }
    case 'member.joined': {
      const desk = deskOf(context, group, event.at);
      const writes = event.members.flatMap(({ id }) => desk.welcomeBack(id));
      return writes.length > 0 ? { writes } : undefined;
    }
    default:
      return undefined;
  }
}
