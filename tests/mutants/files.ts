// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how secrets and templates are written.

import { amongOthers, edited, inFile, type Mutant, marker } from './support.ts';

/** Problems of YAML itself and of whole files. */
export const fileMutants: readonly Mutant[] = [
  ...inFile('tab indentation', 'yaml', 'groups.yaml', [
    ['    name: 新手一群', `${marker}\tname: 新手一群`],
    ['    tags: [vip]', `${marker}\t\ttags: [vip]`],
  ]),
  ...inFile('tab indentation', 'yaml', 'rules/faq.yaml', [
    ['    mode: shadow', `${marker}\tmode: shadow`],
    ['    priority: 10', `  ${marker}\tpriority: 10`],
  ]),
  ...inFile('tab indentation', 'yaml', 'settings.yaml', [['reply: first-wins', `a:\n${marker}\tb: 1`]]),
  ...inFile('tab indentation', 'yaml', 'checkins.yaml', [['    title: 早起', `${marker}\ttitle: 早起`]]),

  ...inFile('unclosed quote', 'yaml', 'rules/clock.yaml', [
    ['    do: [{ reply: 学习计划在群公告里。 }]\n', `    do: [{ reply: '学习计划在群公告里。 }]\n${marker}`],
  ]),
  ...inFile('unclosed quote', 'yaml', 'broadcasts.yaml', [
    ["content: { markdown: '**今晚八点**见' }\n", `content: { markdown: "**今晚八点**见 }\n${marker}`],
  ]),
  ...inFile('unclosed quote', 'yaml', 'settings.yaml', [
    ["dayStartsAt: '03:00'\n", `dayStartsAt: '03:00\n${marker}`],
  ]),
  ...inFile('unclosed quote', 'yaml', 'texts.yaml', [
    ["'好,这就欢迎 {{ names }}'\n", `'好,这就欢迎 {{ names }}\n${marker}`],
  ]),
  ...inFile('unclosed quote', 'yaml', 'wecom.yaml', [
    ["key: '${PUSH_02}' }\n", `key: '\${PUSH_02} }\n${marker}`],
  ]),

  ...inFile('unclosed bracket', 'yaml', 'groups.yaml', [
    ['tags: [newbie, shanghai]\n    channels', `tags: [newbie, shanghai\n    ${marker}channels`],
    ['dutyStaff: [zhangsan]\n\n  - id: team-01', `dutyStaff: [zhangsan\n\n  ${marker}- id: team-01`],
  ]),
  ...inFile('unclosed bracket', 'yaml', 'rules/faq.yaml', [
    ['- text.any: [发票, 开票]\n      - member', `- text.any: [发票, 开票\n      ${marker}- member`],
    ['cooldown: { per: member, for: 1h }\n    do', `cooldown: { per: member, for: 1h\n    ${marker}do`],
  ]),
  ...inFile('unclosed bracket', 'yaml', 'settings.yaml', [
    ['crm.example.com]\nquietHours', `crm.example.com\n${marker}quietHours`],
  ]),

  ...inFile('half a file', 'yaml', 'settings.yaml', [
    [
      "reply: first-wins\napprovalAbove: none\nwebhookHosts: [hooks.example.com, crm.example.com]\nquietHours: 22:00-07:30\ndailyLimit: 10\ndayStartsAt: '03:00'\n",
      `reply: 'first-wi${marker}`,
    ],
  ]),
  ...inFile('half a file', 'yaml', 'chains.yaml', [
    [
      "'2027-12-04 18:00'\n    perMember: 3\n    owner: lisi\n  - id: dinner\n    title: 聚餐\n    groups: [tag:newbie]\n",
      `'2027-12-0${marker}`,
    ],
  ]),
  ...inFile('half a file', 'missing', 'chains.yaml', [
    ['- id: dinner\n    title: 聚餐\n    groups: [tag:newbie]\n', `- ${marker}id: dinner\n    title: 聚餐\n`],
  ]),
  ...inFile('half a file', 'missing', 'rules/clock.yaml', [
    [
      '- id: trial\n    on: message.received\n    groups: [newbie-02]\n    when: [{ text.any: [学习计划] }]\n    mode: test\n    do: [{ reply: 学习计划在群公告里。 }]\n',
      `- ${marker}id: trial\n    on: message.received\n    groups: [newbie-02]\n    when: [{ text.any: [学习计划] }]\n    mode: test\n`,
    ],
  ]),
  ...inFile('half a file', 'wrong-value', 'rules/clock.yaml', [
    [
      'trial\n    on: message.received\n    groups: [newbie-02]\n    when: [{ text.any: [学习计划] }]\n    mode: test\n    do: [{ reply: 学习计划在群公告里。 }]\n',
      `trial\n    on: message.received\n    groups: [newbie-02]\n    when: [{ text.any: [学习计划] }]\n    mode: test\n    ${marker}do:\n`,
    ],
  ]),
  ...inFile('half a file', 'yaml', 'broadcasts.yaml', [
    [
      "  - id: party\n    schedule: { at: ['2027-01-10 20:00', '2027-02-10T20:00:00+08:00'] }\n    to: [tag:newbie, '!newbie-02']\n    content: { markdown: '**今晚八点**见' }\n",
      `  - id: party\n    ${marker}sch`,
    ],
  ]),
  ...inFile('half a file', 'missing', 'broadcasts.yaml', [
    [
      "- id: party\n    schedule: { at: ['2027-01-10 20:00', '2027-02-10T20:00:00+08:00'] }\n    to: [tag:newbie, '!newbie-02']\n    content: { markdown: '**今晚八点**见' }\n",
      `- ${marker}id: party\n    schedule: { at: ['2027-01-10 20:00'] }\n    to: [tag:newbie]\n`,
    ],
  ]),
  edited('half a file', 'wrong-value', [['rules/new.yaml', '', `${marker}rules:\n`]]),
  edited('half a file', 'missing', [
    [
      'rules/new.yaml',
      '',
      `rules:\n  - ${marker}id: a\n    on: message.received\n    do:`.replace('\n    do:', ''),
    ],
  ]),

  ...inFile('duplicate key', 'yaml', 'settings.yaml', [
    ['approvalAbove: none', `approvalAbove: none\n${marker}language: zh`],
    ['dailyLimit: 10', `dailyLimit: 10\n${marker}dailyLimit: 11`],
  ]),
  ...inFile('duplicate key', 'yaml', 'rules/faq.yaml', [
    ['mode: shadow', `mode: shadow\n    ${marker}mode: on`],
    ['- text.equals: [人工, 找人工]', `- { text.equals: [人工], ${marker}text.equals: [找人工] }`],
  ]),
  ...inFile('duplicate key', 'yaml', 'groups.yaml', [
    ['quietHours: none', `quietHours: none\n    ${marker}id: team-02`],
  ]),
  ...inFile('duplicate key', 'yaml', 'nicknames.yaml', [
    ['上海: [shanghai]', `上海: [shanghai]\n          ${marker}北京: []`],
  ]),
  ...inFile('duplicate key', 'yaml', 'wecom.yaml', [['name: 小群', `name: 小群\n    ${marker}name: 大群`]]),

  ...inFile('alias', 'alias', 'settings.yaml', [
    ['[hooks.example.com, crm.example.com]', `&hosts ${marker}[hooks.example.com]`],
  ]),
  ...inFile('alias', 'alias', 'groups.yaml', [['name: 新手一群', `name: &name ${marker}新手一群`]]),
  ...amongOthers([
    edited('alias bomb', 'alias', [
      [
        'settings.yaml',
        'language: zh',
        `a: &a ${marker}[x, x, x, x, x, x, x, x, x]\n${'bcdefghi'
          .split('')
          .map((name, n) => `${name}: &${name} [${`*${'abcdefgh'[n]}, `.repeat(9)}]`)
          .join('\n')}`,
      ],
    ]),
    edited('alias bomb', 'alias', [['rules/bomb.yaml', '', `a: &a ${marker}{ x: y }\nrules: [*a, *a]\n`]]),
  ]),
  edited('alias bomb', 'alias', [['checkins.yaml', 'id: early-bird', `&x ${marker}id: early-bird`]]),

  edited('deep nesting', 'too-deep', [
    ['settings.yaml', '', `x: ${'['.repeat(31)}${marker}[${']'.repeat(32)}\n`],
  ]),
  edited('deep nesting', 'too-deep', [
    ['settings.yaml', '', `x: ${'{ a: '.repeat(31)}${marker}{ a: 1 ${'}'.repeat(32)}\n`],
  ]),
  edited('deep nesting', 'too-deep', [
    ['rules/deep.yaml', '', `${'['.repeat(32)}${marker}${'['.repeat(100_000)}`],
  ]),
  edited('deep nesting', 'too-deep', [
    [
      'rules/deep.yaml',
      '',
      `rules:\n  - when:\n${Array.from({ length: 40 }, (_, n) => `${' '.repeat(6 + 4 * n)}- not:\n`)
        .join('')
        .replace(/(?<=(?:- not:\s+){14}- )not/, `${marker}not`)}`,
    ],
  ]),

  edited('huge file', 'too-big', [['rules/huge.yaml', '', `${marker}# ${'x'.repeat(1024 * 1024)}`]]),
  edited('huge file', 'too-big', [
    ['broadcasts.yaml', 'broadcasts:', `${marker}broadcasts:`],
    ['broadcasts.yaml', '', `# ${'早'.repeat(360_000)}\n`],
  ]),
  edited('huge file', 'too-big', [
    ['groups.yaml', 'groups:\n', `${marker}groups:\n`],
    ['groups.yaml', '', '\n'.repeat(1024 * 1024)],
  ]),

  edited('multiple documents', 'yaml', [['settings.yaml', 'quietHours', `${marker}---\nquietHours`]]),
  edited('multiple documents', 'yaml', [['rules/clock.yaml', '', `${marker}---\nrules: []\n`]]),
  edited('multiple documents', 'yaml', [['texts.yaml', '', `${marker}---\n---\n`]]),

  ...inFile('full-width colon', 'yaml', 'rules/faq.yaml', [
    ['mode: shadow', `mode${marker}：shadow`],
    ['stop: true', `stop${marker}：true`],
  ]),
  ...inFile('full-width colon', 'yaml', 'groups.yaml', [['name: 运营群', `name${marker}：运营群`]]),
  ...inFile('full-width colon', 'yaml', 'settings.yaml', [
    ['reply: first-wins', `reply${marker}：first-wins`],
  ]),

  ...inFile('crooked indentation', 'yaml', 'rules/people.yaml', [
    ['    merge: { window', `   ${marker}merge: { window`],
  ]),
  ...inFile('crooked indentation', 'yaml', 'groups.yaml', [['    timezone', `     ${marker}timezone`]]),
  ...inFile('unquoted sign', 'yaml', 'rules/faq.yaml', [
    ["'!newbie-02'", `${marker}!newbie-02`],
    ["[tag:beijing, '!newbie-02']", `[tag:beijing, ${marker}@all]`],
    ["'{{ text }}'", `{${marker}{ text }}`],
  ]),
  ...inFile('unquoted sign', 'yaml', 'rules/people.yaml', [
    ['text.any: 内推', `text.any: ${marker}\`内推\``],
  ]),
  ...inFile('unquoted sign', 'alias', 'broadcasts.yaml', [["'**今晚八点**见'", `${marker}**今晚八点**见`]]),
  ...inFile('unquoted sign', 'yaml', 'rules/clock.yaml', [
    ['- reply: 非常抱歉,马上处理。', `- reply: ${marker}非常抱歉: 马上处理`],
    ["'0 18 * * 5'", `${marker}* 18 * * 5`],
  ]),
  ...inFile('unquoted sign', 'yaml', 'nicknames.yaml', [
    ["pattern: '[A-Z]\\d{3}'", `pattern: [A-Z]${marker}\\d{3}`],
  ]),
  ...inFile('bad escape', 'yaml', 'rules/faq.yaml', [["'订单号?\\s*\\d{6,}'", `"订单号${marker}\\d"`]]),
  ...inFile('bad escape', 'yaml', 'nicknames.yaml', [["'[A-Z]\\d{3}'", `"${marker}\\d{3}"`]]),
  ...inFile('text after a value', 'yaml', 'settings.yaml', [["'03:00'", `'03:00' ${marker}早上`]]),
  ...inFile('text after a value', 'yaml', 'groups.yaml', [['[vip]', `[vip] ${marker}[team]`]]),
];
