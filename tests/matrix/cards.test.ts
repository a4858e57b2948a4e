import { describe, expect, it } from 'vitest';
import type { Operator } from '../../src/domain/community.ts';
import type { Card } from '../../src/domain/message.ts';
import { features } from '../../src/features/index.ts';
import { activeFor } from '../support/converse.ts';
import { communityFor, groupFor, operator } from '../support/decide.ts';
import { throughEngine } from '../support/through-engine.ts';

/**
 * Every button of every card that stays in a group × who presses it × what became of the task meanwhile: it does what
 * the words do when the same person types them, and a card can be made to say nothing that its presser may not.
 */
const groups = [groupFor({ bindings: [{ type: 'aibot', aibot: 'helper', chatId: 'wr-newbie-01' }] })];
const chats = new Map(groups.map(({ id }) => [`aibot/helper/wr-${id}`, id]));
const staff = (['admin', 'operator', 'helper'] as const).map((role) => operator(role, role));
const community = { ...communityFor({ groups, operators: [...staff, operator('gone', 'admin')] }), chats };
const open = () =>
  throughEngine({
    version: 'v1',
    community,
    features: activeFor(features, community),
    rules: { count: 0, schedules: [], decide: () => ({}) },
    broadcasts: [],
  });
type Chat = ReturnType<typeof open>;

const tasks = {
  chain: '/接龙 新建 周六徒步 | 限2人 | 每人限2',
  'chain with options': '/接龙 新建 亲子游 | 选项 成人¥50,儿童¥20x1',
  checkin: '/打卡 新建 晨读 | 每天',
  'checkin with proof': '/打卡 新建 晨读 | 每天 | 至少5个字',
} as const;
const meanwhile = {
  nothing: [],
  'it filled up': ['代接 甲', '代接 乙'],
  'it was closed': ['/接龙 关闭', '确认', '/打卡 暂停'],
  'another one runs': ['/接龙 新建 读书会', '确认', '/打卡 新建 晚跑 | 每天', '确认'],
} as const;
const people = ['stranger', 'helper', 'operator', 'admin', 'gone'];
type Task = keyof typeof tasks;
type Meanwhile = keyof typeof meanwhile;
const taskNames = ['chain', 'chain with options', 'checkin', 'checkin with proof'] satisfies Task[];
const meanwhiles = ['nothing', 'it filled up', 'it was closed', 'another one runs'] satisfies Meanwhile[];

/** A chat in which the task has begun and something has happened since, and the card it came with. */
const staged = async (task: Task, since: Meanwhile): Promise<{ chat: Chat; card: Card }> => {
  const chat = open();
  await chat.says('admin', tasks[task]);
  const { card } = await chat.says('admin', '确认');
  for (const words of meanwhile[since]) await chat.says('admin', words);
  chat.change((now) => ({ ...now, operators: now.operators.filter(({ member }) => member.id !== 'gone') }));
  return { chat, card: card ?? expect.unreachable(`no card for ${task}`) };
};
const collections = [
  ...['chains', 'chain-index', 'chain:1', 'chain-held:1', 'chain-wait:1', 'chain:2', 'chain-held:2'],
  ...[
    'checkin:~1',
    'checkin:~2',
    'checkin-place:~1',
    'checkin-place:~2',
    'checkin-campaigns',
    'checkin-meta',
  ],
  ...['points', 'grants', 'confirm', 'audit'],
];
const stateOf = async (chat: Chat) =>
  Object.fromEntries(
    await Promise.all(
      collections.map(async (name) => [name, (await chat.rows('g:newbie-01', name))?.value] as const),
    ),
  );
const wordsOf = (key: string) => key.slice(key.indexOf('|') + 1);
const cases = taskNames.flatMap((task) => meanwhiles.map((since) => ({ task, since })));

describe('a button of a card', () => {
  it.each(cases)(
    'of a $task, when $since: does what its presser could have typed',
    async ({ task, since }) => {
      const { card } = await staged(task, since);
      let changed = 0;
      for (const { key, label } of card.buttons)
        for (const who of people) {
          const [pressed, typed] = [await staged(task, since), await staged(task, since)];
          const before = await stateOf(pressed.chat);
          await pressed.chat.presses(who, { taskId: pressed.card.id, key });
          // A button knows its campaign; typed words have to name it where there are several.
          const named = since === 'another one runs' && wordsOf(key) === '打卡' ? '打卡 晨读' : wordsOf(key);
          await typed.chat.says(who, named);
          const after = await stateOf(pressed.chat);
          expect([label, who, after]).toEqual([label, who, await stateOf(typed.chat)]);
          // Again: nothing more.
          await pressed.chat.presses(who, { taskId: pressed.card.id, key });
          expect([label, who, await stateOf(pressed.chat)]).toEqual([label, who, after]);
          if (JSON.stringify(before) !== JSON.stringify(after)) changed += 1;
        }
      const idle = since === 'it was closed' || task === 'checkin with proof';
      expect(changed > 0).toBe(!idle);
    },
  );

  it('made to say what only operators may say is as good as typing it', async () => {
    const orders = [
      '/接龙 关闭 #1',
      '/接龙 清空 #1',
      '/打卡 结束 晨读',
      '/授权 stranger 管理员',
      '/接龙 删除 #1 1',
    ];
    for (const task of ['chain', 'checkin'] as const)
      for (const order of orders)
        for (const who of ['stranger', 'gone', 'helper']) {
          const { chat, card } = await staged(task, 'nothing');
          await chat.says('admin', '代接 甲');
          const before = await stateOf(chat);
          const [head = ''] = card.buttons[0]?.key.split('|') ?? [];
          const { reply } = await chat.presses(who, { taskId: card.id, key: `${head}|${order}` });
          expect([order, who, reply]).toEqual([order, who, expect.stringMatching(/要.+以上才能用/)]);
          // What was refused is in the log; nothing else has changed.
          expect({ ...(await stateOf(chat)), audit: 0 }).toEqual({ ...before, audit: 0 });
        }
  });

  it('asks an operator for 确认 as words do, and takes it from nobody else', async () => {
    const { chat, card } = await staged('chain', 'nothing');
    const [head = ''] = card.buttons[0]?.key.split('|') ?? [];
    const press = (who: string, words: string) =>
      chat.presses(who, { taskId: card.id, key: `${head}|${words}` });
    expect((await press('operator', '/接龙 关闭 #1')).reply).toContain('准备关闭接龙');
    for (const who of people.filter((one) => one !== 'operator'))
      expect((await press(who, '确认')).reply).toContain('没有等你确认');
    const taken: Operator[] = staff.filter(({ member }) => member.id !== 'operator');
    chat.change((now) => ({ ...now, operators: taken }));
    expect((await press('operator', '确认')).reply).toContain('没有权限');
    expect((await chat.says('stranger', '接龙列表')).reply).not.toContain('已结束');
  });
});
