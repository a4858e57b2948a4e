import { isKnownYear } from '../../calendar/workday.ts';
import { type Community, selectGroups } from '../../domain/community.ts';
import { checkSelectors } from '../../rules/check-selectors.ts';
import { type ConfigProblem, defineFeature } from '../feature.ts';
import { type Campaign, fromConfig } from './campaign.ts';
import { checkinCommands } from './commands.ts';
import { campaignRows, INDEX, recordRows } from './rows.ts';
import { type CheckinsConfig, checkinsSchema } from './schema.ts';

/** 打卡: check-in campaigns with windows, streaks and a board of the day. */
export const checkinFeature = defineFeature<CheckinsConfig>({
  id: 'checkin',
  file: { name: 'checkins.yaml', schema: checkinsSchema },
  events: {
    'checkin.done': {
      about: 'member',
      fields: { title: 'text', place: 'number', streak: 'number', late: 'truth' },
    },
  },
  check: checkCampaigns,
  activate: (config, { community }) => {
    const configured = byGroup(config?.checkins ?? [], community);
    const inFile = (group: string) => configured.get(group) ?? [];
    return {
      id: 'checkin',
      commands: checkinCommands(({ state }, group) => [
        ...inFile(group.id),
        ...(state.get(campaignRows, INDEX)?.list ?? []),
      ]),
      reads: (event) =>
        event.type === 'message.received' &&
        event.group !== undefined &&
        /打卡|簽到|签到|daka|dk/i.test(event.text)
          ? [
              { collection: campaignRows.collection, row: INDEX },
              ...inFile(event.group).map(({ key }) => ({
                collection: recordRows(key).collection,
                row: event.actor.id,
              })),
            ]
          : [],
    };
  },
});

const byGroup = (checkins: CheckinsConfig['checkins'], community: Community) => {
  const found = new Map<string, Campaign[]>();
  for (const config of checkins)
    for (const { id } of selectGroups(community, config.groups))
      found.set(id, [...(found.get(id) ?? []), fromConfig(config)]);
  return found;
};

function checkCampaigns({ checkins }: CheckinsConfig, community: Community): ConfigProblem[] {
  return checkins.flatMap(({ groups, frequency, start, end }, n) => {
    const selectors = checkSelectors(community, groups).map(({ index, severity, message, unknown }) => ({
      path: ['checkins', n, 'groups', index],
      ...(unknown && { unknown }),
      severity,
      message,
    }));
    const legal = frequency === 'workdays' || frequency === 'holidays';
    const unknown = legal
      ? [start, end].flatMap((date) => {
          const year = Number(date?.slice(0, 4));
          return date !== undefined && !isKnownYear(year) ? [year] : [];
        })
      : [];
    const years = [...new Set(unknown)].map((year) => ({
      path: ['checkins', n, 'frequency'],
      severity: 'warning' as const,
      message: `${year} 年的法定节假日还没有公布,到时先按周一到周五算`,
    }));
    return [...selectors, ...years];
  });
}
