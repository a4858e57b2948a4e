import { edited, inFile, type Mutant } from './support.ts';

const warned = (
  kind: string,
  code: string,
  file: string,
  rows: readonly (readonly [from: string, to: string])[],
) => inFile(kind, code, file, rows, 'warning');
const twoEdits = (kind: string, code: string, edits: readonly (readonly [string, string, string])[]) =>
  edited(kind, code, edits, 'warning');

/** What is odd and still works: it goes live, and is told. */
export const warningMutants: readonly Mutant[] = [
  ...warned('negation of an unknown group', 'unknown-group', 'rules/faq.yaml', [
    ["[tag:beijing, '!newbie-02']", "[tag:beijing, ⌖'!newbie-09']"],
    ["groups: ['newbie-*']", "groups: ['newbie-*', ⌖'!tag:nobody']"],
  ]),
  ...warned('negation of an unknown group', 'broadcast', 'broadcasts.yaml', [
    ["'!newbie-02'", "⌖'!newbie-2'"],
  ]),
  ...warned('groups that are skipped', 'skips', 'rules/faq.yaml', [
    ["groups: ['newbie-*']", 'groups: ⌖[all]'],
    ["groups: ['newbie-*']", "groups: ⌖['newbie-*', tag:vip]"],
  ]),
  ...warned('nothing to push with', 'no-push', 'rules/people.yaml', [
    ["on: checkin.done\n    groups: ['newbie-*']", 'on: checkin.done\n    groups: ⌖[quiet-01]'],
  ]),
  ...warned('nothing to push with', 'broadcast', 'broadcasts.yaml', [
    ["to: [tag:newbie, '!newbie-02']", 'to: ⌖[quiet-01]'],
  ]),
  ...warned('quiet hours', 'quiet', 'rules/clock.yaml', [["'0 18 * * 5'", "⌖'0 23 * * 5'"]]),
  twoEdits('answers that overlap', 'overlap', [
    [
      'rules/clock.yaml',
      '',
      '  - { id: again, on: message.received, groups: [newbie-01], when: ⌖[{ text.any: [投诉] }], do: [{ reply: 好 }] }\n',
    ],
  ]),
  ...warned('not yet', 'not-yet', 'wecom.yaml', [
    ['mode: callback', 'mode: ⌖websocket\n    botId: x\n    secret: y'],
  ]),
  twoEdits('file that nothing reads', 'unused-file', [['checkin.yaml', '', '⌖checkins: []\n']]),
  twoEdits('file that nothing reads', 'unused-file', [['pools/topics.yaml', '', '⌖topics: []\n']]),
  ...warned('group without a channel', 'no-channel', 'groups.yaml', [
    [
      '- id: quiet-01\n    name: 只回复不推送的群\n    kind: internal\n    tags: [silent]\n    channels:\n      - { robot: watcher, chatId: chat-quiet-01 }\n',
      '- ⌖id: quiet-01\n    kind: internal\n    tags: [silent]\n',
    ],
  ]),
];
