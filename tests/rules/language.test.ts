import { describe, expect, it } from 'vitest';
import type { DecisionContext } from '../../src/domain/context.ts';
import type { Outcome } from '../../src/domain/decision.ts';
import type { GroupEvent } from '../../src/domain/events.ts';
import { asEventId } from '../../src/domain/ids.ts';
import { plainText } from '../../src/domain/message.ts';
import {
  communityFor,
  contextFor,
  contextOf,
  groupFor,
  NOON,
  operator,
  person,
  type Situation,
  said,
  stateOf,
} from '../support/decide.ts';
import { indexOf, joined } from './support.ts';

const reply = { mayReply: true } as const;
const sent = ({ effects = [] }: Outcome): string[] =>
  effects.flatMap(({ effect }) => ('message' in effect ? [plainText(effect.message)] : []));
const base = { id: asEventId('e-1'), at: NOON };
const wu = person('u1', '小王');

describe('when', () => {
  const holds = (when: object, situation: Situation & { from?: string } = {}) =>
    said(
      indexOf([{ id: 'r', on: 'message.received', when: [when], do: [{ reply: 'yes' }] }], {
        ...(situation.community && { community: situation.community }),
      }).decide(contextFor({ text: '你好', ...situation }), reply),
    ) === 'yes';
  const community = communityFor({ operators: [operator('boss', 'owner'), operator('u2', 'helper')] });

  it.each([
    { when: { 'member.role': 'owner' }, from: 'boss', hit: true },
    { when: { 'member.role': ['helper', 'member'] }, from: 'u2', hit: true },
    { when: { 'member.role': 'member' }, from: 'u9', hit: true },
    { when: { 'member.role': 'member' }, from: 'boss', hit: false },
  ])('$when of $from is $hit', ({ when, from, hit }) => {
    expect(holds(when, { from, community })).toBe(hit);
  });

  const DAY = 86_400_000;
  const members = {
    u1: { firstSeen: NOON - 3 * DAY },
    u2: { firstSeen: 0, left: 1 },
    u3: { firstSeen: 0, joinedAt: NOON - 1 },
    'name:小李': { firstSeen: 0 },
  };
  it.each([
    { when: { 'member.daysInGroup': 3 }, hit: true },
    { when: { 'member.daysInGroup': '>= 4' }, hit: false },
    { when: { 'member.daysInGroup': '< 1' }, from: 'u3', hit: true },
    { when: { 'member.daysInGroup': '>= 0' }, from: 'unknown', hit: false },
    { when: { 'group.size': 2 }, hit: true },
    { when: { 'group.size': '> 2' }, hit: false },
    { when: { 'group.tag': ['vip', 'newbie'] }, hit: true },
    { when: { 'group.tag': 'vip' }, hit: false },
    // A Friday, 10:00 in Shanghai.
    { when: { 'time.between': '09:00-18:00' }, hit: true },
    { when: { 'time.between': ['22:00-06:00', '10:00-10:01'] }, hit: true },
    { when: { 'time.between': '22:00-10:00' }, hit: false },
    { when: { 'time.weekday': 'fri' }, hit: true },
    { when: { 'time.weekday': ['周六', '周日'] }, hit: false },
    { when: { 'time.workday': true }, hit: true },
    { when: { 'time.workday': true }, now: NOON + DAY, hit: false },
    { when: { 'event.kind': 'text' }, hit: true },
    { when: { 'event.kind': ['image', 'voice'] }, hit: false },
    { when: { 'event.quote': 'x' }, hit: false },
    { when: { not: { 'event.kind': 'image' } }, hit: true },
  ])('$when is $hit', ({ when, hit, from = 'u1', now = NOON }) => {
    expect(holds(when, { from, now, state: stateOf({ members }) })).toBe(hit);
  });

  it('asks for the member list only when everything cheaper holds', () => {
    const state = stateOf();
    expect(holds({ 'group.size': '> 1', 'group.kind': 'customer' }, { state })).toBe(false);
    expect(state.asked).toEqual([]);
  });

  it('takes conditions of features', () => {
    const index = indexOf(
      [{ id: 'r', on: 'message.received', when: [{ 'member.lucky': 7 }], do: [{ reply: 'yes' }] }],
      { conditions: { 'member.lucky': (wanted) => (facts) => facts.member?.id === `u${String(wanted)}` } },
    );
    const ask = (from: string) => said(index.decide(contextFor({ text: 'x', from }), reply));
    expect([ask('u7'), ask('u8')]).toEqual(['yes', undefined]);
  });
});

describe('on', () => {
  const happens = (on: string, event: GroupEvent, more: object = {}, events = {}) =>
    indexOf([{ id: 'r', on, do: [{ send: '{{ member.name }}' }], ...more }], { events }).decide(
      contextOf(event),
      reply,
    );
  it.each<{ on: string; event: GroupEvent }>([
    {
      on: 'member.renamed',
      event: { ...base, type: 'member.renamed', actor: wu, from: 'a', to: 'b' },
    },
    {
      on: 'card.clicked',
      event: {
        ...base,
        type: 'card.clicked',
        actor: wu,
        cardType: 'x',
        key: 'ok',
        taskId: 't',
        selected: [],
      },
    },
    {
      on: 'feedback.given',
      event: {
        ...base,
        type: 'feedback.given',
        actor: wu,
        feedbackId: 'f',
        verdict: 'accurate',
        reasons: [],
      },
    },
    { on: 'chat.entered', event: { ...base, type: 'chat.entered', actor: wu } },
    { on: 'bot.added', event: { ...base, type: 'bot.added', actor: wu } },
    { on: 'bot.removed', event: { ...base, type: 'bot.removed', actor: wu } },
    {
      on: 'command.unknown',
      event: { ...base, type: 'command.unknown', actor: wu, typed: '抽奖', text: '/抽奖' },
    },
    {
      on: 'chain.full',
      event: { ...base, type: 'feature.event', name: 'chain.full', member: wu, fields: {} },
    },
    { on: 'own', event: { ...base, type: 'feature.event', name: 'own', member: wu, fields: {} } },
  ])('$on begins a rule about the one who did it', ({ on, event }) => {
    const events = { 'chain.full': { about: 'member', fields: {} } } as const;
    expect(sent(happens(on, event, {}, events))).toEqual(['小王']);
  });

  it('compares the fields of an event of a feature', () => {
    const events = {
      'checkin.done': { about: 'member', fields: { streak: 'number', late: 'truth' } },
    } as const;
    const done = (streak: number, when: object) => {
      const fields = { streak, late: false };
      const event = { ...base, type: 'feature.event', name: 'checkin.done', member: wu, fields } as const;
      return sent(happens('checkin.done', event, { when: [when] }, events)).length === 1;
    };
    expect([
      done(7, { 'event.streak': '>= 7' }),
      done(6, { 'event.streak': '>= 7' }),
      done(7, { 'event.streak': [7, 30] }),
      done(7, { 'event.late': false }),
      done(7, { 'event.late': true }),
    ]).toEqual([true, false, true, true, false]);
  });

  it('finds the words of an unknown command', () => {
    const event = { ...base, type: 'command.unknown', actor: wu, typed: '抽奖', text: '/抽奖 一次' } as const;
    const answer = (word: string) =>
      said(
        happens('command.unknown', event, { when: [{ 'text.any': [word] }], do: [{ reply: '{{ text }}' }] }),
      );
    expect([answer('抽奖'), answer('打卡')]).toEqual(['/抽奖 一次', undefined]);
  });

  it('begins a scheduled rule, and only that one', () => {
    const rule = (id: string) => ({
      id,
      on: 'schedule',
      schedule: { cron: '0 9 * * *' },
      do: [{ send: id }],
    });
    const index = indexOf([rule('a'), rule('b')]);
    const event = { ...base, type: 'schedule.due', rule: 'b', occurrence: NOON } as const;
    expect(sent(index.decide(contextOf(event), reply))).toEqual(['b']);
    expect(index.schedules).toEqual([
      { rule: 'a', cron: '0 9 * * *', groups: ['newbie-01'] },
      { rule: 'b', cron: '0 9 * * *', groups: ['newbie-01'] },
    ]);
  });
});

describe('merge', () => {
  const rule = {
    id: 'welcome',
    on: 'member.joined',
    merge: { window: '20s', max: 2 },
    do: [{ send: { text: '欢迎', mention: 'newcomers' } }],
  };
  const fired = (outcome: Outcome, state: DecisionContext['state']) => {
    const timer = outcome.effects?.flatMap(({ effect, due }) =>
      effect.type === 'timer' ? [{ effect, due: due ?? 0 }] : [],
    )[0];
    if (!timer) return expect.unreachable();
    const { effect, due } = timer;
    const event = { ...base, type: 'timer.fired', timer: effect.timer, payload: effect.payload } as const;
    return { due, context: contextOf(event, { state, now: due }) };
  };

  it('gathers several joins into one message, in order and each person once', () => {
    const state = stateOf();
    const index = indexOf([rule]);
    const first = index.decide(joined([wu], { state }), reply);
    state.apply(first.writes);
    const second = index.decide(joined([person('u2', '小李'), wu], { state, now: NOON + 5000 }), reply);
    state.apply(second.writes);
    expect([sent(first), sent(second), second.effects]).toEqual([[], [], []]);
    const { due, context } = fired(first, state);
    expect(due).toBe(NOON + 20_000);
    const outcome = index.decide(context, reply);
    expect(sent(outcome)).toEqual(['@小王 @小李\n欢迎']);
    state.apply(outcome.writes);
    expect(state.rowOf('rule-merge', 'welcome')).toBeUndefined();
  });
  it('counts those who are over the maximum', () => {
    const state = stateOf();
    const index = indexOf([rule]);
    const first = index.decide(joined([wu, person('u2', '小李'), person('u3', '小张')], { state }), reply);
    state.apply(first.writes);
    expect(sent(index.decide(fired(first, state).context, reply))).toEqual(['@小王 @小李 等 3 位\n欢迎']);
  });
  it('leaves out who has left meanwhile, and says nothing when nobody is left', () => {
    const state = stateOf();
    const index = indexOf([rule]);
    const first = index.decide(joined([wu, person('u2', '小李')], { state }), reply);
    state.apply(first.writes);
    const gone = (id: string) => ({
      collection: 'members',
      row: id,
      value: { firstSeen: 0, left: NOON + 1 },
    });
    state.apply([gone('u1')]);
    const { context } = fired(first, state);
    expect(sent(index.decide(context, reply))).toEqual(['@小李\n欢迎']);
    state.apply([gone('u2')]);
    expect(sent(index.decide(context, reply))).toEqual([]);
  });
  it('shows all newcomers to the template and sets one timer of `after` for each', () => {
    const state = stateOf();
    const index = indexOf([
      {
        ...rule,
        do: [{ send: '{{ newcomers.size }} 位:{{ member.name }}' }, { after: '1m', do: [{ send: 'x' }] }],
      },
    ]);
    const first = index.decide(joined([wu, person('u2')], { state }), reply);
    state.apply(first.writes);
    const outcome = index.decide(fired(first, state).context, reply);
    expect(sent(outcome)).toEqual(['2 位:小王']);
    expect(outcome.effects?.filter(({ effect }) => effect.type === 'timer')).toHaveLength(2);
  });
  it('opens a new window after the last one', () => {
    const state = stateOf();
    const index = indexOf([rule]);
    const first = index.decide(joined([wu], { state }), reply);
    state.apply(first.writes);
    state.apply(index.decide(fired(first, state).context, reply).writes);
    const next = index.decide(joined([person('u2')], { state, now: NOON + 60_000 }), reply);
    expect(next.effects?.map(({ due }) => due)).toEqual([NOON + 80_000]);
  });
  it('drops what an edit has taken away, and forgets whom it had gathered', () => {
    const state = stateOf();
    const first = indexOf([rule]).decide(joined([wu], { state }), reply);
    state.apply(first.writes);
    const outcome = indexOf([{ ...rule, id: 'other' }]).decide(fired(first, state).context, reply);
    expect([outcome.writes?.length, outcome.trail]).toEqual([
      1,
      [expect.objectContaining({ by: 'rule:welcome', outcome: 'dropped' })],
    ]);
  });
});

describe('cooldown', () => {
  const HOUR = 3_600_000;
  const answering = (per: 'member' | 'group', more: object = {}) =>
    indexOf([
      {
        id: 'r',
        on: 'message.received',
        cooldown: { per, for: '1h' },
        do: [{ reply: '好' }],
        ...more,
      },
    ]);
  const ask = (
    index: ReturnType<typeof answering>,
    state: ReturnType<typeof stateOf>,
    from: string,
    now: number,
  ) => {
    const outcome = index.decide(contextFor({ text: 'x', from, state, now }), reply);
    state.apply(outcome.writes);
    return said(outcome);
  };
  it('rests for one member, not for the others, and then no longer', () => {
    const state = stateOf();
    const index = answering('member');
    expect([
      ask(index, state, 'u1', NOON),
      ask(index, state, 'u1', NOON + HOUR - 1),
      ask(index, state, 'u2', NOON + 1),
      ask(index, state, 'u1', NOON + HOUR),
    ]).toEqual(['好', undefined, '好', '好']);
  });
  it('rests for the whole group', () => {
    const state = stateOf();
    const index = answering('group');
    expect([ask(index, state, 'u1', NOON), ask(index, state, 'u2', NOON + 1)]).toEqual(['好', undefined]);
  });
  it('greets only those it does not rest for', () => {
    const state = stateOf();
    const index = indexOf([
      {
        id: 'w',
        on: 'member.joined',
        cooldown: { per: 'member', for: '30d' },
        do: [{ send: '{{ newcomers | map: "name" | join: "、" }}' }],
      },
    ]);
    state.apply(index.decide(joined([wu], { state }), reply).writes);
    expect(sent(index.decide(joined([wu, person('u2', '小李')], { state }), reply))).toEqual(['小李']);
  });
  it('lets the next rule have its turn while it rests', () => {
    const state = stateOf();
    const index = indexOf([
      {
        id: 'a',
        on: 'message.received',
        cooldown: { per: 'group', for: '1h' },
        stop: true,
        do: [{ reply: 'a' }],
      },
      { id: 'b', on: 'message.received', do: [{ reply: 'b' }] },
    ]);
    expect([ask(index, state, 'u1', NOON), ask(index, state, 'u1', NOON)]).toEqual(['a', 'b']);
  });
  it('does not begin while a rule is only tried out', () => {
    const state = stateOf();
    ask(answering('group', { mode: 'shadow' }), state, 'u1', NOON);
    expect(ask(answering('group'), state, 'u1', NOON)).toBe('好');
  });
});

describe('do', () => {
  const act = (step: object, from = wu, more: Situation = {}) =>
    indexOf([{ id: 'r', on: 'message.received', do: [step] }]).decide(
      contextFor({ text: '订单 12', from, ...more }),
      reply,
    );
  it('writes to the member in private', () => {
    const { effects } = act({ dm: '你好 {{ member.name }}' });
    expect(effects?.[0]?.effect).toMatchObject({ type: 'dm', app: 'community', to: [{ id: 'u1' }] });
  });
  it('says why somebody outside the company cannot be written to', () => {
    const { effects, trail } = act({ dm: 'x' }, person('wmAAAAAAAAAAAAAAAAAAAAAAAA'));
    expect([effects, trail?.at(-1)?.outcome]).toEqual([[], 'refused']);
  });
  it('raises an event of its own about the same person', () => {
    const { raise } = act({ emit: 'asked' });
    expect(raise).toEqual([{ type: 'feature.event', name: 'asked', fields: {}, member: wu }]);
  });
  it('leaves a line in the log and in the trail', () => {
    const { effects, trail } = act({ log: '{{ text }}' });
    expect(effects?.[0]?.effect).toMatchObject({
      type: 'log',
      text: '订单 12',
      origin: { source: 'rule:r' },
    });
    expect(trail?.at(-1)).toEqual({ by: 'rule:r', outcome: 'did', why: '订单 12' });
  });
  it('calls a webhook with templates filled in, at any depth', () => {
    const { effects } = act({
      webhook: {
        url: 'https://a.example/hook',
        body: { who: '{{ member.name }}', n: 1, list: ['{{ text }}'] },
      },
    });
    expect(effects?.[0]?.effect).toMatchObject({
      type: 'webhook',
      url: 'https://a.example/hook',
      body: { who: '小王', n: 1, list: ['订单 12'] },
    });
  });
  it('calls a webhook with plain text, or with what happened', () => {
    const bodyOf = (body?: string) => {
      const { effects } = act({ webhook: { url: 'https://a.example/', ...(body && { body }) } });
      const effect = effects?.[0]?.effect;
      return effect?.type === 'webhook' ? effect.body : undefined;
    };
    expect(bodyOf('{{ text }}!')).toBe('订单 12!');
    expect(bodyOf()).toEqual({ event: 'msg-1', group: 'newbie-01', members: ['u1'], at: NOON });
  });
  it('shows how many the group has', () => {
    const state = stateOf({ members: { u1: { firstSeen: 0 }, u2: { firstSeen: 0, left: 1 } } });
    expect(said(act({ reply: '{{ group.size }}' }, wu, { state }))).toBe('1');
  });
  it('does none of it in shadow mode', () => {
    const steps = [{ dm: 'x' }, { emit: 'asked' }, { log: 'x' }, { webhook: { url: 'https://a.example/' } }];
    const rule = { id: 'r', on: 'message.received', mode: 'shadow', do: steps };
    const { effects, raise, writes } = indexOf([rule]).decide(contextFor({ text: 'x' }), reply);
    expect([effects, raise, writes]).toEqual([[], [], []]);
  });
  it('keeps quiet where a group has no way to carry it', () => {
    const community = communityFor({
      groups: [groupFor()],
      channels: { aibots: [], apps: [], robots: [], webhooks: [] },
    });
    const index = indexOf([{ id: 'r', on: 'message.received', do: [{ dm: 'x' }] }], { community });
    expect(index.decide(contextFor({ text: 'x', community }), reply)).toEqual({});
  });
});
