import { describe, expect, it } from 'vitest';
import { readPress } from '../../../src/domain/card.ts';
import { asEventId } from '../../../src/domain/ids.ts';
import { say } from '../../../src/domain/message.ts';
import { askConfirm } from '../../../src/features/confirm/ask-confirm.ts';
import { confirmFeature } from '../../../src/features/confirm/index.ts';
import { commandFor } from '../../support/command.ts';
import { communityFor, NOON, operator, person } from '../../support/decide.ts';
import { buttonOf, throughEngine } from '../../support/through-engine.ts';
import { activate } from '../support.ts';

const paint = commandFor('/刷墙', {
  power: 'paint.new',
  minRole: 'operator',
  run: (context, args) => askConfirm(context, 'paint.new', { args }, say(`准备刷成${args}`)),
  confirmed: (_, plan) => ({ reply: say(`刷好了 ${JSON.stringify(plan)}`) }),
});
const community = communityFor({ operators: [operator('ops', 'operator'), operator('lisi', 'operator')] });
const open = () =>
  throughEngine({
    version: 'v1',
    community,
    features: [{ id: 'paint', commands: [paint] }, activate(confirmFeature, undefined, community)],
    rules: { count: 0, schedules: [], decide: () => ({}) },
    broadcasts: [],
  });

describe('the card that asks for 确认', () => {
  it('has the words in the message as well, so that nobody needs the buttons', async () => {
    const { reply, card } = await open().says('ops', '/刷墙 红');
    expect(reply).toContain('回复「确认」');
    expect(card?.buttons.map(({ label }) => label)).toEqual(['确认', '取消']);
    expect(card?.id).toMatch(/^confirm_[0-9a-f]{40}$/);
  });
  it('pressed is the presser saying 确认: done once, the card closed for everybody', async () => {
    const chat = open();
    const { card } = await chat.says('ops', '/刷墙 红');
    const pressed = await chat.presses('ops', buttonOf(card, '确认'));
    expect(pressed.reply).toBe('刷好了 {"args":"红"}');
    expect(pressed.card).toMatchObject({ id: card?.id, buttons: [{ label: '已确认', look: 'done' }] });
    expect(chat.committed.map(({ effect }) => effect.type)).toEqual(['late-reply']);
    expect((await chat.presses('ops', buttonOf(card, '确认'))).reply).toContain('没有等你确认');
    const closed = await chat.presses('ops', buttonOf(pressed.card, '已确认'));
    expect(closed.reply).toBeUndefined();
  });
  it('can be cancelled by its other button', async () => {
    const chat = open();
    const { card } = await chat.says('ops', '/刷墙 红');
    expect((await chat.presses('ops', buttonOf(card, '取消'))).card?.buttons[0]?.label).toBe('已取消');
    expect((await chat.says('ops', '确认')).reply).toContain('没有等你确认');
  });
  it('is nobody else’s', async () => {
    const chat = open();
    const { card } = await chat.says('ops', '/刷墙 红');
    for (const who of ['lisi', 'u1']) {
      const pressed = await chat.presses(who, buttonOf(card, '确认'));
      expect(pressed.reply).toContain('没有等你确认');
      expect(pressed.card).toBeUndefined();
    }
    expect((await chat.presses('ops', buttonOf(card, '确认'))).reply).toContain('刷好了');
  });
  it('of an older question does not confirm the newer one', async () => {
    const chat = open();
    const { card: old } = await chat.says('ops', '/刷墙 红');
    const { card } = await chat.says('ops', '/刷墙 蓝');
    expect((await chat.presses('ops', buttonOf(old, '确认'))).reply).toContain('不是你现在等确认的事');
    expect((await chat.presses('ops', buttonOf(old, '取消'))).reply).toContain('不是你现在等确认的事');
    expect((await chat.presses('ops', buttonOf(card, '确认'))).reply).toContain('蓝');
  });
  it('expires, and a role that is gone meanwhile does not come back with it', async () => {
    const chat = open();
    const { card } = await chat.says('ops', '/刷墙 红');
    chat.clock.jump(120_001);
    expect((await chat.presses('ops', buttonOf(card, '确认'))).reply).toContain('卡片过期了');
    const { card: again } = await chat.says('ops', '/刷墙 蓝');
    chat.change((now) => ({ ...now, operators: [] }));
    expect((await chat.presses('ops', buttonOf(again, '确认'))).reply).toContain('没有权限');
  });
});

describe('readPress', () => {
  const event = (key: string) => ({
    type: 'card.clicked' as const,
    id: asEventId('m.1'),
    at: NOON,
    actor: person('u1'),
    cardType: 'button_interaction',
    key,
    taskId: 't1',
    selected: [],
  });
  const later = (NOON + 1).toString(36);
  it.each([
    [`${later}|+1 成人|x`, 'says'],
    [`${(NOON - 1).toString(36)}|+1`, 'expired'],
    ['closed', 'nothing'],
    ['yes', 'nothing'],
    [`${later}|`, 'nothing'],
    [`-${later}|确认`, 'nothing'],
    ['zzzzzzzzzzzzzzzz|确认', 'nothing'],
    ['', 'nothing'],
  ])('%j → %s', (key, type) => {
    expect(readPress(event(key)).type).toBe(type);
  });
  it('says the words in the presser’s name, of that card', () => {
    expect(readPress(event(`${later}|+1 成人|x`))).toMatchObject({
      message: { actor: { id: 'u1' }, text: '+1 成人|x', pressed: 't1', kind: 'text' },
    });
  });
});
