// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how secrets and templates are written.

import { edited, inFile, type Mutant } from './support.ts';

const faq = 'rules/faq.yaml';
const people = 'rules/people.yaml';
const clock = 'rules/clock.yaml';

/** Rules that are well formed and cannot work: events, conditions, times, places where the bot may not speak. */
export const ruleMutants: readonly Mutant[] = [
  ...inFile('unknown event', 'wrong-value', people, [
    ['on: card.clicked', 'on: ⌖card.click'],
    ['on: checkin.done', 'on: ⌖checkin.did'],
  ]),
  ...inFile('unknown event', 'wrong-value', clock, [
    ['id: trial\n    on: message.received', 'id: trial\n    on: ⌖message.recieved'],
  ]),
  ...inFile('unknown event', 'unknown-event', clock, [['on: complaint-heard', 'on: ⌖complaint-herad']]),
  edited('unknown event', 'unknown-event', [
    [clock, '- emit: complaint-heard', '- emit: complaint'],
    [clock, 'on: complaint-heard', 'on: ⌖complaint-heard'],
  ]),
  edited('unknown event', 'unknown-event', [
    [clock, 'id: complaint\n', 'id: complaint\n    mode: off\n'],
    [clock, 'on: complaint-heard', 'on: ⌖complaint-heard'],
  ]),

  ...inFile('unknown field', 'unknown-field', people, [
    ['event.key: [signup, join]', 'event.streak: ⌖3'],
    ['{ event.late: false }', '{ event.kind: ⌖text }'],
    ["event.streak: '>= 7'", "event.card: ⌖'x'"],
  ]),
  ...inFile('unknown field', 'unknown-field', faq, [
    ['not: { text.starts: [不用] }', 'not: { event.card: ⌖小王 }'],
  ]),
  ...inFile('unknown field', 'wrong-value', people, [
    ["event.streak: '>= 7'", 'event.streak: ⌖[7, 很多]'],
    ['event.key: [signup, join]', 'event.key: ⌖true'],
  ]),
  ...inFile('condition that never holds', 'no-text', people, [
    ['- time.workday: true', '- text.any: ⌖你好'],
    ['when: [{ event.key: [signup, join] }]', 'when: [{ not: { text.equals: ⌖好 } }]'],
  ]),
  ...inFile('condition that never holds', 'no-member', clock, [
    [
      "groups: [newbie-01]\n    do:\n      - send: '周末愉快",
      "groups: [newbie-01]\n    when: [{ any: [{ member.isStaff: ⌖true }] }]\n    do:\n      - send: '周末愉快",
    ],
    [
      "groups: [newbie-01]\n    do:\n      - send: '周末愉快",
      "groups: [newbie-01]\n    when: [{ member.tag: ⌖老朋友 }]\n    do:\n      - send: '周末愉快",
    ],
  ]),
  ...inFile('bad cron', 'wrong-value', clock, [
    ["'0 18 * * 5'", '⌖每周五'],
    ["'0 18 * * 5'", "⌖'0 18 * *'"],
    ["'0 18 * * 5'", "⌖'60 18 * * 5'"],
    ["'0 18 * * 5'", "⌖'0 24 * * 5'"],
    ["'0 18 * * 5'", "⌖'0 18 32 * *'"],
    ["'0 18 * * 5'", "⌖'0 18 * 13 *'"],
    ["'0 18 * * 5'", "⌖'0 18 * * 8'"],
    ["'0 18 * * 5'", "⌖'0 18 * * friday'"],
    ["'0 18 * * 5'", "⌖'*/0 * * * *'"],
    ["'0 18 * * 5'", "⌖'5-1 * * * *'"],
    ["'0 18 * * 5'", "⌖'@weekly'"],
    ["'0 18 * * 5'", "⌖'0 0 18 * * 5'"],
    ["'0 18 * * 5'", "⌖'0 0 18 * * 5 2027'"],
    ["'0 18 * * 5'", "⌖'2027-01-01T10:00:00'"],
  ]),
  ...inFile('bad cron', 'broadcast', 'broadcasts.yaml', [
    ["'0 9 * * 1-5'", "⌖'9:00'"],
    ["'0 9 * * 1-5'", "⌖'0 9 * * 1-5 *'"],
    ["'0 9 * * 1-5'", "⌖'0 9 * * mon-fry'"],
  ]),
  ...inFile('cron that never fires', 'never', clock, [
    ["'0 18 * * 5'", "⌖'0 9 31 2 *'"],
    ["'0 18 * * 5'", "⌖'0 9 30 2 *'"],
    ["'0 18 * * 5'", "⌖'0 9 31 4,6,9,11 *'"],
  ]),
  ...inFile('cron that never fires', 'broadcast', 'broadcasts.yaml', [
    ["'0 9 * * 1-5'", "⌖'0 9 31 2 *'"],
    ["'0 9 * * 1-5'", "⌖'0 9 31 11 *'"],
  ]),

  edited('unreachable rule', 'unreachable', [
    [
      'rules/a.yaml',
      '',
      'rules:\n  - id: wall\n    on: card.clicked\n    groups: [newbie-01]\n    stop: true\n    do: [{ log: x }]\n',
    ],
    [people, 'id: card\n', 'id: ⌖card\n'],
  ]),
  edited('unreachable rule', 'unreachable', [
    [
      'rules/z.yaml',
      '',
      'rules:\n  - id: wall\n    on: card.clicked\n    priority: 5\n    stop: true\n    do: [{ log: x }]\n',
    ],
    [people, 'id: card\n', 'id: ⌖card\n'],
  ]),
  edited('unreachable rule', 'unreachable', [
    [
      clock,
      '',
      '  - { id: first, on: feedback.given, groups: [newbie-01], stop: true, do: [{ log: x }] }\n  - { id: ⌖second, on: feedback.given, groups: [newbie-01], do: [{ log: x }] }\n',
    ],
  ]),
  edited('unreachable rule', 'unreachable', [
    [
      clock,
      '',
      "  - { id: first, on: message.received, groups: ['newbie-*'], when: [{ text.any: [团购, 拼单] }], stop: true, do: [{ log: x }] }\n  - { id: ⌖second, on: message.received, groups: [newbie-01], when: [{ text.any: 团购 }], do: [{ log: x }] }\n",
    ],
  ]),
  edited('unreachable rule', 'unreachable', [
    [
      clock,
      '',
      "  - { id: first, on: message.received, groups: ['newbie-*'], when: [{ text.any: [团购] }], stop: true, do: [{ log: x }] }\n  - { id: ⌖second, on: message.received, groups: [newbie-01], when: [{ text.any: [团购] }, { member.isStaff: false }], do: [{ log: x }] }\n",
    ],
  ]),
  edited('unreachable rule', 'unreachable', [
    [
      clock,
      '',
      '  - { id: first, on: message.received, groups: [newbie-01], when: [{ text.any: [团购] }], stop: true, do: [{ log: x }] }\n  - { id: ⌖second, on: message.received, groups: [newbie-01], when: [{ text.equals: [团购多少钱, 怎么团购] }], do: [{ log: x }] }\n',
    ],
  ]),

  ...inFile('capability mismatch', 'cannot', people, [
    [
      'groups: [vip-01]\n    do:\n      - notify: { template: vip.liquid }',
      'groups: [⌖vip-01]\n    do:\n      - send: { template: vip.liquid }',
    ],
    ['on: card.clicked\n    groups: [newbie-01]', 'on: card.clicked\n    groups: [⌖vip-01]'],
    ["on: checkin.done\n    groups: ['newbie-*']", 'on: checkin.done\n    groups: [⌖vip-01]'],
    ['[newbie-01, newbie-02]', '[newbie-01, ⌖team-01]'],
  ]),
  ...inFile('capability mismatch', 'cannot', faq, [
    ["groups: ['newbie-*']", 'groups: [newbie-01, ⌖vip-01]'],
    ["groups: ['newbie-*']", 'groups: [⌖team-01]'],
    ["groups: ['newbie-*']", "groups: ⌖['vip-*']"],
    ["[tag:beijing, '!newbie-02']", '⌖[tag:vip, tag:team]'],
  ]),
  ...inFile('capability mismatch', 'cannot', clock, [
    [
      "schedule: { cron: '0 18 * * 5' }\n    groups: [newbie-01]",
      "schedule: { cron: '0 18 * * 5' }\n    groups: [newbie-01, ⌖vip-01]",
    ],
  ]),
  edited('capability mismatch', 'cannot', [
    [clock, '', '  - { id: left, on: member.left, groups: [⌖newbie-01], do: [{ notify: x }] }\n'],
  ]),
  edited('capability mismatch', 'cannot', [
    [clock, '', '  - { id: renamed, on: member.renamed, groups: [⌖newbie-02], do: [{ notify: x }] }\n'],
  ]),
  edited('capability mismatch', 'cannot', [
    [clock, '', '  - { id: notice, on: group.notice-changed, groups: [⌖team-01], do: [{ notify: x }] }\n'],
  ]),
  edited('capability mismatch', 'cannot', [
    [clock, '', "  - { id: none, on: member.left, groups: ⌖['newbie-*'], do: [{ notify: x }] }\n"],
  ]),
  edited('capability mismatch', 'cannot', [
    [
      clock,
      '',
      "  - { id: none, on: message.received, groups: ⌖[newbie-01, '!newbie-01'], do: [{ log: x }] }\n",
    ],
  ]),
  edited('mention where the channel cannot', 'cannot', [
    ['groups.yaml', '{ robot: watcher, chatId: chat-quiet-01 }', '{ aibot: guide, chatId: chat-quiet-01 }'],
    ['wecom.yaml', 'robots:', '  - { id: guide, name: 大群, mode: websocket, botId: b, secret: s }\nrobots:'],
    [people, 'groups: [newbie-01, newbie-02]', 'groups: [newbie-01, ⌖quiet-01]'],
  ]),
  ...inFile('mention of nobody', 'mention', people, [
    ['mention: sender', 'mention: ⌖newcomers'],
    ['mention: newcomers', 'mention: ⌖sender'],
  ]),
  ...inFile('mention of nobody', 'mention', clock, [
    ["- send: '周末愉快,{{ group.name }}。'", '- send: { text: 周末愉快, mention: ⌖sender }'],
  ]),
  ...inFile('reply to nobody', 'no-reply', people, [
    ["{ send: '{{ member.name }} 坚持了一周!' }", '{ reply: ⌖坚持了一周 }'],
    ["do: [{ send: '{{ member.name }},来打个卡吧' }]", 'do: [{ reply: ⌖来打个卡吧 }]'],
    ['- send: { template: welcome.md, mention: newcomers }', '- reply: ⌖欢迎'],
  ]),
  ...inFile('reply to nobody', 'no-reply', clock, [
    ["- send: '周末愉快,{{ group.name }}。'", '- reply: ⌖周末愉快'],
  ]),
  ...inFile('private message to nobody', 'no-member', clock, [
    ["- send: '周末愉快,{{ group.name }}。'", '- dm: ⌖周末愉快'],
  ]),
  ...inFile('merge of nothing', 'merge', faq, [['mode: shadow', 'merge: ⌖{ window: 20s }']]),
  ...inFile('merge of nothing', 'merge', clock, [['mode: test', 'merge: ⌖{ window: 20s, max: 3 }']]),
  ...inFile('cooldown of nobody', 'cooldown', clock, [
    [
      "schedule: { cron: '0 18 * * 5' }",
      "schedule: { cron: '0 18 * * 5' }\n    cooldown: { per: ⌖member, for: 1d }",
    ],
  ]),
  edited('no test group', 'no-test-group', [
    ['settings.yaml', 'testGroup: team-01\n', ''],
    [clock, 'mode: test', 'mode: ⌖test'],
  ]),

  ...inFile('host not allowed', 'webhook-host', clock, [
    ['https://hooks.example.com/complaints', '⌖https://hook.example.com/complaints'],
    ['https://hooks.example.com/complaints', '⌖https://hooks.example.com.evil.example/'],
    ['https://hooks.example.com/complaints', '⌖https://hooks.example.com:8443/complaints'],
    ['https://hooks.example.com/complaints', '⌖https://127.0.0.1/complaints'],
    ['https://hooks.example.com/complaints', "⌖'https://[::1]/complaints'"],
  ]),
  ...inFile('bad web address', 'wrong-value', clock, [
    ['https://hooks.example.com/complaints', '⌖http://hooks.example.com/complaints'],
    ['https://hooks.example.com/complaints', '⌖hooks.example.com/complaints'],
    ['https://hooks.example.com/complaints', '⌖file:///etc/passwd'],
    ['https://hooks.example.com/complaints', '⌖https://me:pw@hooks.example.com/'],
    ['https://hooks.example.com/complaints', "⌖'javascript:alert(1)'"],
  ]),
  ...inFile('host list that allows nothing', 'wrong-value', 'settings.yaml', [
    ['[hooks.example.com, crm.example.com]', '[hooks.example.com, ⌖https://crm.example.com]'],
    ['[hooks.example.com, crm.example.com]', "[hooks.example.com, ⌖'*.example.com']"],
    ['[hooks.example.com, crm.example.com]', "[hooks.example.com, ⌖'']"],
  ]),
  ...inFile('too long', 'too-long', faq, [
    ['- reply: 正在查,请稍等。', `- reply: ⌖${'查'.repeat(6_827)}`],
    ['{ text: 同事马上来 }', `{ text: ⌖${'来'.repeat(683)} }`],
  ]),
  ...inFile('too long', 'too-long', clock, [
    ["- send: '周末愉快,{{ group.name }}。'", `- send: ⌖${'早'.repeat(1_366)}`],
  ]),
  ...inFile('too long', 'broadcast', 'broadcasts.yaml', [
    ['text: 早上好,今天的话题来啦。', `text: ⌖${'早'.repeat(1_366)}`],
  ]),
];
