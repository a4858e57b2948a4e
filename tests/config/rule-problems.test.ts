import { describe, expect, it } from 'vitest';
import { loadFiles } from '../../src/config/load.ts';
import { formatProblem } from '../../src/config/problem.ts';
import { features as all } from '../../src/features/index.ts';
import { groups, wecom } from './support.ts';

/** Problems of one rule under the real features; lines count from `  - id: r` being line 2. */
const complaints = (body: string, more: Readonly<Record<string, string>> = {}) => {
  const rule = `rules:\n  - id: r\n${body.trim().replace(/^/gm, '    ')}\n`;
  const files = { 'wecom.yaml': wecom, 'groups.yaml': groups, 'rules/a.yaml': rule, ...more };
  return loadFiles(new Map(Object.entries(files)), {
    secrets: { type: 'none' },
    features: all,
    live: () => ({ queueDepth: 0, redis: '', recentErrors: [] }),
  }).problems.map(formatProblem);
};
const here = 'groups: [newbie-01]\n';
const heard = `on: message.received\n${here}do: [{ reply: x }]\n`;

describe('rules that say nothing wrong', () => {
  it.each([
    [
      'every condition',
      `${heard}when:
  - member.role: [owner, admin]
  - member.daysInGroup: '>= 3'
  - member.tag: vip
  - member.nicknameValid: false
  - group.size: '< 200'
  - group.tag: newbie
  - time.between: ['09:00-12:00', '14:00-18:00']
  - time.weekday: [mon, 周二]
  - time.workday: true
  - event.kind: [text, voice]`,
    ],
    ['a schedule', `on: schedule\n${here}schedule: { cron: 0 9 * * 1-5 }\ndo: [{ send: 早上好 }]`],
    [
      'merge and cooldown',
      `on: member.joined\n${here}merge: { window: 20s, max: 8 }\ncooldown: { per: member, for: 30d }\ndo: [{ send: 欢迎 }]`,
    ],
    [
      'events of features',
      `on: nickname.fixed\n${here}when: [{ event.card: 小王 }]\ndo: [{ send: '{{ member.name }}' }]`,
    ],
    [
      'a chain that is full',
      `on: chain.full\n${here}when: [{ event.entries: '> 3' }]\ndo: [{ notify: 满了 }]`,
    ],
    [
      'a check-in',
      `on: checkin.done\n${here}when: [{ event.streak: [7, 30] }, { event.late: false }]\ndo: [{ tag: 坚持 }]`,
    ],
    ['its own event', `on: asked\n${here}do: [{ untag: vip }, { emit: asked }]`],
    [
      'an answer to an unknown command',
      `on: command.unknown\n${here}when: [{ text.any: 抽奖 }]\ndo: [{ reply: '{{ text }}' }]`,
    ],
    [
      'the other actions',
      `on: message.received\n${here}do:\n  - dm: x\n  - log: '{{ text }}'\n  - webhook: { url: 'https://a.example/x', body: { t: '{{ text }}' } }`,
    ],
  ])('%s', (_, body) => {
    expect(complaints(body, { 'settings.yaml': 'webhookHosts: [a.example]\n' })).toEqual([]);
  });
});

describe('problems of the rule language', () => {
  it.each([
    [
      `on: message.received\n${here}do: [{ open-chain: x }]`,
      '5:24 rules.0.do.0.open-chain: chains.yaml 里没有接龙「x」。',
    ],
    // when
    [
      `${heard}when: [{ member.role: boss }]`,
      '6:27 rules.0.when.0.member.role: 写 owner、admin、operator、helper 或 member。',
    ],
    [
      `${heard}when: [{ member.daysInGroup: '~ 3' }]`,
      "6:34 rules.0.when.0.member.daysInGroup: 要写成 5 或 '>= 5',可以用 >=、<=、>、<。",
    ],
    [
      `${heard}when: [{ group.size: many }]`,
      "6:26 rules.0.when.0.group.size: 要写成 5 或 '>= 5',可以用 >=、<=、>、<。",
    ],
    [
      `${heard}when: [{ group.tag: newbee }]`,
      '6:25 rules.0.when.0.group.tag: 没有一个群有标签「newbee」。 你是不是想写「newbie」?',
    ],
    [
      `${heard}when: [{ time.between: '9点到10点' }]`,
      '6:28 rules.0.when.0.time.between: 要写成 09:00-18:00,开始和结束不能一样。',
    ],
    [
      `${heard}when: [{ time.weekday: monday }]`,
      '6:28 rules.0.when.0.time.weekday: 要写成 mon … sun,或 周一 … 周日。',
    ],
    [`${heard}when: [{ time.workday: 是 }]`, '6:28 rules.0.when.0.time.workday: 需要 true 或 false。'],
    [
      `${heard}when: [{ event.knid: x }]`,
      '6:14 rules.0.when.0.event.knid: 不认识的键「event.knid」。 你是不是想写「event.kind」?',
    ],
    [
      `${heard}when: [{ event.streak: 5 }]`,
      '6:28 rules.0.when.0.event.streak: message.received 没有「event.streak」。 可以写:event.kind、event.quote。',
    ],
    [`${heard}when: [{ event.kind: true }]`, '6:26 rules.0.when.0.event.kind: 这里是文字。'],
    [
      `on: checkin.done\n${here}do: [{ log: x }]\nwhen: [{ event.streak: 很多 }]`,
      "6:28 rules.0.when.0.event.streak: 这里是数字,要写成 5 或 '>= 5'。",
    ],
    [
      `${heard}when: [{ not: { event.streak: 5 } }]`,
      '6:35 rules.0.when.0.not.event.streak: message.received 没有「event.streak」。 可以写:event.kind、event.quote。',
    ],
    [
      `${heard}when: [{ member.point: 5 }]`,
      '6:14 rules.0.when.0.member.point: 不认识的键「member.point」。 你是不是想写「member.points」?',
    ],
    [
      `${heard}when: [{ member.nicknameValid: 对 }]`,
      '6:36 rules.0.when.0.member.nicknameValid: 需要 true 或 false。',
    ],
    [
      `on: member.joined\n${here}when: [{ text.any: 你好 }]\ndo: [{ send: x }]`,
      '5:24 rules.0.when.0.text.any: member.joined 没有文字,这个条件永远不成立。',
    ],
    [
      `on: schedule\n${here}schedule: { cron: 0 9 * * * }\nwhen: [{ any: [{ member.isStaff: true }] }]\ndo: [{ send: x }]`,
      '6:38 rules.0.when.0.any.0.member.isStaff: schedule 不是关于某个人的,这个条件永远不成立。',
    ],
    // on
    [
      `on: chain.ful\n${here}do: [{ send: x }]`,
      /^3:9 rules\.0\.on: 只能是 .*chain\.full.* 你是不是想写「chain\.full」\?$/,
    ],
    [
      `on: nobody-says-this\n${here}do: [{ send: x }]`,
      '3:9 rules.0.on: 没有规则 emit「nobody-says-this」这个事件。',
    ],
    [`on: schedule\n${here}do: [{ send: x }]`, /^2:5 rules\.0\.schedule: 缺少「schedule」/],
    [
      `on: schedule\n${here}schedule: { cron: 9点 }\ndo: [{ send: x }]`,
      /^5:23 rules\.0\.schedule\.cron: 要写成 5 段/,
    ],
    [
      `on: schedule\n${here}schedule: { cron: 0 9 31 2 * }\ndo: [{ send: x }]`,
      '5:23 rules.0.schedule.cron: 这个时间永远不会到。',
    ],
    [
      `on: schedule\n${here}schedule: { cron: 0 23 * * * }\ndo: [{ send: x }]`,
      '5:23 rules.0.schedule.cron: 提醒:群「newbie-01」那时是安静时段,会等结束后再发。',
    ],
    [`${heard}schedule: { cron: 0 9 * * * }`, '6:15 rules.0.schedule: schedule 要和 on: schedule 写在一起。'],
    [
      `on: schedule\n${here}schedule: { cron: 0 9 * * * }\ndo: [{ reply: x }]`,
      '6:19 rules.0.do.0.reply: 没有人在等回复,这里不能用 reply。 请改用 send。',
    ],
    [
      `on: schedule\n${here}schedule: { cron: 0 9 * * * }\ndo: [{ dm: x }]`,
      '6:16 rules.0.do.0.dm: schedule 不是关于某个人的,不知道私信给谁。 请改用 notify。',
    ],
    [
      `on: schedule\n${here}schedule: { cron: 0 9 * * * }\ndo: [{ send: '{{ member.name }}' }]`,
      '6:18 rules.0.do.0.send: 模板里没有「member」这个变量。 可以写:group、now。',
    ],
    // merge, cooldown
    [
      `on: member.joined\n${here}merge: { window: 2h }\ndo: [{ send: x }]`,
      '5:22 rules.0.merge.window: 要在 1s 到 1h 之间。',
    ],
    [`on: member.joined\n${here}merge: { max: 3 }\ndo: [{ send: x }]`, /^5:12 rules\.0\.merge\.window: /],
    [`${heard}cooldown: { per: people, for: 1d }`, '6:22 rules.0.cooldown.per: 只能是 member、group。'],
    [
      `${heard}cooldown: { per: group, for: soon }`,
      '6:34 rules.0.cooldown.for: 要写成 10m、2h 或 1d,最长一年。',
    ],
    [
      `on: group.renamed\ngroups: [vip-01]\ncooldown: { per: member, for: 1d }\ndo: [{ notify: x }]`,
      '5:22 rules.0.cooldown.per: group.renamed 不是关于某个人的。 请改成 per: group。',
    ],
    // do
    [
      `on: message.received\n${here}do: [{ emit: Not A Name }]`,
      '5:18 rules.0.do.0.emit: 名字只用小写字母、数字和「-」。',
    ],
    [
      `on: message.received\n${here}do: [{ log: '{{ nobody }}' }]`,
      '5:17 rules.0.do.0.log: 模板里没有「nobody」这个变量。 可以写:group、now、member、text。',
    ],
    [
      `on: message.received\n${here}do: [{ start-sop: 2 }]`,
      '5:12 rules.0.do.0.start-sop: 不认识的键「start-sop」。 这个版本还不支持它,请先删掉。',
    ],
    [
      `on: message.received\n${here}do: [{ tag: 'a b' }]`,
      '5:17 rules.0.do.0.tag: 标签只用文字、数字、「-」和「_」。',
    ],
    [
      `on: message.received\n${here}do: [{ webhook: { url: 'http://a.example/' } }]`,
      '5:28 rules.0.do.0.webhook.url: 只能用 https。',
    ],
    [
      `on: message.received\n${here}do: [{ webhook: { url: 'https://u:p@a.example/' } }]`,
      '5:28 rules.0.do.0.webhook.url: 网址里不能带用户名和密码。',
    ],
    [
      `on: message.received\n${here}do: [{ webhook: { url: nowhere } }]`,
      '5:28 rules.0.do.0.webhook.url: 要写完整的网址,例如 https://example.com/hook。',
    ],
    [
      `on: message.received\n${here}do: [{ webhook: { url: 'https://b.example/' } }]`,
      '5:28 rules.0.do.0.webhook.url: 「b.example」不在允许的主机里。 请把它加到 settings.yaml 的 webhookHosts。',
    ],
    [
      `on: message.received\n${here}do: [{ webhook: { url: 'https://a.example/', body: { x: '{{ y }}' } } }]`,
      '5:61 rules.0.do.0.webhook.body.x: 模板里没有「y」这个变量。 可以写:group、now、member、text。',
    ],
  ])('%j', (body, expected) => {
    const lines = complaints(body, { 'settings.yaml': 'webhookHosts: [a.example]\n' })
      .filter((line) => line.startsWith('rules/a.yaml:'))
      .map((line) => line.slice('rules/a.yaml:'.length));
    expect(lines).toContainEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
  });

  it('refuses private messages where there is no app', () => {
    const noApps = wecom.replace(/apps:\n.*\n/, '');
    const noCustomers = groups.replace(/ {2}- id: vip-01\n(?: {4}.*\n)*/, '');
    const files = { 'wecom.yaml': noApps, 'groups.yaml': noCustomers };
    expect(complaints(`on: message.received\n${here}do: [{ dm: x }]`, files)).toContain(
      'rules/a.yaml:4:14 rules.0.groups.0: 群「newbie-01」做不到:没有应用(apps),不能私信。',
    );
  });
  it('lets silent actions work in customer groups and speaking ones not', () => {
    const customer = (step: string) =>
      complaints(`on: member.joined\ngroups: [vip-01]\ndo: [${step}]`).filter((line) =>
        line.includes('做不到'),
      );
    expect(customer('{ tag: vip }')).toEqual([]);
    expect(customer('{ ask-nickname: {} }')).toHaveLength(1);
  });
});
