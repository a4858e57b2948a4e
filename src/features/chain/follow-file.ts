import { type Community, type Group, selectGroups } from '../../domain/community.ts';
import type { FeatureTime } from '../feature.ts';
import { type Desk, timers } from './desk.ts';
import { newChain } from './new-chain.ts';
import type { ChainIndex } from './rows.ts';
import type { ChainConfig } from './schema.ts';
import { hashOf, momentOf, ownerOf, settingsOf, withSettings } from './settings.ts';

/** Chains of `chains.yaml` by group, worked out once per configuration. */
export const chainsByGroup = (
  chains: readonly ChainConfig[],
  community: Community,
): ReadonlyMap<string, readonly ChainConfig[]> => {
  const byGroup = new Map<string, ChainConfig[]>();
  for (const chain of chains)
    for (const { id } of selectGroups(community, chain.groups))
      byGroup.set(id, [...(byGroup.get(id) ?? []), chain]);
  return byGroup;
};

/** When the file alone opens a chain; undefined when a rule does. */
export const opensAt = ({ opens }: ChainConfig, group: Group): number | undefined => {
  if (opens === 'rule') return undefined;
  return opens === undefined ? Number.NEGATIVE_INFINITY : momentOf(opens, group, 0);
};

/** Whether the file wants a chain in this group that has never been opened. */
export const isDueToOpen = (
  config: ChainConfig,
  group: Group,
  index: ChainIndex | undefined,
  at: number,
): boolean => {
  const from = opensAt(config, group);
  if (from === undefined || at < from || index?.yaml?.[config.id] !== undefined) return false;
  const { deadline } = settingsOf(config, group, at);
  return typeof deadline !== 'number' || deadline > at;
};

export const openFromFile = (desk: Desk, config: ChainConfig, at: number): number => {
  const opener = ownerOf(config);
  const bare = newChain({ title: config.title, yaml: config.id, applied: hashOf(config) }, at);
  const chain = { ...withSettings(bare, settingsOf(config, desk.group, at)), ...(opener && { opener }) };
  return desk.start(chain);
};

/** Opens what the file names and nobody has used yet; edited chains follow the file, once an edit. */
export function followFile(desk: Desk, configured: readonly ChainConfig[], at: number): void {
  for (const config of configured) {
    if (isDueToOpen(config, desk.group, desk.index(), at)) {
      openFromFile(desk, config, at);
      continue;
    }
    const n = desk.index().yaml?.[config.id];
    const row = n === undefined ? undefined : desk.chain(n);
    const applied = hashOf(config);
    if (n === undefined || !row || row.applied === applied) continue;
    const edited = {
      ...withSettings(row, settingsOf(config, desk.group, row.openedAt)),
      opener: ownerOf(config),
      applied,
    };
    const runsOn = edited.deadline === undefined || edited.deadline > at;
    if (row.state === 'ended' && runsOn && edited.deadline !== row.deadline) desk.reopen(n, edited);
    else if (row.state !== 'open') desk.save(n, edited);
    else if (edited.deadline !== row.deadline || edited.post?.at !== row.post?.at) desk.setTimers(n, edited);
    if (desk.chain(n)?.state === 'open') desk.letIn(n, { ...edited, state: 'open' }, at);
  }
}

/** When the file's chains are to be looked at although nobody speaks: at once, or when they open. */
export const timesOf = (chains: readonly ChainConfig[], community: Community): FeatureTime[] =>
  chains.flatMap((config) => {
    const byMoment = new Map<number, Group[]>();
    for (const group of selectGroups(community, config.groups)) {
      const at = opensAt(config, group);
      if (at !== undefined) byMoment.set(at, [...(byMoment.get(at) ?? []), group]);
    }
    return [...byMoment].map(
      ([at, groups], n): FeatureTime => ({
        // An edit is looked at as well: the file may say more places now.
        name: `chain.${config.id}-${hashOf(config)}${n === 0 ? '' : `-${n}`}`,
        timer: timers.look,
        groups: groups.map(({ id }) => id),
        payload: {},
        once: Number.isFinite(at) ? at : 'at-once',
      }),
    );
  });
