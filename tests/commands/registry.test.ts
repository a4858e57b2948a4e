import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/commands/command.ts';
import { createRegistry } from '../../src/commands/registry.ts';
import { Fault } from '../../src/domain/fault.ts';
import { commandFor } from '../support/command.ts';

const commands: readonly Command[] = [
  commandFor('打卡', { aliases: ['dk'] }),
  commandFor('打卡榜'),
  commandFor('我的打卡'),
  commandFor('补卡'),
  commandFor('帮助', { aliases: ['help', '/help', '？'], places: ['group', 'unbound', 'single'] }),
  commandFor('接龙列表'),
  commandFor('接龙', {
    match: (text) => {
      if (text === '报名' || text === '接龙') return '';
      return /^(?:\+ ?|接龙 )(\d.*)$/.exec(text)?.[1];
    },
  }),
  commandFor('/接龙 新建', { minRole: 'operator' }),
  commandFor('/接龙', { minRole: 'operator' }),
  commandFor('/绑定', { minRole: 'admin', places: ['unbound'] }),
];
const registry = createRegistry(commands);
const called = (text: string) => {
  const found = registry.find(text, 'group');
  return found.type === 'call'
    ? { name: found.command.name, args: found.args, raw: found.rawArgs }
    : found.type;
};

describe('find', () => {
  it.each([
    ['打卡', '打卡', '', ''],
    ['打卡！！', '打卡', '', ''],
    ['  打卡　读完第３章。', '打卡', '读完第3章', '读完第３章。'],
    ['打卡:Read Ch 3', '打卡', 'read ch 3', 'Read Ch 3'],
    ['打卡3', '打卡', '3', '3'],
    ['打卡😊', '打卡', '😊', '😊'],
    ['打 卡 今天', '打卡', '今天', '今天'],
    ['補卡 昨天', '补卡', '昨天', '昨天'],
    ['ＤＫ 第一章', '打卡', '第一章', '第一章'],
    ['打卡榜 本周', '打卡榜', '本周', '本周'],
    ['打卡 榜', '打卡榜', '', ''],
    ['？', '帮助', '', ''],
    ['／ｈｅｌｐ 接龍', '帮助', '接龙', '接龍'],
    ['/ 接龙  新建 周六徒步 | 限20人', '/接龙 新建', '周六徒步 | 限20人', '周六徒步 | 限20人'],
    ['/接龙新建 周六徒步', '/接龙 新建', '周六徒步', '周六徒步'],
    ['/接龍 關閉', '/接龙', '关闭', '關閉'],
    ['＋１', '接龙', '1', '１'],
    ['+ 2 儿童!', '接龙', '2 儿童', '2 儿童!'],
    ['接龙', '接龙', '', ''],
    ['接龙 列表', '接龙列表', '', ''],
  ])('takes %j for %s with %j', (text, name, args, raw) => {
    expect(called(text)).toEqual({ name, args, raw });
  });

  it.each([
    '打卡机坏了',
    '打卡了吗',
    '打卡/补卡怎么用',
    '今天打卡',
    'dk3000',
    'helper',
    '接龙真好玩',
    'https://example.com/接龙',
    '/api/v1 怎么用',
    '/ ',
    '',
    '。。。',
  ])('leaves %j alone', (text) => {
    expect(called(text)).toBe('none');
  });

  it.each([
    ['/接笼 新建', '接笼'],
    ['／foo', 'foo'],
    ['/打卡机', '打卡机'],
  ])('takes %j for an unknown command', (text, typed) => {
    expect(registry.find(text, 'group')).toEqual({ type: 'slash-unknown', typed });
  });

  it('accepts an operator command with no space before a Latin argument', () => {
    expect(registry.find('/绑定newbie-01', 'unbound')).toMatchObject({ type: 'call', args: 'newbie-01' });
  });

  it('knows a command that works elsewhere', () => {
    expect(registry.find('打卡', 'single')).toMatchObject({ type: 'elsewhere', command: { name: '打卡' } });
    expect(registry.find('/绑定 x', 'group')).toMatchObject({
      type: 'elsewhere',
      command: { name: '/绑定' },
    });
  });

  it('finds a name with any spacing, width and end around it', () => {
    const plain = fc.constantFrom('打卡', '打卡榜', '我的打卡', '补卡', '接龙列表');
    const space = fc.constantFrom('', ' ', '　', '  ', '\u2005');
    const end = fc.constantFrom('', '!', '！', '。', '~~', '...', ' ');
    fc.assert(
      fc.property(plain, space, end, (name, before, after) => {
        expect(called(`${before}${name}${after}`)).toEqual({ name, args: '', raw: '' });
      }),
    );
  });

  it('never calls anything for a name with a Chinese character right behind it', () => {
    const next = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code));
    fc.assert(
      fc.property(fc.constantFrom('补卡', '我的打卡', '打卡榜'), next, (name, character) => {
        expect(called(`${name}${character}`)).toBe('none');
      }),
    );
  });

  it('gives back the arguments exactly as typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (content) => {
        const trimmed = content.trim();
        fc.pre(/^[\p{L}\p{N}]/u.test(trimmed) && trimmed.normalize('NFKC') === trimmed);
        const found = registry.find(`补卡 ${trimmed}`, 'group');
        expect(found).toMatchObject({ type: 'call', rawArgs: trimmed });
      }),
    );
  });
});

describe('suggest', () => {
  it.each([
    ['打咔', '打卡'],
    ['打咔 读完第3章', '打卡'],
    ['接笼列表', '接龙列表'],
    ['/绑顶', '/绑定'],
    ['我想问一下这个群是做什么的呀谁能告诉我一下', undefined],
    ['你好', undefined],
  ])('takes %j for %s', (typed, meant) => {
    expect(registry.suggest(typed, () => true)).toBe(meant);
  });

  it('names only what is allowed', () => {
    expect(registry.suggest('/绑顶', ({ minRole }) => minRole === 'member')).toBeUndefined();
  });
});

it('refuses two commands of the same name in the same place', () => {
  const twice = () => createRegistry([commandFor('打卡'), commandFor('打卡', { power: 'other.打卡' })]);
  expect(twice).toThrow(Fault);
  const apart = [commandFor('打卡'), commandFor('打卡', { power: 'other.x', places: ['single'] })];
  expect(() => createRegistry(apart)).not.toThrow();
});
