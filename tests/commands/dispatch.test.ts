import { describe, expect, it } from 'vitest';
import { newestAudit } from '../../src/commands/audit.ts';
import { decideCommand } from '../../src/commands/dispatch.ts';
import { createRegistry } from '../../src/commands/registry.ts';
import { say } from '../../src/domain/message.ts';
import { memberRows } from '../../src/domain/people.ts';
import { put } from '../../src/domain/state.ts';
import { defineFeature } from '../../src/features/feature.ts';
import { commandFor } from '../support/command.ts';
import { converse } from '../support/converse.ts';
import { aibotChat, contextFor, NOON, person } from '../support/decide.ts';

const feature = defineFeature({
  id: 'test',
  activate: () => ({
    id: 'test',
    commands: [
      commandFor('打卡'),
      commandFor('取消报名', { amid: ['refusal'] }),
      commandFor('帮助', { places: ['group', 'single', 'unbound'] }),
      commandFor('/接龙', { minRole: 'operator' }),
      commandFor('确定', { exact: true }),
      commandFor('/拒绝', {
        minRole: 'operator',
        run: () => ({ reply: say('不行'), trail: [{ by: 'command:test./拒绝', outcome: 'refused' }] }),
      }),
    ],
  }),
});
const features = [feature];
const DAY_MS = 86_400_000;

describe('decideCommand', () => {
  it('runs a command whatever stands around it, with the @ of the bot still there', () => {
    const group = converse({ features });
    expect(group.says('u1', '@小群 打卡 第３章').reply).toBe('打卡(第3章)');
    expect(group.says('u1', '打卡 @小群').reply).toBe('打卡()');
    expect(group.says('u1', '打卡').trail).toEqual([{ by: 'command:test.打卡', outcome: 'did' }]);
  });

  it('says once a day who may run an operator command, then keeps silent', () => {
    const group = converse({ features });
    expect(group.says('u1', '/接龙 新建').reply).toBe('「/接龙」要运营以上才能用,可以找 zhangsan、boss。');
    const again = group.says('u1', '/接龙 新建');
    expect(again.reply).toBeUndefined();
    const why = '要运营以上,可以找 zhangsan、boss';
    expect(again.trail).toEqual([{ by: 'command:test./接龙', outcome: 'refused', why }]);
    expect(group.says('u2', '/接龙 新建').reply).toMatch(/运营以上/);
    expect(group.says('u1', '/拒绝').reply).toMatch(/运营以上/);
    group.wait(DAY_MS);
    expect(group.says('u1', '/接龙 新建').reply).toMatch(/运营以上/);
    expect(group.state.rowOf('denied', 'test./接龙/u2')).toEqual({ at: NOON, tries: 1 });
  });

  it.each([
    ['周六要加班,取消报名,抱歉', '取消报名()'],
    ['没时间,取消报名', '取消报名()'],
    ['他说不来,取消报名', '你是不是想输入「取消报名」?'],
    ['如果下雨,取消报名', '你是不是想输入「取消报名」?'],
    ['取消报名 小明,取消报名 小红', '取消报名(小明,取消报名 小红)'],
    ['今天很开心,打卡', undefined],
  ])('hears a command that is one clause of %s', (said, reply) => {
    expect(converse({ features }).says('u1', said).reply).toBe(reply);
  });

  it('counts what was tried in vain', () => {
    const group = converse({ features });
    for (let n = 0; n < 3; n += 1) group.says('u1', '/接龙');
    expect(group.state.rowOf('denied', 'test./接龙/u1')).toEqual({ at: NOON, tries: 3 });
  });

  it('keeps who ran which operator command, and nothing of what members say', () => {
    const group = converse({ features });
    group.says('zhangsan', '/接龙 新建 周六徒步');
    group.says('zhangsan', '/拒绝');
    group.says('u1', '/接龙 请看 13800000000');
    group.says('u1', '打卡 秘密');
    const audit = newestAudit(group.state, 10).toReversed();
    expect(audit).toEqual([
      { at: NOON, by: 'zhangsan', power: 'test./接龙', outcome: 'did', args: '新建 周六徒步' },
      { at: NOON, by: 'zhangsan', power: 'test./拒绝', outcome: 'refused' },
      { at: NOON, by: 'u1', power: 'test./接龙', outcome: 'denied' },
    ]);
  });

  it('does not take a nickname for an identity', () => {
    const group = converse({ features });
    expect(group.says(person('u1', 'zhangsan'), '/接龙 新建').reply).toMatch(/运营以上/);
  });

  it.each([
    ['打咔', '你是不是想输入「打卡」?'],
    ['/打卡', '没有「/打卡」这个命令。你是不是想输入「打卡」?\n发「帮助」看看我会什么。'],
    ['/天气', '没有「/天气」这个命令。发「帮助」看看我会什么。'],
    ['/接笼', '没有「/接笼」这个命令。发「帮助」看看我会什么。'],
    ['今天吃什么好呢', undefined],
    ['打卡机坏了', undefined],
    ['打卡时间是几点?', undefined],
    ['打卡了吗', undefined],
    ['怎么打卡?', '想知道「打卡」怎么用?发「帮助 打卡」就能看到。'],
    ['打卡是什么', '想知道「打卡」怎么用?发「帮助 打卡」就能看到。'],
    ['接龙 新建 徒步', undefined],
    ['我要打卡', '打卡()'],
    ['请帮我打卡,谢谢', '打卡()'],
    ['打卡一下🙏', '打卡()'],
    ['我要确定', undefined],
    ['确丁', undefined],
  ])('answers a member’s %j with %j', (text, reply) => {
    expect(converse({ features }).says('u1', text).reply).toBe(reply);
  });

  it('knows a command whose words follow without a space', () => {
    const wordy = defineFeature({
      id: 'wordy',
      activate: () => ({
        id: 'wordy',
        commands: [commandFor('打卡', { examples: ['打卡', '打卡 读完第3章'] })],
      }),
    });
    const group = converse({ features: [wordy] });
    expect(group.says('u1', '打卡读完第4章').reply).toBe('你是不是想输入「打卡 读完第4章」?');
    expect(group.says('u1', '打卡打卡打卡').reply).toBeUndefined();
    expect(group.says('u1', '打卡时间改了').reply).toBeUndefined();
  });

  it('names those who may by what the group knows them as, and tells a member the word without the slash', () => {
    const both = defineFeature({
      id: 'both',
      activate: () => ({
        id: 'both',
        commands: [commandFor('打卡'), commandFor('/打卡', { minRole: 'operator' })],
      }),
    });
    const group = converse({ features: [both] });
    group.state.apply([put(memberRows, 'zhangsan', { firstSeen: NOON, card: '北京-张三-运营' })]);
    expect(group.says('u1', '/打卡').reply).toBe(
      '「/打卡」要运营以上才能用,可以找 北京-张三-运营、boss。\n大家用的是「打卡」,前面不用加「/」。',
    );
  });

  it('suggests the forgotten slash to those who may use it', () => {
    expect(converse({ features }).says('zhangsan', '拒绝 小王').reply).toBe('你是不是想输入「/拒绝 小王」?');
    expect(converse({ features }).says('u1', '拒绝 小王').reply).toBeUndefined();
  });

  it('suggests an operator command to an operator only', () => {
    expect(converse({ features }).says('zhangsan', '/接笼').reply).toMatch(/「\/接龙」/);
  });

  it('says where a command works when it does not work here', () => {
    const unbound = converse({ features, group: null });
    expect(unbound.says('u1', '打卡', aibotChat('wr-new')).reply).toMatch(/还没有绑定/);
    const dm = { channel: 'aibot', via: 'helper', chatId: 'u1', type: 'single' } as const;
    expect(unbound.says('u1', '打卡', dm).reply).toBe('「打卡」请在群里 @我 使用。');
    expect(unbound.says('u1', '/接龙', dm).reply).toBeUndefined();
  });

  it('shows what a member typed as data', () => {
    const registry = createRegistry([commandFor('打卡')]);
    const dispatched = decideCommand(registry, contextFor({ text: '/天气[x](https://x.cn)' }));
    expect(dispatched.handled).toBe(false);
    const shown = decideCommand(registry, contextFor({ text: '/天气*_~' }));
    const parts = !shown.handled && shown.suggestion?.()?.reply?.parts;
    expect(parts).toContainEqual({ type: 'data', text: '天气*_' });
  });
});
