import type { Community } from '../../domain/community.ts';
import type { GroupId } from '../../domain/ids.ts';
import type { FeatureTime } from '../feature.ts';
import type { Campaign } from './campaign.ts';
import { CHECKIN_TIMER, cronOf, momentsOf, payloadOf } from './moments.ts';

/** When the campaigns of the file speak or close by themselves. Groups whose day begins at another hour have other times. */
export function timesOf(
  configured: ReadonlyMap<string, readonly Campaign[]>,
  community: Community,
): FeatureTime[] {
  const times = new Map<string, { readonly time: FeatureTime; readonly groups: GroupId[] }>();
  for (const group of community.groups.values())
    for (const campaign of configured.get(group.id) ?? [])
      for (const moment of momentsOf(campaign, group)) {
        const { what, minutes, weekday } = moment;
        const name = `checkin.${campaign.key}.${what}-${minutes}${weekday === undefined ? '' : `-${weekday}`}`;
        const known = times.get(name);
        if (known) {
          known.groups.push(group.id);
          continue;
        }
        const groups = [group.id];
        const time = { name, cron: cronOf(moment), groups, timer: CHECKIN_TIMER, payload: payloadOf(moment) };
        times.set(name, { time, groups });
      }
  return [...times.values()].map(({ time }) => time);
}
