// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how secrets and templates are written.

import { edited, inFile, type Mutant } from './support.ts';

/** Keys nobody knows, that are missing, or that do not go together. `⌖` is the marker. */
export const keyMutants: readonly Mutant[] = [
  ...inFile('misspelt key', 'unknown-key', 'wecom.yaml', [
    ['webhooks:', '⌖webhook:'],
    ['agentId:', '⌖agentid:'],
    ['mode: callback', '⌖modus: callback'],
    ["{ id: push-01, key: '${PUSH_01}' }", "{ id: push-01, ⌖kye: '${PUSH_01}' }"],
    ['robots:', '⌖robot:'],
  ]),
  ...inFile('misspelt key', 'unknown-key', 'groups.yaml', [
    ['timezone:', '⌖timeZone:'],
    ['greetOnFirstMention:', '⌖greetOnMention:'],
    ['dutyStaff:', '⌖dutystaff:'],
    ['operators:', '⌖operator:'],
    [
      "{ member: lisi, role: operator, groups: ['newbie-*'] }",
      "{ member: lisi, role: operator, ⌖group: ['newbie-*'] }",
    ],
    ['- { webhook: push-01 }', '- { webhook: push-01, ⌖mention: true }'],
    ['quietHours: none', '⌖quiethours: none'],
  ]),
  ...inFile('misspelt key', 'unknown-key', 'settings.yaml', [
    ['language:', '⌖lang:'],
    ['approvalAbove:', '⌖approveAbove:'],
    ['dailyLimit:', '⌖dailylimit:'],
    ['reply:', '⌖replies:'],
  ]),
  ...inFile('misspelt key', 'unknown-key', 'rules/faq.yaml', [
    ['- text.any: [发票, 开票]', '- ⌖text.anny: [发票, 开票]'],
    ['cooldown: { per: member, for: 1h }', 'cooldown: { per: member, for: 1h, ⌖max: 1 }'],
    ['priority: 10', '⌖prio: 10'],
    ['stop: true', '⌖stpo: true'],
    ['mode: shadow', '⌖Mode: shadow'],
    ['- log:', '- ⌖logs:'],
    ["- notify: '", "- ⌖notfy: '"],
    ['- text.fuzzy:', '- ⌖text.fuzy:'],
    ['not: { text.starts: [不用] }', 'not: { ⌖text.start: [不用] }'],
    ['{ text: 同事马上来 }', '{ ⌖txt: 同事马上来 }'],
    ['{ template: human.md }', '{ ⌖file: human.md }'],
    ['{ group.kind: internal }', '{ ⌖group.type: internal }'],
  ]),
  ...inFile('misspelt key', 'unknown-key', 'rules/people.yaml', [
    ['merge: { window: 20s, max: 8 }', 'merge: { window: 20s, ⌖most: 8 }'],
    ['ask-nickname: { format: city-name }', 'ask-nickname: { ⌖formt: city-name }'],
    ['- untag: 潜水', '- ⌖un-tag: 潜水'],
    ['event.key: [signup, join]', '⌖event.kye: [signup, join]'],
    ['member.nicknameValid: true', '⌖member.nicknameOk: true'],
  ]),
  ...inFile('misspelt key', 'unknown-key', 'rules/clock.yaml', [
    ["schedule: { cron: '0 18 * * 5' }", "schedule: { cron: '0 18 * * 5', ⌖zone: UTC }"],
    ['- emit: complaint-heard', '- ⌖emits: complaint-heard'],
    ["body: { group: '{{ group.id }}', who: '{{ member.name }}' }", "⌖bodies: { group: '{{ group.id }}' }"],
  ]),
  ...inFile('misspelt key', 'unknown-key', 'nicknames.yaml', [
    ["separator: '-'", "separator: '-'\n    ⌖sep: '-'"],
    ['{ name: 名字, kind: name }', '{ name: 名字, kind: name, ⌖max: 5 }'],
    ['length: 4, optional: true', 'length: 4, ⌖optinal: true'],
  ]),
  ...inFile('misspelt key', 'unknown-key', 'checkins.yaml', [
    ['frequency: daily', 'frequency: daily\n    ⌖frequencies: daily'],
    ['grace: 10m }', '⌖late: 10m }'],
    ['proof: { text: { min: 5 } }', 'proof: { text: { min: 5, ⌖max: 9 } }'],
  ]),
  ...inFile('misspelt key', 'unknown-key', 'chains.yaml', [
    ['capacity: 20', '⌖capacities: 20'],
    ['perMember: 3', '⌖permember: 3'],
  ]),
  ...inFile('misspelt key', 'unknown-key', 'broadcasts.yaml', [
    ['quiet: hold', '⌖quite: hold'],
    ["until: '2027-12-31'", "⌖util: '2027-12-31'"],
    ['title: 每日话题', '⌖titel: 每日话题'],
  ]),
  ...inFile('misspelt key', 'unknown-key', 'texts.yaml', [
    ['  saved:', '  ⌖savd:'],
    ['welcome:\n', '⌖welcom:\n'],
  ]),
  ...inFile('key of a later version', 'unknown-key', 'rules/people.yaml', [
    ['- tag: 新会员', '- ⌖start-sop: day-1'],
    ['- untag: 潜水', '- ⌖stop-sop: day-1'],
  ]),
  edited('not a map at all', 'wrong-value', [['rules/new.yaml', '', '⌖- id: a\n  on: message.received\n']]),
  edited('not a map at all', 'wrong-value', [['rules/new.yaml', '', '⌖只有一句话\n']]),
  edited('not a map at all', 'wrong-value', [['rules/new.yaml', '', '# 空的\nrules: ⌖{ a: b }\n']]),
  edited('not a map at all', 'wrong-value', [['rules/new.yaml', '', 'rules:\n  - ⌖只有一句话\n']]),
  ...inFile('missing key', 'missing', 'wecom.yaml', [
    ['corpId: ${CORP_ID}\napps', '⌖apps'],
    ['  - id: community\n    agentId: 1000002\n', '  - ⌖id: community\n'],
    [
      "  - id: watcher\n    callback: { token: '${ROBOT_TOKEN}', encodingAESKey: '${ROBOT_KEY}' }\n",
      '  - ⌖id: watcher\n',
    ],
    [
      "callback: { token: '${BOT_TOKEN}', encodingAESKey: '${BOT_KEY}' }",
      "callback: ⌖{ token: '${BOT_TOKEN}' }",
    ],
    ["{ id: push-02, key: '${PUSH_02}' }", '⌖{ id: push-02 }'],
  ]),
  ...inFile('missing key', 'missing', 'groups.yaml', [
    ['- id: newbie-02\n    name: 新手二群\n    kind: internal\n', '- ⌖id: newbie-02\n    name: 新手二群\n'],
    ['{ member: zhangsan, role: owner }', '⌖{ member: zhangsan }'],
    ['{ aibot: helper, chatId: chat-newbie-01 }', '⌖{ aibot: helper }'],
  ]),
  ...inFile('missing key', 'missing', 'rules/faq.yaml', [
    ['- id: faq-order\n    on: message.received\n', '- ⌖id: faq-order\n'],
    ['cooldown: { per: member, for: 1h }', 'cooldown: ⌖{ per: member }'],
  ]),
  ...inFile('missing key', 'missing', 'rules/people.yaml', [
    ['merge: { window: 20s, max: 8 }', 'merge: ⌖{ max: 8 }'],
    ['- id: card\n    on: card.clicked\n', '- ⌖on: card.clicked\n'],
  ]),
  ...inFile('missing key', 'missing', 'rules/clock.yaml', [
    [
      "- id: friday\n    on: schedule\n    schedule: { cron: '0 18 * * 5' }\n",
      '- ⌖id: friday\n    on: schedule\n',
    ],
    [
      '- webhook:\n          url: https://hooks.example.com/complaints\n          body',
      '- webhook:\n          ⌖body',
    ],
  ]),
  ...inFile('missing key', 'missing', 'nicknames.yaml', [
    ["- id: code-name\n    separator: '/'\n", '- ⌖id: code-name\n'],
    ["{ name: 编号, kind: pattern, pattern: '[A-Z]\\d{3}' }", '⌖{ name: 编号, kind: pattern }'],
    [
      '{ name: 工号, kind: digits, length: 4, optional: true }',
      '⌖{ name: 工号, kind: digits, optional: true }',
    ],
  ]),
  ...inFile('missing key', 'missing', 'checkins.yaml', [
    ['- id: early-bird\n    title: 早起\n', '- ⌖id: early-bird\n'],
    ["{ open: '06:00', close: '09:30', grace: 10m }", "⌖{ open: '06:00' }"],
  ]),
  ...inFile('missing key', 'missing', 'chains.yaml', [
    ['- id: dinner\n    title: 聚餐\n', '- ⌖id: dinner\n'],
  ]),
  ...inFile('missing key', 'missing', 'broadcasts.yaml', [
    [
      "- id: party\n    schedule: { at: ['2027-01-10 20:00', '2027-02-10T20:00:00+08:00'] }\n",
      '- ⌖id: party\n',
    ],
  ]),
  ...inFile('two of what may be one', 'wrong-value', 'rules/faq.yaml', [
    ['{ text: 同事马上来 }', '⌖{ text: 同事马上来, template: human.md }'],
    ['- reply: 正在查,请稍等。\n      - log', '- ⌖reply: 正在查,请稍等。\n        log'],
  ]),
  ...inFile('two of what may be one', 'wrong-value', 'groups.yaml', [
    [
      '{ robot: watcher, chatId: chat-quiet-01 }',
      '⌖{ robot: watcher, aibot: helper, chatId: chat-quiet-01 }',
    ],
    ['- { webhook: push-02 }', '- { webhook: push-02, chatId: ⌖chat-2 }'],
  ]),
  ...inFile('two of what may be one', 'wrong-value', 'checkins.yaml', [
    ['days: 21', 'days: 21\n    end: ⌖2026-03-01'],
  ]),
  ...inFile('two of what may be one', 'wrong-value', 'rules/people.yaml', [
    ['- after: 1d\n            do: [', '- ⌖do: ['],
    ['- after: 10m\n        do:', '- ⌖after: 10m\n        send: x\n        do:'],
  ]),
  ...inFile('two of what may be one', 'wrong-value', 'rules/clock.yaml', [
    ['groups: [newbie-02]\n    when', 'groups: [newbie-02]\n    schedule: ⌖{ cron: 0 9 * * * }\n    when'],
  ]),
  ...inFile('key that is a trap', 'unknown-key', 'settings.yaml', [
    ['language: zh', 'language: zh\n⌖__proto__: { language: en }'],
    ['language: zh', 'language: zh\n⌖constructor: x'],
  ]),
  ...inFile('key that is a trap', 'unknown-key', 'rules/faq.yaml', [
    ['mode: shadow', '⌖__proto__: { mode: off }'],
    ['- text.all: [退款, 多久]', '- { text.all: [退款], ⌖toString: x }'],
    ['{ text: 同事马上来 }', '{ text: 同事马上来, ⌖__proto__: { template: x } }'],
    ["- log: '{{ text }}'", "- ⌖constructor: { log: '{{ text }}' }"],
    ["- log: '{{ text }}'", '- ⌖__proto__: { log: x }'],
  ]),
];
