import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../../../src/commands/command.ts';
import { rulesFeature } from '../../../src/features/rules/index.ts';
import { explain } from '../../../src/features/why/explain.ts';
import { whyFeature } from '../../../src/features/why/index.ts';
import type { Said } from '../../../src/features/why/rows.ts';
import { createTexts } from '../../../src/features/why/texts.ts';
import { communityFor, contextFor, groupFor, NOON, operator, said, stateOf } from '../../support/decide.ts';
import { activate, talk } from '../support.ts';

const MINUTE = 60_000;
const entry = (text: string, at: number, more: Partial<Said> = {}): Said => ({
  text,
  at,
  state: 'answered',
  version: 'abc123abc123',
  event: 'm.1',
  trail: [],
  ...more,
});
const community = communityFor({ groups: [groupFor()], operators: [operator('helper', 'helper')] });
const ask = (entries: readonly Said[], quote?: string): string[] => {
  const rows = Object.fromEntries(entries.map((each, n) => [`s${n}`, each]));
  const context = contextFor({ text: '/为什么', community, state: stateOf({ 'view:said': rows }) });
  const asked: CommandContext = {
    ...context,
    event: { ...context.event, ...(quote !== undefined && { quote }) },
    commands: activate(rulesFeature, undefined).commands,
  };
  return (
    said(
      explain(
        asked,
        createTexts(() => undefined),
      ),
    )?.split('\n') ?? []
  );
};

describe('/为什么', () => {
  it('tells of the last thing that was said: who, which version, why, and what came of it', () => {
    const entries = [
      entry('早上好', NOON - 5 * MINUTE, {
        state: 'sent',
        source: 'broadcast:morning',
        event: 'morning@1796086800000',
      }),
      entry('发票在「我的订单」里', NOON - MINUTE, {
        trail: [
          { by: 'rule:welcome', outcome: 'not-matched', why: '冷却时间还没有过' },
          { by: 'rule:faq', outcome: 'matched' },
        ],
      }),
    ];
    expect(ask(entries)).toEqual([
      '「发票在「我的订单」里」 11月20日(周五) 09:59 当场回复',
      '谁说的:规则 faq · 版本 abc123a',
      '起因:有人 @我 说话',
      '经过:',
      '· 规则 welcome 不符合(冷却时间还没有过)',
      '· 规则 faq 符合条件',
    ]);
  });

  it.each([
    ['早上好', '早上好'],
    ['**早上好** 大家', '早上好 大家!'],
    ['早上好,今天我们来聊聊怎么坚持', '早上好，今天我们'],
  ])('finds %j by the quote %j', (text, quote) => {
    expect(ask([entry(text, NOON - 9), entry('另一句不相干的话', NOON - 1)], quote)[0]).toContain(
      text.slice(0, 5),
    );
  });

  it('passes over its own explanations', () => {
    const explained = { trail: [{ by: 'command:why.show', outcome: 'did' as const }] };
    const entries = [entry('早上好', NOON - 9), entry('「早上好」当场回复', NOON - 1, explained)];
    expect(ask(entries)[0]).toContain('「早上好」 ');
    expect(ask(entries, '「早上好」当场回复')[0]).toContain('「「早上好」当场回复」');
  });

  it('does not take one message for another', () => {
    expect(ask([entry('好', NOON)], '好的好的')[0]).toContain('没查到');
    expect(ask([], '随便什么')[0]).toContain('没查到');
    expect(ask([])[0]).toContain('没有在这个群里说过话');
  });

  it.each([
    [{ state: 'failed', reason: '频率超限' }, '没有发出:频率超限'],
    [{ state: 'unknown' }, '不知道有没有发出'],
    [{ state: 'queued', reason: '等待发送频率限制' }, '还在排队:等待发送频率限制'],
  ] as const)('says what became of it: %j', (more, words) => {
    expect(ask([entry('x', NOON, { source: 'rule:a', ...more })])[0]).toContain(words);
  });

  it.each([
    ['rule.daily@1796086800000', '定好的时间到了'],
    ['h.1.0.t', '之前安排的时间到了'],
    ['h.1.0.t.r2', '之前安排的时间到了'],
    ['h.1.r1', '群里发生的一件事'],
  ])('knows where %s came from', (event, words) => {
    expect(ask([entry('x', NOON, { state: 'sent', source: 'rule:a', event })])[2]).toBe(`起因:${words}`);
  });

  it('names commands as people type them, and never an id or a reason for the log', () => {
    const trail = [
      { by: 'command:rules.list', outcome: 'did' as const },
      { by: 'command:gone.power', outcome: 'refused' as const, why: 'needs admin' },
      { by: 'feature:roster', outcome: 'did' as const },
    ];
    const lines = ask([entry('x', NOON, { trail })]);
    expect(lines[1]).toContain('命令「/规则 列表」');
    expect(lines.join('\n')).not.toMatch(/gone\.power|needs admin|feature:|rules\.list/);
  });

  it('is for helpers and above', () => {
    const chat = talk([activate(whyFeature, undefined)], { community, now: NOON });
    expect(chat.say('u1', '/为什么')).toContain('小助手以上');
    expect(chat.say('helper', '/为什么')).toContain('没有在这个群里说过话');
  });
});
