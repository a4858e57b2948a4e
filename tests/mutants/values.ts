// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how secrets and templates are written.

import { inFile, type Mutant } from './support.ts';

/** Values of another type, out of range, or that no clock and no calendar has. `⌖` is the marker. */
export const valueMutants: readonly Mutant[] = [
  ...inFile('wrong type', 'wrong-value', 'wecom.yaml', [
    ['agentId: 1000002', "agentId: ⌖'1000002'"],
    ['name: 小群', 'name: ⌖12'],
    [
      "webhooks:\n  - { id: push-01, key: '${PUSH_01}' }\n  - { id: push-02, key: '${PUSH_02}' }\n",
      'webhooks: ⌖push\n',
    ],
  ]),
  ...inFile('wrong type', 'wrong-value', 'groups.yaml', [
    ['name: 运营群', 'name: ⌖[运营群]'],
    ['tags: [newbie, beijing]', 'tags: ⌖newbie'],
    ['greetOnFirstMention: true', 'greetOnFirstMention: ⌖一直'],
    ['dailyLimit: 12', 'dailyLimit: ⌖很多'],
    ['dutyStaff: [zhangsan]', 'dutyStaff: [⌖10086]'],
    ['role: owner }', 'role: ⌖{ owner: true } }'],
    ['id: team-01\n', 'id: ⌖1\n'],
  ]),
  ...inFile('wrong type', 'wrong-value', 'settings.yaml', [
    ['webhookHosts: [hooks.example.com, crm.example.com]', 'webhookHosts: ⌖hooks.example.com'],
    ['dailyLimit: 10', "dailyLimit: ⌖'10'"],
    ['approvalAbove: none', 'approvalAbove: ⌖many'],
    ['testGroup: team-01', 'testGroup: ⌖[team-01]'],
  ]),
  ...inFile('wrong type', 'wrong-value', 'rules/faq.yaml', [
    ['priority: 10', 'priority: ⌖高'],
    ['stop: true', "stop: ⌖'true'"],
    ["groups: ['newbie-*']", 'groups: ⌖newbie-01'],
    ['- reply: 发票请在「我的订单」里申请。', '- reply: ⌖[发票]'],
    ['text.all: [退款, 多久]', 'text.all: ⌖{ 退款: 多久 }'],
    ['- reply: 正在查,请稍等。', '- reply: ⌖42'],
    ["- log: '{{ text }}'", '- log: ⌖true'],
    ['member.isStaff: false', 'member.isStaff: ⌖0'],
    ['text.fuzzy: [查一下订单]', 'text.fuzzy: [⌖12345]'],
    ['cooldown: { per: member, for: 1h }', 'cooldown: ⌖1h'],
    ['any:\n          - member.role: [member, helper]\n          - member.tag: 老朋友', 'any: ⌖老朋友'],
  ]),
  ...inFile('wrong type', 'wrong-value', 'rules/people.yaml', [
    ['max: 8 }', "max: ⌖'8' }"],
    ['merge: { window: 20s, max: 8 }', 'merge: ⌖20s'],
    ['when: [{ event.key: [signup, join] }]', 'when: ⌖{ event.key: signup }'],
    ['member.nicknameValid: true', 'member.nicknameValid: ⌖1'],
    ['do: [{ reply: 收到 }]', 'do: ⌖收到'],
    ['tag: 新会员', 'tag: ⌖[新会员]'],
    ['text.any: 内推', 'text.any: ⌖7'],
  ]),
  ...inFile('wrong type', 'wrong-value', 'nicknames.yaml', [
    ['上海: [shanghai]', '上海: ⌖shanghai'],
    ["separator: '/'", 'separator: ⌖1'],
    ['optional: true', 'optional: ⌖maybe'],
    ['length: 4', "length: ⌖'4'"],
  ]),
  ...inFile('wrong type', 'wrong-value', 'checkins.yaml', [
    ['days: 21', "days: ⌖'21'"],
    ['title: 读书', 'title: ⌖3'],
    ["- { open: '06:00', close: '09:30', grace: 10m }", '- ⌖06:00-09:30'],
  ]),
  ...inFile('wrong type', 'wrong-value', 'chains.yaml', [
    ['capacity: 20', 'capacity: ⌖二十'],
    ['groups: [tag:newbie]', 'groups: ⌖tag:newbie'],
  ]),
  ...inFile('wrong type', 'wrong-value', 'broadcasts.yaml', [
    ['text: 早上好,今天的话题来啦。', 'text: ⌖[早上好]'],
    ["content: { markdown: '**今晚八点**见' }", 'content: ⌖今晚八点见'],
  ]),
  ...inFile('wrong type', 'wrong-value', 'texts.yaml', [["tooLong: '最多 {{ max }} 个字'", 'tooLong: ⌖20']]),
  ...inFile('YAML 1.1 trap', 'wrong-value', 'rules/faq.yaml', [
    ['stop: true', 'stop: ⌖yes'],
    ['mode: shadow', 'mode: ⌖off-'],
    ['member.isStaff: false', 'member.isStaff: ⌖no'],
    ["time.between: '09:00-18:00'", 'time.between: ⌖9:00'],
  ]),
  ...inFile('YAML 1.1 trap', 'wrong-value', 'groups.yaml', [
    ['greetOnFirstMention: true', 'greetOnFirstMention: ⌖on'],
    ['dailyLimit: 12', 'dailyLimit: ⌖1_2'],
    ["dayStartsAt: '04:00'", 'dayStartsAt: ⌖4'],
    ['name: 运营群', 'name: ⌖~'],
    ['name: 会员群', 'name: ⌖0x1F'],
  ]),
  ...inFile('YAML 1.1 trap', 'wrong-value', 'checkins.yaml', [['days: 21', 'days: ⌖0o25.0']]),
  ...inFile('YAML 1.1 trap', 'wrong-value', 'wecom.yaml', [['agentId: 1000002', 'agentId: ⌖1_000_002']]),
  ...inFile('YAML 1.1 trap', 'wrong-value', 'rules/people.yaml', [
    ['time.workday: true', 'time.workday: ⌖Yes'],
    ['do: [{ reply: 收到 }]', 'do: [{ reply: ⌖1e3 }]'],
    ['event.late: false', 'event.late: ⌖off'],
  ]),
  ...inFile('value not on the list', 'wrong-value', 'settings.yaml', [
    ['language: zh', 'language: ⌖cn'],
    ['reply: first-wins', 'reply: ⌖first'],
  ]),
  ...inFile('value not on the list', 'wrong-value', 'groups.yaml', [
    ['kind: appchat', 'kind: ⌖appChat'],
    ['kind: customer', 'kind: ⌖external'],
    ['role: helper', 'role: ⌖assistant'],
    ['timezone: Asia/Shanghai', 'timezone: ⌖Asia/Beijing'],
  ]),
  ...inFile('value not on the list', 'wrong-value', 'rules/faq.yaml', [
    ['mode: shadow', 'mode: ⌖dark'],
    ['per: member', 'per: ⌖user'],
    ['group.kind: internal', 'group.kind: ⌖inner'],
    ['member.role: [member, helper]', 'member.role: [member, ⌖boss]'],
    ['time.weekday: [mon, 周二]', 'time.weekday: [mon, ⌖星期二]'],
  ]),
  ...inFile('value not on the list', 'wrong-value', 'rules/people.yaml', [
    ['mention: newcomers', 'mention: ⌖everyone'],
  ]),
  ...inFile('value not on the list', 'wrong-value', 'nicknames.yaml', [['kind: digits', 'kind: ⌖number']]),
  ...inFile('value not on the list', 'wrong-value', 'checkins.yaml', [
    ['frequency: daily', 'frequency: ⌖monthly'],
    ['[一, 三, 五]', '[一, ⌖3, 五]'],
  ]),
  ...inFile('value not on the list', 'wrong-value', 'broadcasts.yaml', [
    ['missed: latest-once', 'missed: ⌖latest'],
    ['quiet: hold', 'quiet: ⌖wait'],
  ]),
  ...inFile('value not on the list', 'wrong-value', 'wecom.yaml', [['mode: callback', 'mode: ⌖polling']]),
  ...inFile('out of range', 'wrong-value', 'groups.yaml', [
    ['dailyLimit: 12', 'dailyLimit: ⌖0'],
    ['id: team-01\n', `id: ⌖${'a'.repeat(65)}\n`],
    ['id: vip-01\n', 'id: ⌖VIP-01\n'],
    ['tags: [vip]', "tags: [⌖'v i p']"],
  ]),
  ...inFile('out of range', 'wrong-value', 'settings.yaml', [
    ['dailyLimit: 10', 'dailyLimit: ⌖1001'],
    ['approvalAbove: none', 'approvalAbove: ⌖-1'],
  ]),
  ...inFile('out of range', 'wrong-value', 'rules/people.yaml', [
    ['max: 8 }', 'max: ⌖51 }'],
    ['id: streak\n', 'id: ⌖Streak\n'],
    ['tag: 新会员', "tag: ⌖'新 会员'"],
  ]),
  ...inFile('out of range', 'wrong-value', 'rules/faq.yaml', [
    ['priority: 10', 'priority: ⌖1.5'],
    ['text.fuzzy: [查一下订单]', `text.fuzzy: [⌖${'单'.repeat(201)}]`],
    ["- log: '{{ text }}'", `- log: ⌖'${'x'.repeat(501)}'`],
  ]),
  ...inFile('out of range', 'wrong-value', 'nicknames.yaml', [
    ['length: 4', 'length: ⌖33'],
    ["separator: '/'", "separator: ⌖'----'"],
    ['min: 2, max: 10', 'min: ⌖11, max: 10'],
  ]),
  ...inFile('out of range', 'wrong-value', 'checkins.yaml', [
    ['days: 21', 'days: ⌖1001'],
    ['min: 5', 'min: ⌖0'],
  ]),
  ...inFile('out of range', 'wrong-value', 'chains.yaml', [
    ['perMember: 3', 'perMember: ⌖1000'],
    ['capacity: 20', 'capacity: ⌖0'],
  ]),
  ...inFile('empty', 'wrong-value', 'groups.yaml', [
    ['name: 会员群', "name: ⌖''"],
    ["groups: ['newbie-*'] }", 'groups: ⌖[] }'],
    ['only: [chain.new]', 'only: ⌖[]'],
  ]),
  ...inFile('empty', 'wrong-value', 'rules/faq.yaml', [
    ['text.any: [发票, 开票]', 'text.any: ⌖[]'],
    ['text.equals: [人工, 找人工]', "text.equals: [人工, ⌖' ']"],
    ['not: { text.starts: [不用] }', 'not: ⌖{}'],
    ["- log: '{{ text }}'", '- ⌖{}'],
    ["groups: ['newbie-*']", 'groups: ⌖[]'],
    ['all: [{ group.kind: internal }, { group.tag: newbie }]', 'all: ⌖[]'],
  ]),
  ...inFile('empty', 'wrong-value', 'rules/people.yaml', [
    ["do: [{ send: '{{ member.name }},来打个卡吧' }]", 'do: ⌖[]'],
  ]),
  ...inFile('empty', 'wrong-value', 'nicknames.yaml', [
    ['          北京: [beijing, 帝都]\n          上海: [shanghai]\n', '            ⌖{}\n'],
  ]),
  ...inFile('empty', 'wrong-value', 'broadcasts.yaml', [
    ['text: 早上好,今天的话题来啦。', "text: ⌖''"],
    ["to: [tag:newbie, '!newbie-02']", 'to: ⌖[]'],
  ]),
  ...inFile('empty', 'wrong-value', 'chains.yaml', [['title: 聚餐', "title: ⌖' '"]]),
  ...inFile('empty', 'wrong-value', 'texts.yaml', [["saved: '改好啦:{{ card }}'", "saved: ⌖''"]]),
  ...inFile('bad duration', 'wrong-value', 'rules/faq.yaml', [['for: 1h', 'for: ⌖an hour']]),
  ...inFile('bad duration', 'wrong-value', 'rules/people.yaml', [
    ['window: 20s', 'window: ⌖20'],
    ['for: 30d', 'for: ⌖30days'],
    ['after: 10m', 'after: ⌖-10m'],
    ['after: 1d', 'after: ⌖400d'],
  ]),
  ...inFile('bad duration', 'wrong-value', 'rules/people.yaml', [['window: 20s', 'window: ⌖2h']]),
  ...inFile('bad duration', 'wrong-value', 'checkins.yaml', [
    ['grace: 10m', 'grace: ⌖一会儿'],
    ['grace: 10m }', 'grace: ⌖13h }'],
  ]),
  ...inFile('bad duration', 'wrong-value', 'broadcasts.yaml', [['grace: 30m', 'grace: ⌖half an hour']]),
  ...inFile('bad date', 'wrong-value', 'checkins.yaml', [
    ['start: 2026-01-01', 'start: ⌖2026-02-30'],
    ['end: 2027-12-31', 'end: ⌖2025-12-31'],
    ['start: 2026-02-01', 'start: ⌖2026/02/01'],
  ]),
  ...inFile('bad date', 'wrong-value', 'chains.yaml', [
    ["'2027-12-04 18:00'", "⌖'2027-13-04 18:00'"],
    ["'2027-12-04 18:00'", '⌖周六六点'],
    ["'2027-12-04 18:00'", "⌖'2027-12-04 25:00'"],
  ]),
  ...inFile('bad date', 'wrong-value', 'broadcasts.yaml', [
    ["'2027-01-01'", "⌖'2027-1-1'"],
    ["'2027-12-31'", "⌖'2027-02-31'"],
    ["'2027-01-10 20:00'", "⌖'2027-01-10 8pm'"],
    ["'2027-01-10 20:00'", "⌖'2027-02-30 20:00'"],
    ["'2027-02-10T20:00:00+08:00'", "⌖'2027-02-10T26:00:00+08:00'"],
  ]),
  ...inFile('bad time range', 'wrong-value', 'rules/faq.yaml', [
    ["'09:00-18:00'", '⌖9点到18点'],
    ["'09:00-18:00'", "⌖'09:00-09:00'"],
    ["'09:00-18:00'", "⌖'25:00-26:00'"],
    ["'09:00-18:00'", "['09:00-12:00', ⌖'14:00']"],
  ]),
  ...inFile('bad time range', 'wrong-value', 'groups.yaml', [
    ['quietHours: 22:30-08:00', 'quietHours: ⌖22:30'],
    ['quietHours: 22:30-08:00', 'quietHours: ⌖22:30-22:30'],
    ["dayStartsAt: '04:00'", "dayStartsAt: ⌖'24:30'"],
  ]),
  ...inFile('bad time range', 'wrong-value', 'settings.yaml', [
    ['22:00-07:30', '⌖晚上十点到早上七点'],
    ["'03:00'", '⌖3点'],
  ]),
  ...inFile('bad time range', 'wrong-value', 'checkins.yaml', [
    ["open: '06:00'", "open: ⌖'6'"],
    ["close: '09:30'", "close: ⌖'09:75'"],
  ]),
  ...inFile('bad number test', 'wrong-value', 'rules/people.yaml', [
    ["'>= 30'", "⌖'=> 30'"],
    ["'>= 30'", '⌖三十'],
    ["'< 500'", "⌖'< 五百'"],
    ["'>= 7'", "⌖'at least 7'"],
    ['event.late: false', 'event.late: ⌖不'],
  ]),
];
