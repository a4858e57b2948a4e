import type { MemberRef } from '../domain/chat.ts';
import { chatKey } from '../domain/chat.ts';
import { addressOf, type Binding, type Channels, type Community, type Group } from '../domain/community.ts';
import { asGroupId, type GroupId, memberId } from '../domain/ids.ts';
import { capabilitiesOf } from './capabilities.ts';
import type { ChannelEntry, GroupEntry, GroupsFile } from './groups.ts';
import type { Settings } from './settings.ts';
import type { WecomSettings } from './wecom.ts';

/**
 * Groups, people and channels as the program sees them: defaults applied, capabilities worked out. Total: what
 * `checkReferences` complains about (a second group of one id, a channel nobody declared) still gives a value.
 */
export function buildCommunity(file: GroupsFile, wecom: WecomSettings, settings: Settings): Community {
  const groups = new Map<GroupId, Group>();
  const chats = new Map<string, GroupId>();
  const websockets = new Set(wecom.aibots.filter(({ mode }) => mode === 'websocket').map(({ id }) => id));
  const modeOf = (aibot: string) => (websockets.has(aibot) ? 'websocket' : 'callback');
  for (const entry of file.groups) {
    const id = asGroupId(entry.id);
    const bindings = entry.channels.map(bindingOf).filter((binding) => binding !== undefined);
    groups.set(id, groupOf(id, entry, bindings, settings, modeOf));
    for (const binding of bindings) {
      const address = addressOf(binding);
      if (address) chats.set(chatKey(address), id);
    }
  }
  const operators = file.operators.map(({ member, role, groups: selectors, only }) => ({
    member: refOf(member),
    role,
    groups: selectors,
    only,
  }));
  const testGroup = file.groups.find(({ id }) => id === settings.testGroup)?.id;
  return {
    groups,
    chats,
    operators,
    channels: channelsOf(wecom),
    testGroup: testGroup === undefined ? undefined : asGroupId(testGroup),
    language: settings.language,
  };
}

/** One entry of `channels:`; undefined only for what the schema has refused. */
export const bindingOf = ({ aibot, robot, app, webhook, chatId }: ChannelEntry): Binding | undefined => {
  if (webhook !== undefined) return { type: 'webhook', webhook };
  if (chatId === undefined) return undefined;
  if (aibot !== undefined) return { type: 'aibot', aibot, chatId };
  if (robot !== undefined) return { type: 'robot', robot, chatId };
  return app === undefined ? undefined : { type: 'app', app, chatId };
};

const groupOf = (
  id: GroupId,
  entry: GroupEntry,
  bindings: readonly Binding[],
  settings: Settings,
  modeOf: (aibot: string) => 'callback' | 'websocket',
): Group => {
  const own = <T>(value: T | null | undefined, standard: T | null): T | undefined =>
    (value === undefined ? standard : value) ?? undefined;
  return {
    id,
    name: entry.name ?? entry.id,
    kind: entry.kind,
    tags: entry.tags,
    timezone: entry.timezone,
    quietHours: own(entry.quietHours, settings.quietHours),
    dailyLimit: own(entry.dailyLimit, settings.dailyLimit),
    dayStartsAt: entry.dayStartsAt ?? settings.dayStartsAt,
    bindings,
    capabilities: capabilitiesOf(entry.kind, bindings, modeOf),
    nicknameFormat: entry.nicknameFormat,
    dutyStaff: entry.dutyStaff.map(refOf),
    greetOnFirstMention: entry.greetOnFirstMention,
  };
};

const refOf = (userid: string): MemberRef => ({ id: memberId(userid), userid });
const channelsOf = ({ aibots, apps, robots, webhooks }: WecomSettings): Channels => ({
  aibots: aibots.map(({ id, name }) => ({ id, name })),
  apps: apps.map(({ id }) => ({ id })),
  robots: robots.map(({ id }) => ({ id })),
  webhooks: webhooks.map(({ id }) => ({ id })),
});
