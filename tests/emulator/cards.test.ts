import { describe, expect, it } from 'vitest';
import { startEmulator } from './start.ts';

const card = (more: object = {}) => ({
  card_type: 'button_interaction',
  main_title: { title: '确认一下' },
  sub_title_text: '两分钟内',
  button_list: [
    { text: '确认', style: 1, key: 'k1' },
    { text: '取消', style: 2, key: 'k2' },
  ],
  task_id: 'task_1',
  ...more,
});
const reply = (body: object) => ({ reply: JSON.stringify(body) });
const withCard = (template_card: object) => ({
  msgtype: 'stream_with_template_card',
  stream: { id: 's1', finish: true, content: '好' },
  template_card,
});

describe('a card of an aibot', () => {
  it('is shown under the words, pressed by a member, and replaced by the answer', async () => {
    const { emulator, bot } = await startEmulator();
    bot.answers(() => reply(withCard(card())));
    const [words, shown] = await emulator.say('inner', 'lisi', '你好');
    expect(words?.content).toBe('好');
    expect(shown?.card).toEqual({
      type: 'button_interaction',
      taskId: 'task_1',
      title: '确认一下',
      note: '两分钟内',
      buttons: [
        { text: '确认', key: 'k1', style: 1 },
        { text: '取消', key: 'k2', style: 2 },
      ],
    });
    const done = card({ button_list: [{ text: '已确认', style: 4, key: 'closed' }] });
    bot.answers(() => reply({ response_type: 'update_template_card', template_card: done }));
    const [updated] = await emulator.press(shown?.n ?? 0, 'ZhangSan', 'k1');
    expect(updated?.n).toBe(shown?.n);
    expect(updated?.card?.buttons).toEqual([{ text: '已确认', key: 'closed', style: 4 }]);
    expect(bot.payloads().at(-1)).toMatchObject({
      chatid: 'wrInner',
      from: { userid: 'ZhangSan' },
      event: {
        eventtype: 'template_card_event',
        template_card_event: { card_type: 'button_interaction', event_key: 'k1', task_id: 'task_1' },
      },
      response_url: expect.stringContaining('response_code='),
    });
    await expect(emulator.press(shown?.n ?? 0, 'ZhangSan', 'k1')).rejects.toThrow('no such button');
  });
  it('is good once: a second one of the same task id is refused', async () => {
    const { emulator, bot } = await startEmulator();
    bot.answers(() => reply(withCard(card())));
    await emulator.say('inner', 'lisi', '你好');
    expect(await emulator.say('inner', 'lisi', '你好')).toEqual([]);
    expect(emulator.transcript('inner').at(-1)?.content).toContain('task_id was used before');
  });
  it.each([
    ['no title', { main_title: {} }, '42033'],
    ['a task id with a dot', { task_id: 'a.b' }, '42014'],
    ['no buttons', { button_list: [] }, '1 to 6'],
    [
      'seven buttons',
      { button_list: Array.from({ length: 7 }, (_, n) => ({ text: 'x', key: `${n}` })) },
      '1 to 6',
    ],
    ['a button without text', { button_list: [{ text: '', key: 'a' }] }, '42038'],
    ['a key of 1025 bytes', { button_list: [{ text: 'x', key: 'k'.repeat(1025) }] }, '42039'],
    [
      'two alike',
      {
        button_list: [
          { text: 'x', key: 'a' },
          { text: 'y', key: 'a' },
        ],
      },
      '42051',
    ],
    ['an unknown style', { button_list: [{ text: 'x', key: 'a', style: 5 }] }, 'style'],
    ['an unknown type', { card_type: 'poster' }, '42031'],
  ])('with %s is refused', async (_, more, problem) => {
    const { emulator, bot } = await startEmulator();
    bot.answers(() => reply(withCard(card(more))));
    expect(await emulator.say('inner', 'lisi', '你好')).toEqual([]);
    expect(emulator.transcript('inner').at(-1)?.content).toContain(problem);
  });
  it('can be replaced by its own kind only: no words, no other task id', async () => {
    const { emulator, bot } = await startEmulator();
    bot.answers(() => reply(withCard(card())));
    const [, shown] = await emulator.say('inner', 'lisi', '你好');
    bot.answers(() => reply({ msgtype: 'stream', stream: { id: 's', finish: true, content: 'x' } }));
    expect(await emulator.press(shown?.n ?? 0, 'lisi', 'k1')).toEqual([]);
    expect(emulator.transcript('inner').at(-1)?.content).toContain('cannot answer this callback');
    bot.answers(() =>
      reply({ response_type: 'update_template_card', template_card: card({ task_id: 'other' }) }),
    );
    expect(await emulator.press(shown?.n ?? 0, 'lisi', 'k1')).toEqual([]);
    expect(emulator.transcript('inner').at(-1)?.content).toContain('task_id is not that');
  });
});
