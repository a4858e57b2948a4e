import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/commands/command.ts';
import { say } from '../../../src/domain/message.ts';
import { askConfirm } from '../../../src/features/confirm/ask-confirm.ts';
import { confirmFeature } from '../../../src/features/confirm/index.ts';
import { communityFor, groupFor, NOON, operator } from '../../support/decide.ts';
import { activate, talk } from '../support.ts';

const paint = (minRole: Command['minRole']): Command => ({
  power: 'paint.new',
  name: '/刷墙',
  aliases: [],
  minRole,
  places: ['group'],
  summary: '刷墙',
  examples: ['/刷墙 红'],
  section: '通用',
  run: (context, args) => askConfirm(context, 'paint.new', { colour: args }, say(`准备刷成${args}。`)),
  confirmed: (_, plan) => ({ reply: say(`刷好了 ${JSON.stringify(plan)}`) }),
});
const open = (minRole: Command['minRole'] = 'member', community = communityFor()) =>
  talk([activate(confirmFeature, undefined), { id: 'paint', commands: [paint(minRole)] }], {
    community,
    now: NOON,
  });

describe('确认', () => {
  it('hands the echoed plan to the command, once', () => {
    const chat = open();
    expect(chat.say('u1', '/刷墙 红')).toContain('准备刷成红');
    expect(chat.say('u1', '确认')).toBe('刷好了 {"colour":"红"}');
    expect(chat.say('u1', '确认')).toContain('没有等你确认');
  });
  it.each([
    [120_000, '刷好了'],
    [120_001, '已作废'],
  ])('after %i ms answers %s', (wait, answer) => {
    const chat = open();
    chat.say('u1', '/刷墙 红');
    expect(chat.say('u1', '确认', NOON + wait)).toContain(answer);
    expect(chat.say('u1', '确认', NOON + wait)).toContain('没有等你确认');
  });
  it('is only for the person who was asked', () => {
    const chat = open();
    chat.say('u1', '/刷墙 红');
    expect(chat.say('u2', '确认')).toContain('没有等你确认');
    expect(chat.say('u1', '确认')).toContain('刷好了');
  });
  it('carries out the newest plan', () => {
    const chat = open();
    chat.say('u1', '/刷墙 红');
    chat.say('u1', '/刷墙 蓝');
    expect(chat.say('u1', '确认')).toContain('蓝');
  });
  it('forgets the plan on 取消', () => {
    const chat = open();
    chat.say('u1', '/刷墙 红');
    expect(chat.say('u1', '取消')).toContain('已取消');
    expect(chat.say('u1', '确认')).toContain('没有等你确认');
    expect(chat.say('u1', '取消')).toContain('取消接龙');
  });
  it('looks at the role again', () => {
    const operators = [operator('u1', 'operator')];
    const before = communityFor({ groups: [groupFor()], operators });
    const chat = open('operator', before);
    expect(chat.say('u1', '/刷墙 红')).toContain('准备');
    const after = talk(
      [activate(confirmFeature, undefined), { id: 'paint', commands: [paint('operator')] }],
      {
        community: communityFor({ operators: [] }),
        now: NOON,
      },
    );
    after.state.apply([{ collection: 'confirm', row: 'u1', value: chat.state.rowOf('confirm', 'u1') }]);
    expect(after.say('u1', '确认')).toContain('没有权限');
  });
});
