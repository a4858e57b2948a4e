import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { cardExpired, decideCommand } from '../../src/commands/dispatch.ts';
import { plainText } from '../../src/domain/message.ts';
import { prepareBook } from '../../src/engine/prepare-book.ts';
import { features } from '../../src/features/index.ts';
import { replaceableTexts } from '../../src/features/vocabulary.ts';
import { talk } from '../features/support.ts';
import { communityFor, contextFor, groupFor, NOON, operator } from '../support/decide.ts';
import { bookWith, problemsWith } from './texts-support.ts';

const root = resolve(import.meta.dirname, '../..');
const replaceable = replaceableTexts(features);
const keys = Object.entries(replaceable).flatMap(([feature, texts]) =>
  Object.entries(texts).map(([key, names]) => ({ feature, key, names })),
);
const every = (textOf: (feature: string, key: string, names: readonly string[]) => string) =>
  stringify(
    Object.fromEntries(
      Object.entries(replaceable).map(([feature, texts]) => [
        feature,
        Object.fromEntries(Object.entries(texts).map(([key, names]) => [key, textOf(feature, key, names)])),
      ]),
    ),
  );

describe('every text that can be replaced', () => {
  it('can be replaced, with all that may stand in it', () => {
    const texts = every((_, key, names) => `${key} ${names.map((name) => `{{ ${name} }}`).join(' ')}`);
    expect(problemsWith(texts)).toEqual([]);
    expect(bookWith(texts).overrides?.commands?.tooFast).toBe('tooFast ');
  });
  it.each(keys)('$feature $key takes no other name', ({ feature, key, names }) => {
    const [problem, ...others] = problemsWith(`${feature}:\n  ${key}: '{{ nobodyKnows }}'\n`);
    expect(others).toEqual([]);
    expect(problem).toContain(`texts.yaml:2:${key.length + 5} ${feature}.${key}: 没有「{{ nobodyKnows }}」`);
    for (const name of names) expect(problem).toContain(`{{ ${name} }}`);
  });
  it.each(keys)('$feature $key is said somewhere', ({ feature, key }) => {
    const folder = resolve(root, 'src', feature === 'commands' ? 'commands' : `features/${feature}`);
    const source = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(resolve(folder, name), 'utf8'))
      .join('\n');
    // As the argument that names the text, not only where the keys are listed.
    expect(source).toMatch(new RegExp(`\\bword\\(\\s*(?:[^()]*\\? )?(?:'\\w+' : )?'${key}'`));
  });
});

const community = communityFor({
  operators: [operator('boss', 'owner'), operator('admin', 'admin'), operator('zhangsan', 'operator')],
  groups: [groupFor(), groupFor({ id: 'vip-01', name: '贵宾群', kind: 'customer', bindings: [] })],
});
/** What is replaced, the conversation, and how its last answer begins. */
const conversations: readonly (readonly [string, string, readonly (readonly [string, string])[], string])[] =
  [
    [
      'commands.denied',
      '{{ command }}归{{ role }}管',
      [['u1', '/授权 列表']],
      '/授权 列表归管理员管\n可以找 ',
    ],
    [
      'commands.deniedAsk',
      '问问{{ people }}',
      [['u1', '/授权 列表']],
      '「/授权 列表」要管理员以上才能用。\n问问admin',
    ],
    ['help.more', '还想看就发帮助 {{ name }}', [['u1', '帮助']], ''],
    ['help.unknown', '没有{{ typed }}呢', [['u1', '帮助 火星探测']], '没有火星探测呢'],
    ['help.unknownNear', '没有{{ typed }},{{ near }}要吗', [['u1', '帮助 打卡棒']], '没有打卡棒,打卡榜要吗'],
    ['privacy.nothing', '啥也没记', [['u1', '我的数据']], '啥也没记'],
    [
      'privacy.kept',
      '记了这些',
      [
        ['u1', '改名片 小王'],
        ['u1', '我的数据'],
      ],
      '记了这些\n· 名册:名字',
    ],
    [
      'privacy.keptNext',
      '删就发删除我的数据',
      [
        ['u1', '改名片 小王'],
        ['u1', '我的数据'],
      ],
      '',
    ],
    ['privacy.echo', '全都删?', [['u1', '删除我的数据']], '全都删?\n'],
    [
      'privacy.erased',
      '干净了',
      [
        ['u1', '删除我的数据'],
        ['u1', '确认'],
      ],
      '干净了',
    ],
    ['confirm.question', '回确认就办', [['u1', '删除我的数据']], ''],
    ['confirm.nothing', '没事等你', [['u1', '确认']], '没事等你'],
    [
      'confirm.dropped',
      '算了',
      [
        ['u1', '删除我的数据'],
        ['u1', '取消'],
      ],
      '算了',
    ],
    ['confirm.nothingToDrop', '没得取消', [['u1', '取消']], '没得取消'],
    [
      'export.coming',
      '{{ table }}做好就发你,{{ format }}',
      [['boss', '/导出 成员 csv']],
      '成员做好就发你,csv',
    ],
    [
      'export.unknown',
      '没有{{ typed }},有{{ tables }}',
      [['boss', '/导出 火星探测']],
      '没有火星探测,有成员、',
    ],
    [
      'roles.given',
      '{{ member }}当上{{ role }}',
      [
        ['boss', '/授权 lisi 运营'],
        ['boss', '确认'],
      ],
      'lisi当上「运营」',
    ],
    ['roles.self', '自己给自己可不行', [['boss', '/授权 boss 运营']], '自己给自己可不行'],
    ['roles.inFile', '去文件里改', [['boss', '/授权 取消 zhangsan']], '去文件里改'],
    ['audit.none', '一条都没有', [['boss', '/操作记录']], '一条都没有'],
    [
      'audit.heading',
      '就这 {{ count }} 条',
      [
        ['boss', '/授权 列表'],
        ['boss', '/操作记录'],
      ],
      '就这 1 条\n',
    ],
    ['tags.none', '还没人有标签', [['zhangsan', '/成员 标签']], '还没人有标签'],
    ['tags.nobody', '{{ typed }}是谁', [['zhangsan', '/成员 标签 @小王 加 vip']], '@小王是谁'],
    ['roster.listHow', '写页数', [['zhangsan', '/成员 名单 abc']], '写页数'],
    [
      'roster.noPage',
      '第 {{ page }} 页没有,共 {{ pages }} 页',
      [['zhangsan', '/成员 名单 9']],
      '第 9 页没有,共 1 页',
    ],
    [
      'binding.boundInFile',
      '{{ group }}定在文件里({{ id }})',
      [['boss', '/绑定 vip-01']],
      '新手训练营 1 群定在文件里(newbie-01)',
    ],
    ['status.noErrors', '都挺好', [['zhangsan', '/状态']], ''],
    ['rules.noneHere', '这群没规则', [['zhangsan', '/规则']], '这群没规则'],
    ['rules.unknownRule', '没{{ typed }}这条', [['boss', '/规则 关 nothing']], '没nothing这条'],
    ['why.nothing', '我没吭声', [['zhangsan', '/为什么']], '我没吭声'],
  ];

describe('a replaced text', () => {
  it.each(conversations)('%s is said', (name, written, said, answer) => {
    const [feature = '', key = ''] = name.split('.');
    const { features, overrides } = bookWith(stringify({ [feature]: { [key]: written } }));
    const chat = talk(features, { community, now: NOON, overrides });
    const answers = said.map(([who, what]) => chat.say(who, what) ?? '');
    const last = answers.at(-1) ?? '';
    if (answer === '') expect(last.split('\n')).toContain(written.replace('{{ name }}', '打卡'));
    else expect(last.slice(0, answer.length)).toBe(answer);
  });
  it('of the dispatcher is said', () => {
    const book = bookWith(
      stringify({
        commands: {
          cardExpired: '旧卡片啦',
          tooFast: '慢一点',
          didYouMean: '要{{ near }}?',
          unknownCommand: '我不会{{ typed }}',
          unknownNear: '没有{{ typed }},有{{ near }}',
          onlyGroup: '{{ command }}去群里说',
        },
      }),
    );
    const { registry } = prepareBook(book);
    const answer = (text: string, more: Partial<ReturnType<typeof contextFor>> = {}) => {
      const done = decideCommand(registry, { ...contextFor({ text }), ...more });
      const outcome = done.handled ? done.outcome : done.suggestion?.();
      return outcome?.reply && plainText(outcome.reply);
    };
    expect(answer('/火星探测')).toBe('我不会火星探测');
    expect(answer('/帮住')).toBe('没有帮住,有/帮助');
    expect(answer('打卡帮')).toBe('要打卡榜?');
    const late = cardExpired(registry).reply;
    expect(late && plainText(late)).toBe('旧卡片啦');
    const held = decideCommand(registry, { ...contextFor({ text: '帮助' }), pace: () => 'hint' });
    expect(held.handled && held.outcome.reply && plainText(held.outcome.reply)).toBe('慢一点');
  });
  it('shows what members typed as data', () => {
    const { registry } = prepareBook(bookWith("commands:\n  unknownCommand: '不会 {{ typed }}'\n"));
    const done = decideCommand(registry, contextFor({ text: '/天气*_~' }));
    const reply = done.handled ? undefined : done.suggestion?.()?.reply;
    expect(reply?.parts.map(({ type }) => type)).toEqual(['text', 'data']);
  });
});

describe('the sample of texts.yaml', () => {
  const sample = readFileSync(resolve(root, 'config/texts.yaml'), 'utf8');
  const woken = sample.replace(/^# (?=(?: {2})?\w+: ?\S*)(?!yaml-language-server)/gm, '');
  it('changes nothing as it is', () => {
    expect(problemsWith(sample)).toEqual([]);
    expect(bookWith(sample).overrides).toEqual({});
  });
  it('is right once its comments are taken away', () => {
    expect(problemsWith(woken)).toEqual([]);
    expect(Object.keys(bookWith(woken).overrides ?? {}).sort()).toEqual([
      'chain',
      'commands',
      'confirm',
      'help',
    ]);
  });
});
