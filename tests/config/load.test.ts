import { describe, expect, it } from 'vitest';
import { loadFiles } from '../../src/config/load.ts';
import { complaints, features, groups, load, wecom } from './support.ts';

const rule = (body: string) => `rules:\n  - id: r\n${body.replace(/^/gm, '    ')}\n`;
const faq = (when: string) =>
  rule(`on: message.received\ngroups: [newbie-01]\nwhen: [${when}]\ndo: [{ reply: 好 }]`);

describe('problems', () => {
  const table: [file: string, source: string, line: unknown][] = [
    // wecom.yaml
    [
      'wecom.yaml',
      'corpId: ww1\n',
      'wecom.yaml:1:9 corpId: 企业 ID 只有字母和数字,例如 ww1234567890abcdef。',
    ],
    [
      'wecom.yaml',
      'apps: []\n',
      'wecom.yaml:1:1 corpId: 需要文字:写明值,或写环境变量的名字(前面加 $,外面加花括号)。',
    ],
    [
      'wecom.yaml',
      `${wecom}robot: []\n`,
      'wecom.yaml:8:1 robot: 不认识的键「robot」。 你是不是想写「robots」?',
    ],
    [
      'wecom.yaml',
      wecom.replace('token: abc123', 'token: a'),
      'wecom.yaml:3:75 apps.0.callback.token: Token 要 3–32 位字母或数字。',
    ],
    [
      'wecom.yaml',
      wecom.replace('k'.repeat(43), 'k'.repeat(42)),
      'wecom.yaml:3:99 apps.0.callback.encodingAESKey: EncodingAESKey 要正好 43 位字母或数字。',
    ],
    [
      'wecom.yaml',
      wecom.replace('name: 小群,', 'name: 小群, mode: websocket,'),
      'wecom.yaml:5:5 aibots.0.botId: mode 是 websocket 时缺少「botId」。',
    ],
    [
      'wecom.yaml',
      `${wecom}  - { id: push, key: 00000000-0000-0000-0000-000000000001 }\n`,
      'wecom.yaml:8:11 webhooks.1.id: 「push」写了两次。 请换一个 id。',
    ],
    // groups.yaml
    ['groups.yaml', 'groups: []\n', 'groups.yaml:1:9 groups: 至少写一项。'],
    [
      'groups.yaml',
      'groups:\n  - id: A\n    kind: internal\n',
      'groups.yaml:2:9 groups.0.id: 群 id 只用小写字母、数字、「-」和「_」,最多 64 个字符。',
    ],
    ['groups.yaml', 'groups:\n  - id: a\n', 'groups.yaml:2:5 groups.0.kind: 缺少「kind」。'],
    [
      'groups.yaml',
      'groups:\n  - id: a\n    kind: inner\n',
      'groups.yaml:3:11 groups.0.kind: 只能是 internal、appchat、customer。',
    ],
    [
      'groups.yaml',
      groups.replace('tags:', 'tag:'),
      'groups.yaml:4:5 groups.0.tag: 不认识的键「tag」。 你是不是想写「tags」?',
    ],
    [
      'groups.yaml',
      groups.replace('wr2', 'wr1'),
      'groups.yaml:8:41 groups.1.channels.0.chatId: 这个会话已经绑定到群「newbie-01」。 一个会话只能属于一个群,请删掉一处。',
    ],
    [
      'groups.yaml',
      groups.replace('id: newbie-02', 'id: newbie-01'),
      'groups.yaml:6:9 groups.1.id: 「newbie-01」写了两次。 请换一个 id。',
    ],
    [
      'groups.yaml',
      groups.replace('webhook: push', 'webhook: pusj'),
      'groups.yaml:5:59 groups.0.channels.1.webhook: wecom.yaml 里没有叫「pusj」的 webhook。 你是不是想写「push」?',
    ],
    [
      'groups.yaml',
      groups.replace('aibot: helper, chatId: wr2', 'aibot: helper'),
      'groups.yaml:8:16 groups.1.channels.0.chatId: 缺少「chatId」。',
    ],
    [
      'groups.yaml',
      groups.replace('{ app: community', '{ aibot: helper'),
      'groups.yaml:11:25 groups.2.channels.0.aibot: 客户群进不了机器人,不能绑定 aibot。 请改成 { app: …, chatId: … }。',
    ],
    [
      'groups.yaml',
      groups.replace('tags: [newbie]', 'timezone: Asia/Shanghia'),
      'groups.yaml:4:15 groups.0.timezone: 不认识的时区,请写成 Asia/Shanghai 这样的名字。',
    ],
    [
      'groups.yaml',
      groups.replace('tags: [newbie]', 'quietHours: 22-8'),
      'groups.yaml:4:17 groups.0.quietHours: 安静时段要写成 22:30-08:00 或 none。',
    ],
    [
      'groups.yaml',
      groups.replace('tags: [newbie]', 'dailyLimit: 0'),
      'groups.yaml:4:17 groups.0.dailyLimit: 不能小于 1。',
    ],
    [
      'groups.yaml',
      groups.replace('role: owner', 'role: owner, only: [greeting.sya]'),
      'groups.yaml:14:41 operators.0.only.0: 没有叫「greeting.sya」的权限。 你是不是想写「greeting.say」?',
    ],
    [
      'groups.yaml',
      groups.replace('role: owner', 'role: owner, groups: [newbie-03]'),
      'groups.yaml:14:43 operators.0.groups.0: 没有叫「newbie-03」的群。 你是不是想写「newbie-01」?',
    ],
    [
      'groups.yaml',
      groups.replace('tags: [newbie]', 'nicknameFormat: x'),
      'groups.yaml:4:21 groups.0.nicknameFormat: 没有 nicknames.yaml,找不到名片格式「x」。 请加上这个文件,或删掉 nicknameFormat。',
    ],
    // settings.yaml and the files of features
    [
      'settings.yaml',
      'testGroup: newbie-1\n',
      'settings.yaml:1:12 testGroup: 没有叫「newbie-1」的群。 你是不是想写「newbie-01」?',
    ],
    ['settings.yaml', 'dayStartsAt: 25:00\n', 'settings.yaml:1:14 dayStartsAt: 要写成 04:00 这样的时间。'],
    ['greetings.yaml', 'words: [你好, 滚]\n', 'greetings.yaml:1:13 words.1: 不礼貌。'],
    [
      'greetings.yaml',
      'word: [你好]\nwords: []\n',
      'greetings.yaml:1:1 word: 不认识的键「word」。 你是不是想写「words」?',
    ],
    [
      'greeting.yaml',
      'words: []\n',
      'greeting.yaml:1:1 (文件): 提醒:没有功能读取这个文件。 你是不是想写「greetings.yaml」?',
    ],
    // YAML itself
    [
      'settings.yaml',
      'reply: all\nreply: all\n',
      'settings.yaml:2:1 (文件): 同一个键写了两次。 请删掉一个。',
    ],
    [
      'settings.yaml',
      'a: &x [1]\nb: *x\n',
      'settings.yaml:1:7 (文件): 不支持锚点(&)和引用(*)。 请直接写出内容;以 * 开头的文字请加引号。',
    ],
    [
      'settings.yaml',
      "webhookHosts: ['a\n",
      'settings.yaml:2:1 (文件): 有一个引号没有收口。 请从这里往上找只有一半的引号。',
    ],
    [
      'rules/a.yaml',
      rule('on: message.received\ngroups: [!newbie-01]\ndo: [{ reply: x }]'),
      "rules/a.yaml:4:14 (文件): 没加引号的「!」会被当成标签。 请加引号,例如 '!newbie-09'。",
    ],
    // rules
    [
      'rules/a.yaml',
      'rules:\n  - id: r\n    on: message.received\n',
      'rules/a.yaml:2:5 rules.0.do: 缺少「do」。',
    ],
    [
      'rules/a.yaml',
      rule('evnt: x\non: message.received\ndo: [{ reply: x }]\ngroups: [newbie-01]'),
      'rules/a.yaml:3:5 rules.0.evnt: 不认识的键「evnt」。 可以写:id、on、schedule、groups、when、merge、cooldown、do、priority、stop、mode。',
    ],
    [
      'rules/a.yaml',
      rule('on: message.received\nmerge: { window: 20s }\ngroups: [newbie-01]\ndo: [{ reply: x }]'),
      'rules/a.yaml:4:12 rules.0.merge: merge 只能用在 member.joined 和 member.left 的规则里。 请删掉 merge。',
    ],
    [
      'rules/a.yaml',
      rule('on: message.recieved\ndo: [{ reply: x }]'),
      'rules/a.yaml:3:9 rules.0.on: 只能是 message.received、command.unknown、member.joined、member.left、member.renamed、card.clicked、feedback.given、chat.entered、group.created、group.renamed、group.owner-changed、group.notice-changed、group.dismissed、bot.added、bot.removed、schedule,或别的规则 emit 的名字。 你是不是想写「message.received」?',
    ],
    [
      'rules/a.yaml',
      faq('{ text.anny: [票] }'),
      'rules/a.yaml:5:14 rules.0.when.0.text.anny: 不认识的键「text.anny」。 你是不是想写「text.any」?',
    ],
    [
      'rules/a.yaml',
      faq('{ text.any: [" "] }'),
      'rules/a.yaml:5:25 rules.0.when.0.text.any.0: 不能是空的词。',
    ],
    [
      'rules/a.yaml',
      faq('{ text.regex: "(?=x)" }'),
      expect.stringMatching(/^rules\/a\.yaml:5:26 rules\.0\.when\.0\.text\.regex: 正则写得不对/),
    ],
    ['rules/a.yaml', faq('{}'), 'rules/a.yaml:5:12 rules.0.when.0: 条件是空的。'],
    [
      'rules/a.yaml',
      rule('on: message.received\ngroups: [newbie-01]\ndo: [{ reply: x, send: y }]'),
      'rules/a.yaml:5:10 rules.0.do.0: 每一步只写一个动作,请拆成几步。',
    ],
    [
      'rules/a.yaml',
      rule('on: message.received\ngroups: [newbie-01]\ndo: [{ repyl: x }]'),
      'rules/a.yaml:5:12 rules.0.do.0.repyl: 不认识的键「repyl」。 你是不是想写「reply」?',
    ],
    [
      'rules/a.yaml',
      rule('on: message.received\ngroups: [newbie-01]\ndo: [{ greet: { loud: 1 } }]'),
      'rules/a.yaml:5:27 rules.0.do.0.greet.loud: 需要 true 或 false。',
    ],
    [
      'rules/a.yaml',
      rule('on: message.received\ngroups: [newbie-01]\ndo: [{ after: soon, do: [{ send: x }] }]'),
      'rules/a.yaml:5:19 rules.0.do.0.after: 要写成 10m、2h 或 1d,最长一年。',
    ],
    [
      'rules/a.yaml',
      rule('on: message.received\ngroups: [newbie-01]\ndo: [{ reply: "" }]'),
      'rules/a.yaml:5:19 rules.0.do.0.reply: 内容是空的。',
    ],
    [
      'rules/a.yaml',
      rule('on: message.received\ngroups: [newbie-01]\ndo: [{ reply: "{{ membre.name }}" }]'),
      'rules/a.yaml:5:19 rules.0.do.0.reply: 模板里没有「membre」这个变量。 你是不是想写「member」?',
    ],
    [
      'rules/a.yaml',
      rule('on: message.received\ngroups: [newbie-01]\ndo: [{ reply: { template: welcom.md } }]'),
      'rules/a.yaml:5:31 rules.0.do.0.reply.template: templates/ 里没有「welcom.md」。 你是不是想写「welcome.md」?',
    ],
    [
      'rules/a.yaml',
      rule('on: member.joined\ngroups: [newbie-01]\ndo: [{ reply: x }]'),
      'rules/a.yaml:5:19 rules.0.do.0.reply: 没有人在等回复,这里不能用 reply。 请改用 send。',
    ],
    [
      'rules/a.yaml',
      rule('on: message.received\ngroups: [newbie-01]\ndo: [{ send: { text: x, mention: newcomers } }]'),
      'rules/a.yaml:5:38 rules.0.do.0.send.mention: 只有 member.joined 的规则有 newcomers。 请改成 sender。',
    ],
    [
      'rules/a.yaml',
      rule('on: member.joined\ngroups: [newbie-01, nwebie-02]\ndo: [{ send: x }]'),
      'rules/a.yaml:4:25 rules.0.groups.1: 没有叫「nwebie-02」的群。 你是不是想写「newbie-02」?',
    ],
    [
      'rules/a.yaml',
      rule("on: member.joined\ngroups: [newbie-01, '!newbie-09']\ndo: [{ send: x }]"),
      'rules/a.yaml:4:25 rules.0.groups.1: 提醒:没有叫「newbie-09」的群。 你是不是想写「newbie-01」?',
    ],
    [
      'rules/a.yaml',
      rule('on: member.joined\ngroups: ["tag:nobody"]\ndo: [{ send: x }]'),
      'rules/a.yaml:4:14 rules.0.groups.0: 没有一个群有标签「nobody」。 可以写:newbie。',
    ],
    [
      'rules/a.yaml',
      rule('on: member.joined\ngroups: [vip-01]\ndo: [{ send: x }]'),
      'rules/a.yaml:4:14 rules.0.groups.0: 群「vip-01」做不到:客户群不允许机器人发言,请改用 notify 提醒值班同事。',
    ],
    [
      'rules/a.yaml',
      rule('on: message.received\ngroups: [vip-01]\ndo: [{ notify: x }]'),
      'rules/a.yaml:4:14 rules.0.groups.0: 群「vip-01」做不到:听不到 message.received。',
    ],
    [
      'rules/a.yaml',
      rule('on: member.joined\ngroups: ["vip-*"]\ndo: [{ send: x }]'),
      'rules/a.yaml:4:13 rules.0.groups: 没有一个群做得到:vip-01(客户群不允许机器人发言,请改用 notify 提醒值班同事)。',
    ],
    [
      'rules/a.yaml',
      rule('on: message.received\ndo: [{ reply: x }]'),
      'rules/a.yaml:2:5 rules.0: 提醒:这些群会跳过:vip-01(听不到 message.received)。',
    ],
    [
      'rules/a.yaml',
      rule('on: message.received\ngroups: [newbie-02]\ndo: [{ send: x }]'),
      'rules/a.yaml:4:13 rules.0.groups: 提醒:这些群没有推送通道,主动要说的话会附在下一次回复后面:newbie-02。 想准时发出去,请给群绑定 webhook。',
    ],
    [
      'rules/a.yaml',
      rule('on: message.received\ngroups: [newbie-01]\nmode: test\ndo: [{ reply: x }]'),
      'rules/a.yaml:5:11 rules.0.mode: mode: test 需要测试群。 请在 settings.yaml 里写 testGroup。',
    ],
  ];
  it.each(table.map(([file, source, line]) => ({ file, source, line })))(
    'tells $line',
    ({ file, source, line }) => {
      expect(complaints({ [file]: source, 'templates/welcome.md': '欢迎' })).toContainEqual(line);
    },
  );

  it.each([
    { source: `a: ${'['.repeat(100_000)}`, line: 'settings.yaml:1:35 (文件): 嵌套超过 32 层。' },
    { source: `a: ${'['.repeat(40)}${']'.repeat(40)}`, line: 'settings.yaml:1:35 (文件): 嵌套超过 32 层。' },
    {
      source: `# ${'x'.repeat(1024 * 1024)}`,
      line: 'settings.yaml:1:1 (文件): 文件超过 1 MB,请拆成几个文件。',
    },
  ])('refuses what could overwhelm it: $line', ({ source, line }) => {
    expect(complaints({ 'settings.yaml': source }).join().slice(0, 200)).toBe(line);
  });

  it.each([
    [
      'newbie：',
      'groups:\n  - id：newbie-01\n    kind: internal\n',
      'groups.yaml:2:7 (文件): 这里用了全角冒号「：」。',
    ],
    ['a Tab', 'groups:\n  - id: a\n\tkind: internal\n  - id: b\n', 'groups.yaml:3:1 (文件): 缩进里有 Tab。'],
    [
      'an open [',
      'groups:\n  - id: a\n    tags: [x\n    kind: internal\n',
      'groups.yaml:4:5 (文件): 上面有一个 [ 或 { 没有收口。',
    ],
  ])('names the cause and not what follows from it: %s', (_, source, said) => {
    const lines = complaints({ 'groups.yaml': source });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(said);
  });
  it.each([
    ['on: message.recieved\ndo: [{ reply: x }]', '你是不是想写「message.received」?'],
    ['on: message.received\nd0: [{ reply: x }]', '不认识的键「d0」。 你是不是想写「do」?'],
    ['on: message.received\ndo: [{ replay: x }]', '不认识的键「replay」。 你是不是想写「reply」?'],
    ["on: message.received\ndo: [{ reply: '{{ member.name }' }]", '「{{」没有用「}}」收口。'],
    [
      "on: message.received\ndo: [{ reply: '{% if %}x{% endif %}' }]",
      '里少写了内容,比如「{{ member.name }}」。',
    ],
    ["on: member.joined\ndo: [{ send: '{% for n %}x{% endfor %}' }]", '「{% for n %}」没写完整'],
    ["on: member.joined\ndo: [{ send: '{% for n in newcomers %}' }]", '「{% for … %}」没有收口。'],
    ["on: member.joined\ndo: [{ send: '{% endfo %}' }]", '不认识「{% endfo %}」'],
    ["on: member.joined\ndo: [{ send: '{{ group.name | shout }}' }]", '没有「| shout」这个过滤器。'],
    ["on: member.joined\ndo: [{ send: '{{ group.heading }}' }]", '可以写:group.id、group.name、group.size。'],
    ["on: message.received\nwhen: [{ text.regex: '([a-z' }]\ndo: [{ reply: x }]", '「[」没有用「]」收口。'],
  ])('says it in the words of who wrote it: %j', (body, said) => {
    const lines = complaints({ 'rules/a.yaml': rule(body) }).filter((line) => !line.includes('提醒:'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(said);
  });

  it('lists every problem of every file, in order', () => {
    const lines = complaints({
      'groups.yaml': groups.replace('kind: internal', 'kind: x').replace('role: owner', 'rule: owner'),
      'rules/a.yaml': 'rules:\n  - id: R\n  - on: X\n',
      'greetings.yaml': 'words: 1\n',
    });
    expect(lines.map((line) => line.split(':').slice(0, 3).join(':').replace(/ .*/, ''))).toEqual([
      'greetings.yaml:1:8',
      'groups.yaml:3:11',
      'groups.yaml:14:21',
      'rules/a.yaml:2:5',
      'rules/a.yaml:2:5',
      'rules/a.yaml:2:9',
      'rules/a.yaml:3:5',
      'rules/a.yaml:3:5',
      'rules/a.yaml:3:9',
    ]);
  });

  it('asks for the files it cannot do without', () => {
    const loaded = loadFiles(new Map(), {
      secrets: { type: 'none' },
      features,
      live: () => expect.unreachable(),
    });
    expect(loaded.problems.map(({ file, code }) => [file, code])).toEqual([
      ['groups.yaml', 'missing-file'],
      ['wecom.yaml', 'missing-file'],
    ]);
  });

  it('points into a template file, once however many rules use it', () => {
    const two = ['a', 'b'].map(
      (id) =>
        `  - { id: ${id}, on: member.joined, groups: [newbie-01], do: [{ send: { template: t.md } }] }\n`,
    );
    expect(
      complaints({ 'rules/a.yaml': `rules:\n${two.join('')}`, 'templates/t.md': '欢迎\n  {{ text }}\n' }),
    ).toEqual([
      'templates/t.md:2:6 rules.1.do.0.send.template: 模板里没有「text」这个变量。 可以写:group、now、member、newcomers。',
    ]);
  });

  it('finds ids used twice over files, answers that overlap and rules nobody reaches', () => {
    const one = (id: string, more: string) =>
      `rules:\n  - { id: ${id}, on: message.received, groups: [newbie-01], ${more}, do: [{ reply: x }] }\n`;
    const lines = complaints({
      'rules/a.yaml': one('a', 'when: [{ text.any: [发票] }]'),
      'rules/b.yaml': one('a', 'when: [{ text.any: [发票] }]'),
      'rules/c.yaml': one('wall', 'stop: true'),
      'rules/d.yaml': one('behind', 'when: [{ text.any: [别的] }]'),
    });
    expect(lines).toEqual([
      'rules/b.yaml:2:11 rules.0.id: 规则 id「a」已经在 rules/a.yaml 用过。 请换一个 id。',
      expect.stringMatching(/^rules\/b\.yaml:2:\d+ rules\.0\.when: 提醒:「发票」也在规则「a」里/),
      'rules/d.yaml:2:11 rules.0.id: 永远轮不到这条规则:前面的「wall」总会匹配并且 stop。',
    ]);
  });
});

describe('a good configuration', () => {
  const files = {
    'settings.yaml': 'quietHours: none\ndailyLimit: 5\ndayStartsAt: 04:00\n',
    'greetings.yaml': 'words: [你好]\n',
    'broadcasts.yaml':
      "broadcasts:\n  - { id: b, schedule: { cron: '0 9 * * 1-5' }, to: ['newbie-*'], content: { text: 早 } }\n",
    'rules/a.yaml': rule(
      'on: message.received\ngroups: [newbie-01]\ndo: [{ reply: 好 }, { greet: { loud: true } }]',
    ),
  };
  const loaded = load(files);
  const book = loaded.ok ? loaded.book : expect.unreachable();

  it('becomes a book', () => {
    expect(loaded.ok && loaded.settings.reply).toBe('first-wins');
    expect(book.rules.count).toBe(1);
    expect(book.features.map(({ id }) => id)).toEqual(['broadcast', 'greeting']);
    expect(book.broadcasts.map(({ id, targets }) => [id, targets])).toEqual([
      ['b', ['newbie-01', 'newbie-02']],
    ]);
    expect([...book.community.chats]).toEqual([
      ['aibot/helper/wr1', 'newbie-01'],
      ['aibot/helper/wr2', 'newbie-02'],
      ['app/community/wo1', 'vip-01'],
    ]);
  });
  it('gives groups the defaults of the settings and works out what they can do', () => {
    const shown = [...book.community.groups.values()].map((group) => ({
      id: group.id,
      quiet: group.quietHours,
      limit: group.dailyLimit,
      starts: group.dayStartsAt,
      hears: [...group.capabilities.hears],
      says: [...group.capabilities.says],
      confirm: group.capabilities.confirm,
    }));
    const standard = { quiet: undefined, limit: 5, starts: 240, confirm: 'none' };
    const bot = ['mention', 'card', 'bot-change'];
    expect(shown).toEqual([
      { id: 'newbie-01', ...standard, hears: bot, says: ['reply', 'text', 'markdown', 'mention'] },
      { id: 'newbie-02', ...standard, hears: bot, says: ['reply'] },
      {
        id: 'vip-01',
        ...standard,
        hears: ['join', 'leave', 'group-change', 'nickname'],
        says: ['dm-staff'],
        confirm: 'owner',
      },
    ]);
  });
  it('has a version that changes with every file except wecom.yaml', () => {
    const versionOf = (more: Record<string, string>) => {
      const other = load({ ...files, ...more });
      return other.ok ? other.book.version : expect.unreachable();
    };
    expect(book.version).toMatch(/^[0-9a-f]{12}$/);
    expect(versionOf({})).toBe(book.version);
    expect(versionOf({ 'wecom.yaml': `${wecom}# x\n` })).toBe(book.version);
    expect(versionOf({ 'templates/new.md': 'x' })).not.toBe(book.version);
    expect(versionOf({ 'settings.yaml': `${files['settings.yaml']}# x\n` })).not.toBe(book.version);
  });
  it('uses the defaults of the contract without settings', () => {
    const plain = load({});
    const group = plain.ok ? [...plain.book.community.groups.values()][0] : undefined;
    expect(group).toMatchObject({
      timezone: 'Asia/Shanghai',
      quietHours: { from: 1350, to: 480 },
      dailyLimit: 12,
      dayStartsAt: 0,
      greetOnFirstMention: false,
    });
  });
});
