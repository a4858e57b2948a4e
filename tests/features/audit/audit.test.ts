import { describe, expect, it } from 'vitest';
import { AUDIT_KEPT, auditRows, auditWrites, newestAudit } from '../../../src/commands/audit.ts';
import { say } from '../../../src/domain/message.ts';
import { memberRows } from '../../../src/domain/people.ts';
import { put } from '../../../src/domain/state.ts';
import { auditFeature } from '../../../src/features/audit/index.ts';
import { askConfirm } from '../../../src/features/confirm/ask-confirm.ts';
import { confirmFeature } from '../../../src/features/confirm/index.ts';
import { commandFor } from '../../support/command.ts';
import { communityFor, contextFor, NOON, operator, stateOf } from '../../support/decide.ts';
import { activate, talk } from '../support.ts';

const community = communityFor({ operators: [operator('boss', 'owner'), operator('ops', 'operator')] });
const paint = commandFor('/刷墙', {
  power: 'paint.new',
  minRole: 'operator',
  run: (context, args) => askConfirm(context, 'paint.new', {}, say(`准备刷${args}`)),
  confirmed: () => ({ reply: say('刷好了') }),
});
const open = () => {
  const chat = talk(
    [
      activate(auditFeature, undefined, community),
      { id: 'paint', commands: [paint, commandFor('/看墙', { power: 'paint.show', minRole: 'helper' })] },
      activate(confirmFeature, undefined, community),
    ],
    { community, now: NOON },
  );
  chat.state.apply([put(memberRows, 'ops', { firstSeen: 0, card: '小欧', userid: 'ops' })]);
  return chat;
};
const outcomes = (chat: ReturnType<typeof open>) =>
  newestAudit(chat.state, 20)
    .map(({ by, power, outcome }) => `${by} ${power} ${outcome}`)
    .toReversed();

describe('the log of operator commands', () => {
  it('tells what came of a plan: confirmed, cancelled, out of time', () => {
    const chat = open();
    chat.say('ops', '/刷墙 红');
    chat.say('ops', '确认');
    chat.say('ops', '/刷墙 蓝');
    chat.say('ops', '取消');
    chat.say('ops', '/刷墙 绿');
    chat.say('ops', '确认', NOON + 120_001);
    chat.say('u1', '/刷墙');
    chat.say('ops', '/看墙');
    expect(outcomes(chat)).toEqual([
      'ops paint.new asked',
      'ops paint.new did',
      'ops paint.new asked',
      'ops paint.new cancelled',
      'ops paint.new asked',
      'ops paint.new expired',
      'u1 paint.new denied',
      'ops paint.show did',
    ]);
  });
  it('notes a 确认 that came after the role was taken away', () => {
    const chat = open();
    chat.say('ops', '/刷墙 红');
    const after = talk([activate(confirmFeature, undefined), { id: 'paint', commands: [paint] }], {
      community: communityFor({ operators: [] }),
      now: NOON,
    });
    after.state.apply([{ collection: 'confirm', row: 'ops', value: chat.state.rowOf('confirm', 'ops') }]);
    expect(after.say('ops', '确认')).toContain('没有权限');
    expect(newestAudit(after.state, 1)[0]).toMatchObject({
      by: 'ops',
      power: 'paint.new',
      outcome: 'denied',
    });
  });
  it('keeps so many of the newest and no more', () => {
    const state = stateOf();
    for (let n = 0; n < AUDIT_KEPT + 3; n += 1)
      state.apply(
        auditWrites(contextFor({ text: '', from: 'ops', state, now: NOON + n }), 'paint.show', 'did'),
      );
    expect(state.all(auditRows).size).toBe(AUDIT_KEPT);
    const kept = newestAudit(state, 10_000);
    expect(kept).toHaveLength(AUDIT_KEPT);
    expect(kept[0]?.at).toBe(NOON + AUDIT_KEPT + 2);
    expect(kept.at(-1)?.at).toBe(NOON + 3);
  });
});

describe('/操作记录', () => {
  it('shows who, when, what and what came of it, newest first', () => {
    const chat = open();
    chat.say('ops', '/刷墙 红');
    chat.say('u1', '/刷墙');
    expect(chat.say('boss', '/操作记录')?.split('\n')).toEqual([
      '最近 2 条管理操作:',
      '11月20日 10:00 u1 /刷墙 · 没有权限',
      '11月20日 10:00 小欧 /刷墙 红 · 等确认',
    ]);
  });
  it('takes a number, a day or a person', () => {
    const chat = open();
    chat.say('ops', '/看墙', NOON - 86_400_000);
    chat.say('ops', '/看墙 a');
    chat.say('boss', '/看墙 b');
    expect(chat.say('boss', '/操作记录 1')).toContain('最近 1 条');
    expect(chat.say('boss', '/操作记录 今天')).toContain('最近 3 条');
    expect(chat.say('boss', '/操作记录 @小欧')).toContain('最近 2 条');
    expect(chat.say('boss', '/操作记录 ops')).toContain('最近 2 条');
    expect(chat.say('boss', '/操作记录 随便')).toContain('看不懂');
  });
  it('is for admins', () => {
    expect(open().say('ops', '/操作记录')).toContain('管理员以上');
  });
});
