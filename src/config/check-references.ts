import { chatKey } from '../domain/chat.ts';
import { addressOf, type Community } from '../domain/community.ts';
import { checkSelectors } from '../rules/check-selectors.ts';
import { didYouMean, didYouMeanOrOneOf } from './closest.ts';
import { bindingOf } from './community.ts';
import type { Complaint } from './file-problems.ts';
import type { GroupsFile } from './groups.ts';
import type { Settings } from './settings.ts';
import type { WecomSettings } from './wecom.ts';

/** Ids that stand twice in one list. */
const twice = (list: string, entries: readonly { readonly id: string }[]): Complaint[] =>
  entries.flatMap(({ id }, n) =>
    entries.findIndex((other) => other.id === id) < n
      ? [{ path: [list, n, 'id'], code: 'duplicate', message: `「${id}」写了两次。`, hint: '请换一个 id。' }]
      : [],
  );

export function checkWecom(wecom: WecomSettings): Complaint[] {
  const { apps, aibots, robots, webhooks } = wecom;
  const sockets = aibots.flatMap(({ id, mode }, n): Complaint[] =>
    mode === 'websocket'
      ? [
          {
            path: ['aibots', n, 'mode'],
            code: 'not-yet',
            severity: 'warning',
            message: `这个版本还不连接长连接,机器人「${id}」收不到消息。`,
            hint: '请先用 mode: callback。',
          },
        ]
      : [],
  );
  return [
    ...twice('apps', apps),
    ...twice('aibots', aibots),
    ...twice('robots', robots),
    ...twice('webhooks', webhooks),
    ...sockets,
  ];
}

/** Names in `groups.yaml` that nobody declared, chats bound twice, operators of no group. */
export function checkGroups(file: GroupsFile, wecom: WecomSettings, community: Community): Complaint[] {
  const complaints = twice('groups', file.groups);
  const declared = {
    aibot: wecom.aibots.map(({ id }) => id),
    robot: wecom.robots.map(({ id }) => id),
    app: wecom.apps.map(({ id }) => id),
    webhook: wecom.webhooks.map(({ id }) => id),
  };
  const bound = new Map<string, string>();
  for (const [n, group] of file.groups.entries()) {
    for (const [m, entry] of group.channels.entries()) {
      const binding = bindingOf(entry);
      if (!binding) continue;
      const name = entry[binding.type] ?? '';
      const path = ['groups', n, 'channels', m];
      if (!declared[binding.type].includes(name))
        complaints.push({
          path: [...path, binding.type],
          code: 'unknown-channel',
          message: `wecom.yaml 里没有叫「${name}」的 ${binding.type}。`,
          hint: didYouMeanOrOneOf(name, declared[binding.type]),
        });
      if (binding.type === 'app' && group.kind === 'internal')
        complaints.push({
          path: [...path, 'app'],
          code: 'wrong-kind',
          message: '内部群不能绑定应用。',
          hint: '应用群写 kind: appchat,客户群写 kind: customer。',
        });
      if (binding.type !== 'app' && group.kind === 'customer')
        complaints.push({
          path: [...path, binding.type],
          code: 'wrong-kind',
          message: `客户群进不了机器人,不能绑定 ${binding.type}。`,
          hint: '请改成 { app: …, chatId: … }。',
        });
      const address = addressOf(binding);
      const key = address ? chatKey(address) : `webhook/${name}`;
      const other = bound.get(key);
      if (other !== undefined)
        complaints.push({
          path: [...path, address ? 'chatId' : 'webhook'],
          code: 'bound-twice',
          message: `这个${address ? '会话' : ' webhook '}已经绑定到群「${other}」。`,
          hint: '一个会话只能属于一个群,请删掉一处。',
        });
      else bound.set(key, group.id);
    }
    if (group.channels.length === 0)
      complaints.push({
        path: ['groups', n],
        code: 'no-channel',
        severity: 'warning',
        message: `群「${group.id}」还没有绑定通道,机器人在里面听不到也说不了。`,
        hint: '请写 channels,或在群里发「/绑定」。',
      });
  }
  for (const [n, { groups }] of file.operators.entries())
    complaints.push(...selectorComplaints(community, groups, ['operators', n, 'groups']));
  return complaints;
}

export const checkSettings = (settings: Settings, community: Community): Complaint[] => {
  if (settings.testGroup === undefined || community.testGroup !== undefined) return [];
  const { testGroup } = settings;
  return [
    {
      path: ['testGroup'],
      code: 'unknown-group',
      message: `没有叫「${testGroup}」的群。`,
      hint: didYouMean(testGroup, community.groups.keys()),
    },
  ];
};

/** Formats named while there is no `nicknames.yaml`; with one, its own check compares the names. */
export const checkNicknameFormats = (file: GroupsFile): Complaint[] =>
  file.groups.flatMap(({ nicknameFormat }, n) =>
    nicknameFormat === undefined
      ? []
      : [
          {
            path: ['groups', n, 'nicknameFormat'],
            code: 'unknown-format',
            message: `没有 nicknames.yaml,找不到名片格式「${nicknameFormat}」。`,
            hint: '请加上这个文件,或删掉 nicknameFormat。',
          },
        ],
  );

/** Single powers (`only:`) that no command has. `powers` is the registry's list. */
export const checkPowers = (file: GroupsFile, powers: readonly string[]): Complaint[] =>
  file.operators.flatMap(({ only }, n) =>
    (only ?? []).flatMap((power, m) =>
      powers.includes(power)
        ? []
        : [
            {
              path: ['operators', n, 'only', m],
              code: 'unknown-power',
              message: `没有叫「${power}」的权限。`,
              hint: didYouMean(power, powers) ?? `可以写:${[...powers].sort().join('、')}。`,
            },
          ],
    ),
  );

export const selectorComplaints = (
  community: Community,
  selectors: readonly string[] | undefined,
  path: readonly PropertyKey[],
): Complaint[] =>
  checkSelectors(community, selectors ?? []).map(({ index, severity, message, unknown }) => ({
    path: [...path, index],
    code: 'unknown-group',
    severity,
    message,
    hint: unknown && didYouMeanOrOneOf(unknown.typed, unknown.candidates),
  }));
