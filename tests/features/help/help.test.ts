import { describe, expect, it } from 'vitest';
import { bindingFeature } from '../../../src/features/binding/index.ts';
import { defineFeature } from '../../../src/features/feature.ts';
import { helpFeature } from '../../../src/features/help/index.ts';
import { features as all } from '../../../src/features/index.ts';
import { commandFor } from '../../support/command.ts';
import { converse } from '../../support/converse.ts';
import { communityFor } from '../../support/decide.ts';

const chain = defineFeature({
  id: 'chain',
  activate: () => ({
    id: 'chain',
    commands: [
      commandFor('接龙', { aliases: ['报名'], examples: ['接龙 2', '+1'], section: '接龙' }),
      commandFor('接龙列表', { section: '接龙' }),
      commandFor('/接龙 新建', {
        section: '接龙',
        minRole: 'operator',
        examples: ['/接龙 新建 徒步 | 限20人'],
      }),
    ],
  }),
});
const around = { community: communityFor(), live: () => ({ queueDepth: 0, redis: '', recentErrors: [] }) };
const features = [helpFeature, chain, bindingFeature];

describe('帮助', () => {
  it('shows a member what a member may do here, by section', () => {
    expect(converse({ features }).says('u1', '帮助').reply).toBe(
      [
        '其他「帮助」看看我会什么',
        '接龙「接龙 2」做接龙',
        '还有:接龙列表',
        '想看某一项怎么用,发「帮助 接龙」。',
      ].join('\n'),
    );
  });

  it('shows an operator more, and an admin what admins do', () => {
    const group = converse({ features });
    expect(group.says('zhangsan', '/help').reply).toMatch(/\/接龙 新建 徒步/);
    expect(group.says('zhangsan', '/help').reply).not.toMatch(/\/绑定/);
    expect(group.says('boss', '/help').reply).toMatch(/\/绑定 newbie-01/);
  });

  it.each(['help', '/help', '？', '?', '幫助', '／帮助', '菜单', '帮助!', '怎么用', '你会什么?'])(
    'answers %s',
    (text) => {
      expect(converse({ features }).says('u1', text).reply).toMatch(/^其他「帮助」/);
    },
  );

  it('tells how to start in a chat nobody bound', () => {
    const reply = converse({ features, group: null }).says('u1', '帮助').reply;
    expect(reply).toBe('这个群还没有绑定。请管理员在这里发「/绑定 群编号」,绑好就能用了。');
  });

  it('sends somebody who asks in a 1:1 chat to the group', () => {
    const dm = { channel: 'aibot', via: 'helper', chatId: 'u1', type: 'single' } as const;
    expect(converse({ features, group: null }).says('u1', '帮助', dm).reply).toMatch(
      /^打卡、接龙、改名片都在群里用.*$/,
    );
  });

  it('explains one topic, the command of that name first', () => {
    const group = converse({ features });
    const reply = group.says('u1', '/help 接龍').reply;
    expect(reply).toBe(
      [
        '接龙',
        '做接龙',
        '例如:「接龙 2」、「+1」',
        '也可以说:报名',
        '接龙列表',
        '做接龙列表',
        '例如:「接龙列表」',
      ].join('\n'),
    );
    // More than two: a line for each of the others.
    expect(group.says('zhangsan', '帮助 接龙').reply?.split('\n').slice(4)).toEqual([
      '接龙列表 · 做接龙列表',
      '/接龙 新建 徒步 | 限20人 · 做/接龙 新建',
      '想看某一项怎么用,发「帮助 接龙列表」。',
    ]);
  });

  it('finds a topic by another spelling', () => {
    expect(converse({ features }).says('u1', '帮助 报名').reply).toMatch(/^接龙\n/);
  });

  it('suggests the nearest topic', () => {
    expect(converse({ features }).says('u1', '/help 接笼').reply).toBe(
      '没有找到「接笼」,你是不是想看「帮助 接龙」?',
    );
    expect(converse({ features }).says('u1', '/help 天气').reply).toMatch(/发「帮助」看看全部/);
  });

  it('does not explain what is not for the person asking', () => {
    expect(converse({ features }).says('u1', '/help 绑定').reply).toMatch(/没有找到/);
  });
});

describe('帮助 in a real group', () => {
  const group = converse({ features: all });
  const linesOf = (who: string, text: string) => group.says(who, text).reply?.split('\n') ?? [];
  const commands = all.flatMap((feature) => feature.activate(undefined, around).commands);

  it('is a few lines for a member', () => {
    const shown = linesOf('u1', '帮助');
    expect(shown.length).toBeLessThanOrEqual(12);
    expect(shown).toContain('接龙「接龙」报名接龙,再发一次就是改数量;替别人报写上名字');
    expect(shown.join('\n')).not.toContain('/');
  });
  it.each(['zhangsan', 'boss'])('and not many for %s, who runs things', (who) => {
    const shown = linesOf(who, '帮助');
    expect(shown.length).toBeLessThanOrEqual(18);
    expect(shown.some((line) => /^管理:\/接龙 新建\|改\|.*例如「\/接龙 新建/.test(line))).toBe(true);
  });

  /** Whoever may run a command sees its name at once, and finds out about it by its section. */
  it.each(
    commands
      .filter(({ places }) => places.includes('group'))
      .map((command) => [command.name, command] as const),
  )('leads to %s', (_, { name, section, examples, minRole }) => {
    const [head = '', sub] = name.split(' ');
    const overview = linesOf('boss', '帮助').join('\n');
    expect(overview).toContain(head);
    if (sub !== undefined) expect(overview).toMatch(new RegExp(`${head} (?:[^\\s、]*\\|)?${sub}`));
    const about = linesOf('boss', `帮助 ${section}`).join('\n');
    expect(about.includes(`${examples[0]} · `) || about.split('\n').includes(name)).toBe(true);
    const seen = [...linesOf('u1', '帮助'), ...linesOf('u1', `帮助 ${section}`)].join('\n');
    if (minRole !== 'member') expect(seen).not.toContain(name);
  });
});
