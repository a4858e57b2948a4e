import { isKnownYear } from '../../calendar/workday.ts';
import { type Community, type Group, selectGroups } from '../../domain/community.ts';
import { checkSelectors } from '../../rules/check-selectors.ts';
import type { ConfigProblem } from '../feature.ts';
import type { Campaign } from './campaign.ts';
import type { CampaignConfig, CheckinsConfig } from './schema.ts';

/** Nobody can check in where the bot hears nobody. A group without channels may be bound yet. */
const isDeaf = ({ bindings, capabilities }: Group): boolean =>
  bindings.length > 0 && !capabilities.hears.has('mention');
const isMute = ({ bindings, capabilities: { says } }: Group): boolean =>
  bindings.length > 0 && !says.has('text') && !says.has('markdown');

/** The campaigns of each group that can have them. */
export function campaignsByGroup(
  written: readonly { readonly one: CampaignConfig; readonly campaign: Campaign }[],
  community: Community,
): ReadonlyMap<string, Campaign[]> {
  const found = new Map<string, Campaign[]>();
  for (const { one, campaign } of written)
    for (const group of selectGroups(community, one.groups))
      if (!isDeaf(group)) found.set(group.id, [...(found.get(group.id) ?? []), campaign]);
  return found;
}

/** The same the other way round. */
export function groupsByCampaign(
  configured: ReadonlyMap<string, readonly Campaign[]>,
  community: Community,
): ReadonlyMap<Campaign, Group[]> {
  const found = new Map<Campaign, Group[]>();
  for (const group of community.groups.values())
    for (const campaign of configured.get(group.id) ?? [])
      found.set(campaign, [...(found.get(campaign) ?? []), group]);
  return found;
}

/** What the schema of `checkins.yaml` cannot see. */
export const checkCampaigns = ({ checkins }: CheckinsConfig, community: Community): ConfigProblem[] =>
  checkins.flatMap((campaign, n) => [
    ...checkSelectors(community, campaign.groups).map(({ index, severity, message, unknown }) => ({
      path: ['checkins', n, 'groups', index],
      ...(unknown && { unknown }),
      severity,
      message,
    })),
    ...checkHearing(campaign, community).map((problem) => ({
      ...problem,
      path: ['checkins', n, ...problem.path],
    })),
    ...checkYears(campaign, community).map((problem) => ({ ...problem, path: ['checkins', n, 'frequency'] })),
  ]);

function checkHearing(
  { groups, reminders, summary }: CampaignConfig,
  community: Community,
): (Pick<ConfigProblem, 'severity' | 'message'> & { readonly path: readonly PropertyKey[] })[] {
  const selected = selectGroups(community, groups);
  const deaf = selected.filter(isDeaf);
  const able = selected.filter((group) => !isDeaf(group));
  const named = groups.flatMap((selector, index) =>
    deaf.some(({ id }) => id === selector)
      ? [
          {
            path: ['groups', index],
            severity: 'error' as const,
            message: `群「${selector}」里机器人听不到消息,不能打卡。`,
          },
        ]
      : [],
  );
  if (named.length > 0) return named;
  if (deaf.length > 0) {
    const none = able.length === 0;
    const names = deaf.map(({ id }) => `「${id}」`).join('、');
    return [
      {
        path: ['groups'],
        severity: none ? 'error' : 'warning',
        message: none
          ? '选中的群里机器人都听不到消息,不能打卡。'
          : `群${names}里机器人听不到消息,那里没有这个打卡。`,
      },
    ];
  }
  const mute = reminders || summary ? able.filter(isMute) : [];
  return mute.length === 0
    ? []
    : [
        {
          path: [reminders ? 'reminders' : 'summary'],
          severity: 'warning',
          message: `群${mute.map(({ id }) => `「${id}」`).join('、')}没有能主动发消息的通道,提醒和小结发不出去。`,
        },
      ];
}

function checkYears(
  { frequency, start, end }: CampaignConfig,
  community: Community,
): Pick<ConfigProblem, 'severity' | 'message'>[] {
  if (frequency !== 'workdays' && frequency !== 'holidays') return [];
  const years = [start, end].flatMap((date) => (date === undefined ? [] : [Number(date.slice(0, 4))]));
  return [...new Set(years)]
    .filter((year) => !isKnownYear(year, community.ownDays))
    .map((year) => ({
      severity: 'warning',
      message: `${year} 年的法定节假日还没有公布,到时先按周一到周五算;公布后可以写进 holidays.yaml`,
    }));
}
