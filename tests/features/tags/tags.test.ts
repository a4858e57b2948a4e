import { describe, expect, it } from 'vitest';
import { tagsFeature } from '../../../src/features/tags/index.ts';
import { indexOf, joined } from '../../rules/support.ts';
import { contextFor, person, said, stateOf } from '../../support/decide.ts';
import { activate } from '../support.ts';

const { actions = {}, conditions = {} } = activate(tagsFeature, undefined);
const run = (rules: readonly object[]) => indexOf(rules, { actions, conditions });
const reply = { mayReply: true } as const;

describe('tags', () => {
  const index = run([
    { id: 'give', on: 'message.received', when: [{ 'text.any': ['入会'] }], do: [{ tag: 'vip' }] },
    { id: 'take', on: 'message.received', when: [{ 'text.any': ['退会'] }], do: [{ untag: 'vip' }] },
    {
      id: 'ask',
      on: 'message.received',
      when: [{ 'text.any': ['我是谁'] }, { 'member.tag': ['vip'] }],
      do: [{ reply: '会员' }],
    },
  ]);
  const talk = (state = stateOf()) => ({
    state,
    say: (from: string, text: string) => {
      const outcome = index.decide(contextFor({ text, from, state }), reply);
      state.apply(outcome.writes);
      return said(outcome);
    },
  });

  it('are given, asked for and taken away, each person’s own', () => {
    const { say, state } = talk();
    expect(say('u1', '我是谁')).toBeUndefined();
    say('u1', '入会');
    expect([say('u1', '我是谁'), say('u2', '我是谁')]).toEqual(['会员', undefined]);
    say('u1', '退会');
    expect(say('u1', '我是谁')).toBeUndefined();
    expect(state.rowOf('member-tags', 'u1')).toBeUndefined();
  });
  it('are given once', () => {
    const { say, state } = talk();
    say('u1', '入会');
    say('u1', '入会');
    expect(state.rowOf('member-tags', 'u1')).toEqual(['vip']);
  });
  it('have a limit, which is said', () => {
    const many = Array.from({ length: 20 }, (_, n) => `t${n}`);
    const state = stateOf({ 'member-tags': { u1: many } });
    const { writes, trail } = index.decide(contextFor({ text: '入会', from: 'u1', state }), reply);
    expect([writes, trail?.at(-1)?.outcome]).toEqual([[], 'refused']);
  });
  it('are given to every newcomer a rule is about', () => {
    const welcome = run([
      { id: 'w', on: 'member.joined', when: [{ 'member.isStaff': false }], do: [{ tag: 'new' }] },
    ]);
    const { writes } = welcome.decide(joined([person('u1'), person('boss'), person('u2')]), reply);
    expect(writes?.map(({ row }) => row)).toEqual(['u1', 'u2']);
  });
});
