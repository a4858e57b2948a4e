import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/domain/message.ts';
import { chainFeature } from '../../../src/features/chain/index.ts';
import { confirmFeature } from '../../../src/features/confirm/index.ts';
import { templateCard } from '../../../src/wecom/aibot-reply.ts';
import { aibotChat, communityFor, groupFor, NOON, operator } from '../../support/decide.ts';
import { buttonOf, throughEngine } from '../../support/through-engine.ts';
import { activate, talk } from '../support.ts';

const groups = [
  groupFor({ bindings: [{ type: 'aibot', aibot: 'helper', chatId: 'wr-newbie-01' }] }),
  groupFor({ id: 'vip-01', bindings: [{ type: 'aibot', aibot: 'helper', chatId: 'wr-vip-01' }] }),
];
const chats = new Map(groups.map(({ id }) => [`aibot/helper/wr-${id}`, id]));
const community = { ...communityFor({ groups, operators: [operator('ops', 'operator')] }), chats };
const open = () => {
  const features = [
    activate(confirmFeature, undefined, community),
    activate(chainFeature, undefined, community),
  ];
  const rules = { count: 0, schedules: [], decide: () => ({}) };
  return throughEngine({ version: 'v1', community, features, rules, broadcasts: [] });
};
type Chat = ReturnType<typeof open>;
const vip = aibotChat('wr-vip-01');
/** A new chain and the card it comes with. */
const begin = async (chat: Chat, plan: string, where = aibotChat('wr-newbie-01')) => {
  await chat.says('ops', `/接龙 新建 ${plan}`, { chat: where });
  return (await chat.says('ops', '确认', { chat: where })).card;
};
const names = (chat: Chat) =>
  chat.says('ops', '接龙列表').then(({ reply = '' }) => reply.split('\n').slice(1));

describe('the card of a 接龙', () => {
  it('comes when one is opened, reopened or listed, and with nothing else', async () => {
    const chat = open();
    const labels = (card: Awaited<ReturnType<typeof begin>>) => card?.buttons.map(({ label }) => label);
    const card = await begin(chat, '周六徒步 | 限2人');
    expect(labels(card)).toEqual(['报名', '取消', '看名单']);
    expect(card).toMatchObject({ title: '周六徒步', note: '已报 0/2' });
    expect((await chat.says('u1', '+1')).card).toBeUndefined();
    const listed = await chat.says('u1', '接龙列表');
    expect(labels(listed.card)).toEqual(['报名', '取消', '看名单']);
    expect(listed.card?.id).not.toBe(card?.id);
    await chat.says('ops', '/接龙 关闭');
    await chat.says('ops', '确认');
    expect((await chat.says('u1', '接龙列表')).card).toBeUndefined();
    await chat.says('ops', '/接龙 重开');
    expect(labels((await chat.says('ops', '确认')).card)).toEqual(['报名', '取消', '看名单']);
  });

  it('takes the place of the card that asked, when 确认 was pressed', async () => {
    const chat = open();
    const asked = await chat.says('ops', '/接龙 新建 周六徒步');
    const begun = await chat.presses('ops', buttonOf(asked.card, '确认'));
    expect(begun.card).toMatchObject({ id: asked.card?.id, title: '周六徒步' });
    expect((await chat.presses('u1', buttonOf(begun.card, '报名'))).reply).toContain('第 1 位');
  });

  it('pressed is the presser typing it: the same answer, the card brought up to date', async () => {
    const chat = open();
    const card = await begin(chat, '周六徒步 | 限2人');
    const pressed = await chat.presses('u1', buttonOf(card, '报名'));
    expect(pressed.reply).toContain('✅ 已加入,第 1 位 · 1/2');
    expect(pressed.card).toMatchObject({ id: card?.id, note: '已报 1/2' });
    expect((await chat.presses('u2', buttonOf(pressed.card, '报名'))).card?.buttons[0]?.label).toBe('排候补');
    expect((await chat.presses('u1', buttonOf(card, '看名单'))).reply).toMatch(/2\. /);
    const left = await chat.presses('u1', buttonOf(card, '取消'));
    expect(left.reply).toContain('已取消');
    expect(left.card).toMatchObject({ id: card?.id, note: '已报 1/2' });
  });

  it('names in the group whom the answer to a press is for', async () => {
    const chat = open();
    const card = await begin(chat, '周六徒步');
    await chat.presses('xiaowang', buttonOf(card, '报名'));
    const [late] = chat.committed.flatMap(({ effect }) => (effect.type === 'late-reply' ? [effect] : []));
    expect(late && plainText(late.message)).toMatch(/^回复 成员wang:\n✅ 已加入/);
  });

  it('answers a press in a 1:1 chat without saying to whom', async () => {
    const chat = open();
    const card = await begin(chat, '周六徒步');
    const alone = { ...aibotChat('u1'), type: 'single' } as const;
    await chat.presses('u1', buttonOf(card, '报名'), alone);
    const [late] = chat.committed.flatMap(({ effect }) => (effect.type === 'late-reply' ? [effect] : []));
    expect(late && plainText(late.message)).toBe('「接龙」请在群里 @我 使用。');
  });

  it('stands beside a list that is posted, for groups where posts come under the next reply', () => {
    const chat = talk([activate(chainFeature, undefined, community), activate(confirmFeature, undefined)], {
      community,
      now: NOON,
    });
    chat.say('ops', '/接龙 新建 周六徒步 | 限1人');
    chat.say('ops', '确认');
    chat.say('u1', '+1');
    expect(chat.outcome('u9', '空缺')?.reply?.card).toBeUndefined();
    chat.fire('chain.post', { chain: 1 }, NOON);
    const [post] = chat.effects.flatMap(({ effect }) => (effect.type === 'send' ? [effect.message] : []));
    expect(post?.card).toMatchObject({ title: '周六徒步', buttons: [{ label: '排候补' }, {}, {}] });
  });

  it('pressed twice does it once, and never undoes what was asked for in words', async () => {
    const chat = open();
    const card = await begin(chat, '周六徒步 | 限9人');
    await chat.says('u1', '+3');
    await chat.says('u1', '代接 小明');
    for (const _ of [1, 2])
      expect((await chat.presses('u1', buttonOf(card, '报名'))).reply).toContain('你已经在名单里了(3 份)');
    expect((await chat.presses('u1', buttonOf(card, '取消'))).reply).toContain('已取消');
    // The second press finds the friend's entry, which is not what the button is for.
    expect((await chat.presses('u1', buttonOf(card, '取消'))).reply).toContain('你自己没有报名');
    expect((await names(chat)).join()).toContain('小明');
  });

  it('keeps a quantity that was said when the button of its option is pressed', async () => {
    const chat = open();
    const card = await begin(chat, '亲子游 | 选项 成人¥50,儿童¥20');
    await chat.says('u1', '+3 成人');
    expect((await chat.presses('u1', buttonOf(card, '成人'))).reply).toContain('3 份');
    expect((await chat.presses('u1', buttonOf(card, '儿童'))).reply).toContain('已加入');
    expect((await names(chat)).join()).toMatch(/成人×3.*儿童×1/);
  });

  it.each([
    ['亲子游 | 选项 成人¥50,儿童¥20', ['成人', '儿童', '取消', '看名单']],
    ['团购 | 选项 甲,乙,丙,丁,戊', ['报名', '取消', '看名单']],
    ['团购 | 选项 备注款,另一种', ['报名', '取消', '看名单']],
    ['团购 | 选项 单独一种', ['报名', '取消', '看名单']],
  ])('%s has the buttons %j', async (plan, labels) => {
    const card = await begin(open(), plan);
    expect(card?.buttons.map(({ label }) => label)).toEqual(labels);
  });

  it('asks which one, where there are more options than buttons', async () => {
    const chat = open();
    const card = await begin(chat, '团购 | 选项 甲,乙,丙,丁,戊');
    expect((await chat.presses('u1', buttonOf(card, '报名'))).reply).toContain('请选一种');
  });

  it('is checked when it is pressed: closed, past its deadline, over the limit', async () => {
    const chat = open();
    const card = await begin(chat, '周六徒步 | 截止 明天18:00 | 每人限1');
    const other = await begin(chat, '读书会');
    await chat.says('u1', '代接 小明 #1');
    expect((await chat.presses('u1', buttonOf(card, '报名'))).reply).toContain('每人最多 1 份');
    await chat.says('ops', '/接龙 关闭 #1');
    await chat.says('ops', '确认');
    for (const label of ['报名', '取消']) {
      const late = await chat.presses('u2', buttonOf(card, label));
      expect(late.reply).toContain('「周六徒步」已经结束');
      expect(late.card).toMatchObject({ id: card?.id, buttons: [{ label: '已结束', look: 'done' }] });
    }
    // The other one, which is still open, has nobody in it.
    expect((await chat.presses('u2', buttonOf(other, '看名单'))).reply).toContain('还没有人报名');

    const again = open();
    const soon = await begin(again, '周六徒步 | 截止 明天18:00');
    again.clock.jump(3 * 86_400_000);
    const late = await again.presses('u1', buttonOf(soon, '报名'));
    expect(late.reply).toContain('截止');
    expect(late.card?.buttons).toHaveLength(1);
  });

  it('lets one of two in who press for the last place at once, and the other wait', async () => {
    const chat = open();
    const card = await begin(chat, '周六徒步 | 限1人');
    const replies = await Promise.all(
      ['u1', 'u2', 'u3'].map((who) => chat.presses(who, buttonOf(card, '报名'))),
    );
    const said = replies.map(({ reply = '' }) => reply);
    expect(said.filter((reply) => reply.includes('已加入'))).toHaveLength(1);
    expect(said.filter((reply) => reply.includes('候补第'))).toHaveLength(2);
  });

  it('of another group, or made up, does nothing', async () => {
    const chat = open();
    const card = await begin(chat, '周六徒步');
    const foreign = await begin(chat, '别的群的', vip);
    const { taskId, key } = buttonOf(card, '报名');
    const keys = [
      buttonOf(foreign, '报名').key,
      key.replace('chain-1-', 'chain-2-'),
      key.replace(/chain-1-[0-9a-f]+/, 'chain-1-000000000000'),
      key.replace(/chain-1-[0-9a-f]+/, 'constructor'),
    ];
    for (const forged of keys) {
      const pressed = await chat.presses('u1', { taskId, key: forged });
      expect([forged, pressed.reply]).toEqual([forged, expect.stringContaining('什么都没变')]);
      expect(pressed.card).toBeUndefined();
    }
    expect(await names(chat)).toEqual(['还没有人报名,发「接龙」来当第一个吧。']);
  });

  it('is within the limits of WeCom, whatever the title and the options are', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
      fc
        .array(fc.constantFrom('👨‍👩‍👧‍👦', '<@all>', '[a](http://x.cn)', 'é', '长', '\u200b', '**'), {
          minLength: 1,
          maxLength: 20,
        })
        .map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (title, option) => {
        const card = await begin(open(), `${title} | 选项 ${option},儿童`);
        if (!card) return;
        const wire = templateCard(card);
        expect(wire).toMatchObject({ card_type: 'button_interaction', task_id: card.id });
        const { main_title, button_list } = wire as {
          main_title: { title: string };
          button_list: { text: string; key: string }[];
        };
        expect(main_title.title).not.toMatch(/<@|:\/\/|^$/);
        expect(Buffer.byteLength(main_title.title)).toBeLessThanOrEqual(78);
        expect(main_title.title).not.toMatch(/\p{Cs}/u);
        expect(button_list.length).toBeLessThanOrEqual(6);
        expect(new Set(button_list.map(({ key }) => key)).size).toBe(button_list.length);
        for (const { text, key } of button_list) {
          expect(text).not.toMatch(/<@|^$/);
          expect(Buffer.byteLength(text)).toBeLessThanOrEqual(30);
          expect(Buffer.byteLength(key)).toBeLessThanOrEqual(1024);
        }
      }),
      { numRuns: 150 },
    );
  });
});
