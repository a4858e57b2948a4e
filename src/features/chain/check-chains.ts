import { type Community, selectGroups } from '../../domain/community.ts';
import { checkSelectors } from '../../rules/check-selectors.ts';
import type { ConfigProblem } from '../feature.ts';
import type { ChainsConfig } from './schema.ts';

/** Groups nobody knows, and groups in which nobody can sign up because the bot hears no messages there. */
export function checkChains({ chains }: ChainsConfig, community: Community): ConfigProblem[] {
  return chains.flatMap(({ id, groups }, n) => {
    const path = ['chains', n, 'groups'];
    const selectors = checkSelectors(community, groups).map(({ index, severity, message, unknown }) => ({
      path: [...path, index],
      ...(unknown && { unknown }),
      severity,
      message,
    }));
    const deaf = (name: string) => {
      const group = [...community.groups.values()].find((one) => one.id === name);
      return group && group.bindings.length > 0 && !group.capabilities.hears.has('mention')
        ? group
        : undefined;
    };
    const named = groups.flatMap((name, index): ConfigProblem[] => {
      const group = deaf(name);
      return group
        ? [
            {
              path: [...path, index],
              // A robot may still be let into any other group, and bound there.
              severity: group.kind === 'customer' ? 'error' : 'warning',
              message:
                group.kind === 'customer'
                  ? `群「${group.id}」里机器人听不到消息,没法接龙。`
                  : `群「${group.id}」里机器人听不到消息,没法接龙;在群里 @ 机器人发「/绑定 ${group.id}」以后才行。`,
            },
          ]
        : [];
    });
    const all = selectGroups(community, groups);
    const none =
      named.length === 0 &&
      all.length > 0 &&
      all.every((group) => group.kind === 'customer' && deaf(group.id))
        ? [{ path, severity: 'error' as const, message: `接龙「${id}」选中的群里机器人都听不到消息。` }]
        : [];
    return [...selectors, ...named, ...none];
  });
}
