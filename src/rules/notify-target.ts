import type { MemberRef } from '../domain/chat.ts';
import { type Community, type Group, roleRank, selectGroups } from '../domain/community.ts';

/** Who is told about a group, and by which app. */
export interface NotifyTarget {
  readonly app: string;
  readonly to: readonly MemberRef[];
}

/** `dutyStaff`, else the operators in scope; by the group's app, else the first one. Undefined when nobody can be told. */
export function notifyTarget(community: Community, group: Group): NotifyTarget | undefined {
  const app = appOf(community, group);
  const to = group.dutyStaff.length > 0 ? group.dutyStaff : operatorsOf(community, group);
  return app === undefined || to.length === 0 ? undefined : { app, to };
}

/** The app that writes to people about this group. */
export const appOf = (community: Community, group: Group): string | undefined =>
  group.bindings.find((binding) => binding.type === 'app')?.app ?? community.channels.apps[0]?.id;

/** Everybody with an operator's role or more in a group, single-power grants left out. */
export const operatorsOf = (community: Community, group: Group): MemberRef[] => {
  // Selecting among this one group asks whether it is in scope, without going through all of them.
  const alone = { ...community, groups: new Map([[group.id, group]]) };
  const found = new Map<string, MemberRef>();
  for (const { member, role, groups, only } of community.operators) {
    if (only || roleRank[role] < roleRank.operator) continue;
    if (groups && selectGroups(alone, groups).length === 0) continue;
    found.set(member.id, member);
  }
  return [...found.values()];
};
