import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/commands/command.ts';
import { grantRows } from '../../../src/commands/permission.ts';
import { type Operator, roleRank } from '../../../src/domain/community.ts';
import { memberId } from '../../../src/domain/ids.ts';
import { memberRows } from '../../../src/domain/people.ts';
import { put } from '../../../src/domain/state.ts';
import { confirmFeature } from '../../../src/features/confirm/index.ts';
import { rolesFeature } from '../../../src/features/roles/index.ts';
import { judgeGrant } from '../../../src/features/roles/judge-grant.ts';
import { parseGrant } from '../../../src/features/roles/parse-grant.ts';
import { commandFor } from '../../support/command.ts';
import { communityFor, contextFor, groupFor, NOON, operator, person, stateOf } from '../../support/decide.ts';
import { activate, talk } from '../support.ts';

const commands: readonly Command[] = [
  commandFor('/刷墙', { power: 'paint.new', minRole: 'operator' }),
  commandFor('/看墙', { power: 'paint.show', minRole: 'helper' }),
];
const operators = [
  operator('boss', 'owner'),
  operator('ada', 'admin'),
  operator('far', 'admin', { groups: ['vip-*'] }),
  operator('narrow', 'admin', { only: ['roles.grant', 'paint.show'] }),
];
const open = (people: readonly Operator[] = operators) => {
  const community = communityFor({ groups: [groupFor(), groupFor({ id: 'vip-01' })], operators: people });
  const chat = talk(
    [
      activate(rolesFeature, undefined, community),
      { id: 'paint', commands },
      activate(confirmFeature, undefined, community),
    ],
    { community, now: NOON },
  );
  chat.state.apply([
    put(memberRows, 'lisi', { firstSeen: 0, name: '李四', userid: 'LiSi' }),
    put(memberRows, 'lisi2', { firstSeen: 0, card: '李四', userid: 'lisi2' }),
    put(memberRows, 'wmAbcdefghijklmnopqrstuv', {
      firstSeen: 0,
      name: '外人',
      userid: 'wmAbcdefghijklmnopqrstuv',
    }),
  ]);
  return chat;
};
const grantOf = (chat: ReturnType<typeof open>, id: string) => chat.state.get(grantRows, memberId(id));

describe('/授权', () => {
  it('echoes whom and what, waits for 确认, and holds from then on', () => {
    const chat = open();
    expect(chat.say('lisi', '/刷墙')).toContain('运营以上');
    expect(chat.say('ada', '/授权 lisi 运营')).toContain('准备让 李四(LiSi) 在本群当「运营」');
    expect(grantOf(chat, 'lisi')).toBeUndefined();
    expect(chat.say('ada', '确认')).toContain('现在在本群是「运营」');
    expect(grantOf(chat, 'lisi')).toEqual({ role: 'operator', by: 'ada', at: NOON });
    expect(chat.say('lisi', '/刷墙')).toBe('/刷墙()');
    expect(chat.say('lisi', '/授权 lisi2 小助手')).toContain('管理员以上');
  });
  it('gives a single power and nothing else', () => {
    const chat = open();
    chat.say('boss', '/授权 lisi 运营 只 paint.new');
    chat.say('boss', '确认');
    expect(chat.say('lisi', '/刷墙')).toBe('/刷墙()');
    expect(chat.say('lisi', '/看墙')).toContain('小助手以上');
  });
  it('takes nobody by name: the userids behind it are listed, and a number picks one', () => {
    const chat = open();
    const asked = chat.say('ada', '/授权 @李四 运营') ?? '';
    expect(asked).toContain('1. 李四(LiSi)');
    expect(asked).toContain('2. 李四(lisi2)');
    expect(asked).toContain('「/授权 1 运营」');
    expect(chat.say('ada', '确认')).toContain('没有等你确认');
    expect(chat.say('ada', '/授权 2 运营')).toContain('李四(lisi2)');
    chat.say('ada', '确认');
    expect(grantOf(chat, 'lisi2')?.role).toBe('operator');
    expect(grantOf(chat, 'lisi')).toBeUndefined();
  });
  it('forgets the numbers after ten minutes, and keeps them to whoever saw the list', () => {
    const chat = open();
    chat.say('ada', '/授权 @李四 运营');
    expect(chat.say('boss', '/授权 1 运营')).toContain('没有找到「1」');
    expect(chat.say('ada', '/授权 1 运营', NOON + 600_001)).toContain('没有找到「1」');
  });
  it.each([
    ['ada', '/授权 ada 小助手', '不能给自己'],
    ['ada', '/授权 lisi 管理员', '比你自己低'],
    ['ada', '/授权 lisi 负责人', '比你自己低'],
    ['boss', '/授权 lisi 负责人', '比你自己低'],
    ['narrow', '/授权 lisi 运营', '比你自己低'],
    ['narrow', '/授权 lisi 运营 只 paint.new', '比你自己低'],
    ['far', '/授权 lisi 小助手', '管理员以上'],
    ['boss', '/授权 外人 小助手', '没有找到'],
    ['boss', '/授权 wmAbcdefghijklmnopqrstuv 小助手', '不是企业内的同事'],
    ['boss', '/授权 lisi 运营 只 paint.nwe', '是不是「paint.new」'],
    ['boss', '/授权 lisi 小助手 只 paint.new', '要更高的角色'],
    ['boss', '/授权 lisi', '/授权 zhangsan 运营'],
    ['boss', '/授权 lisi 国王', '/授权 zhangsan 运营'],
    ['boss', '/授权', '/授权 zhangsan 运营'],
  ])('%s: %s → %s, and nothing waits', (who, text, answer) => {
    const chat = open();
    expect(chat.say(who, text)).toContain(answer);
    expect(chat.say(who, '确认')).toContain('没有等你确认');
    expect([...chat.state.all(grantRows)]).toEqual([]);
  });
  it('warns of a userid nobody has met here', () => {
    expect(open().say('ada', '/授权 nobody 小助手')).toContain('再核对一遍');
  });
  it('judges again at 确认: the giver, and whoever is given', () => {
    const chat = open();
    chat.say('ada', '/授权 lisi 运营');
    chat.say('boss', '/授权 lisi 管理员');
    chat.say('boss', '确认');
    expect(chat.say('ada', '确认')).toContain('你不能改');
    expect(grantOf(chat, 'lisi')?.role).toBe('admin');

    const demoted = open([operator('boss', 'owner'), operator('ada', 'helper')]);
    const before = open();
    before.say('ada', '/授权 lisi 运营');
    demoted.state.apply([{ collection: 'confirm', row: 'ada', value: before.state.rowOf('confirm', 'ada') }]);
    expect(demoted.say('ada', '确认')).toContain('没有权限');
    expect(grantOf(demoted, 'lisi')).toBeUndefined();
  });
  it('takes back what was given in the group, below one’s own role only', () => {
    const chat = open();
    chat.say('boss', '/授权 lisi 管理员');
    chat.say('boss', '确认');
    expect(chat.say('ada', '/授权 取消 lisi')).toContain('你不能改');
    expect(chat.say('boss', '/授权 取消 ada')).toContain('groups.yaml');
    expect(chat.say('boss', '/授权 取消 lisi2')).toContain('不用收回');
    expect(chat.say('boss', '/授权 取消 lisi')).toContain('准备收回');
    expect(chat.say('boss', '确认')).toContain('已收回');
    expect(chat.say('lisi', '/授权 列表')).toContain('管理员以上');
  });
  it('lists who may what, with numbers that /授权 understands', () => {
    const chat = open();
    chat.say('boss', '/授权 lisi 运营 只 paint.new');
    chat.say('boss', '确认');
    const list = chat.say('boss', '/授权 列表') ?? '';
    expect(list).toContain('1. boss · 负责人 · 配置文件');
    expect(list).toContain('李四(LiSi) · 运营,只能用 paint.new · 群里授权');
    expect(list).not.toContain('far');
    const number = /(\d+)\. 李四/.exec(list)?.[1];
    expect(chat.say('boss', `/授权 取消 ${number}`)).toContain('准备收回 李四');
  });
});

describe('parseGrant', () => {
  it.each([
    ['zhangsan 运营', { ok: true, whom: 'zhangsan', role: 'operator', only: undefined }],
    ['＠zhangsan  ADMIN', { ok: true, whom: '＠zhangsan', role: 'admin', only: undefined }],
    ['2, helper only: a.b, c.d', { ok: true, whom: '2', role: 'helper', only: ['a.b', 'c.d'] }],
    ['x 小助手 只能 a.b c.d', { ok: true, whom: 'x', role: 'helper', only: ['a.b', 'c.d'] }],
    ['x 小助手 只', { ok: false, reason: 'no-powers' }],
    ['x', { ok: false, reason: 'no-role' }],
    ['x y 运营', { ok: false, reason: 'no-role' }],
    ['x constructor', { ok: false, reason: 'no-role' }],
    [' ', { ok: false, reason: 'empty' }],
  ])('reads %j', (typed, parsed) => {
    expect(parseGrant(typed)).toEqual(parsed);
  });
});

describe('judgeGrant', () => {
  const role = fc.constantFrom('owner' as const, 'admin' as const, 'operator' as const, 'helper' as const);
  const only = fc.option(fc.subarray(['paint.new', 'paint.show', 'roles.grant'], { minLength: 1 }), {
    nil: undefined,
  });
  it('never lets anybody hand out a power they do not have below their own role', () => {
    fc.assert(
      fc.property(role, only, role, only, (own, ownOnly, given, givenOnly) => {
        const community = communityFor({
          operators: [operator('giver', own, { only: ownOnly })],
        });
        const context = contextFor({ text: '', from: person('giver'), community, state: stateOf() });
        const plan = {
          id: memberId('lisi'),
          userid: 'lisi',
          role: given,
          ...(givenOnly && { only: givenOnly }),
        };
        const no = judgeGrant({ ...context, commands }, plan);
        if (no) return;
        expect(roleRank[given]).toBeLessThan(roleRank[own]);
        if (ownOnly) expect(ownOnly).toEqual(expect.arrayContaining(givenOnly ?? ['everything']));
      }),
    );
  });
});
