import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asEventId } from '../../src/domain/ids.ts';
import { plainText, say } from '../../src/domain/message.ts';
import { fold } from '../../src/text/fold.ts';
import {
  communityFor,
  contextFor,
  contextOf,
  groupFor,
  NOON,
  operator,
  person,
  said,
  stateOf,
} from '../support/decide.ts';
import { indexOf, joined } from './support.ts';

const faq = (id: string, when: object[], reply = id, more: object = {}) => ({
  id,
  on: 'message.received',
  when,
  do: [{ reply }],
  ...more,
});
const answer = (when: object[], text: string) =>
  said(indexOf([faq('yes', when)]).decide(contextFor({ text }), { mayReply: true }));

describe('conditions', () => {
  it.each([
    { when: { 'text.any': ['发票', 'invoice'] }, text: '请问怎么开发票', hit: true },
    { when: { 'text.any': ['发票', 'invoice'] }, text: 'Ｉｎｖｏｉｃｅ?', hit: true },
    { when: { 'text.any': ['发票'] }, text: '发货', hit: false },
    { when: { 'text.any': '发票' }, text: '发票', hit: true },
    { when: { 'text.all': ['发票', '抬头'] }, text: '抬头写错了,发票能改吗', hit: true },
    { when: { 'text.all': ['发票', '抬头'] }, text: '发票能改吗', hit: false },
    { when: { 'text.equals': ['人工'] }, text: ' 人工 ', hit: true },
    { when: { 'text.equals': ['人工'] }, text: '人工智能', hit: false },
    { when: { 'text.starts': ['请假'] }, text: '请假 明天', hit: true },
    { when: { 'text.starts': ['请假'] }, text: '我要请假', hit: false },
    { when: { 'text.regex': ['^订单\\s*\\d{4,}$'] }, text: '订单 12345', hit: true },
    { when: { 'text.regex': ['^订单\\s*\\d{4,}$'] }, text: '订单 12', hit: false },
    { when: { 'text.regex': ['[\\u4e00-\\u9fff]{2}VIP'] }, text: '我是vip', hit: true },
    { when: { 'text.fuzzy': ['怎么开发票'] }, text: '怎么开发嫖', hit: true },
    { when: { 'text.fuzzy': ['怎么开发票'] }, text: '发货了吗', hit: false },
    { when: { not: { 'text.any': ['广告'] } }, text: '你好', hit: true },
    { when: { not: [{ 'text.any': ['广告'] }, { 'text.any': ['推广'] }] }, text: '推广', hit: false },
    { when: { any: [{ 'text.any': ['发票'] }, { 'text.equals': ['人工'] }] }, text: '人工', hit: true },
    {
      when: { all: [{ 'text.any': ['发票'] }, { not: { 'text.any': ['测试'] } }] },
      text: '测试发票',
      hit: false,
    },
    { when: { 'group.kind': 'customer' }, text: '你好', hit: false },
    { when: { 'group.tag': 'newbie' }, text: '你好', hit: true },
    { when: { 'member.isStaff': false }, text: '你好', hit: true },
    { when: { 'member.isStaff': true }, text: '你好', hit: false },
  ])('$when of 「$text」 is $hit', ({ when, text, hit }) => {
    expect(answer([when], text) === 'yes').toBe(hit);
  });

  it('never lets the word index hide a rule that its conditions would match', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '发', '票'), minLength: 1, maxLength: 3 });
    const words = fc.array(word, { minLength: 1, maxLength: 3 });
    const leaf = fc.oneof(
      words.map((list) => ({ 'text.any': list })),
      words.map((list) => ({ 'text.all': list })),
      words.map((list) => ({ 'text.starts': list })),
      words.map((list) => ({ 'text.equals': list })),
    );
    type Node = Record<string, unknown>;
    const { node } = fc.letrec<{ node: Node }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((list) => ({ any: list })),
        fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((list) => ({ all: list })),
        tie('node').map((inner) => ({ not: inner })),
      ),
    }));
    const holds = (condition: unknown, text: string): boolean =>
      Object.entries(Object(condition)).every(([key, value]) => {
        const list: unknown[] = Array.isArray(value) ? value : [value];
        const has = (test: (word: string) => boolean) => list.map((one) => fold(String(one))).map(test);
        switch (key) {
          case 'text.any':
            return has((one) => text.includes(one)).some(Boolean);
          case 'text.all':
            return has((one) => text.includes(one)).every(Boolean);
          case 'text.starts':
            return has((one) => text.startsWith(one)).some(Boolean);
          case 'text.equals':
            return has((one) => text === one).some(Boolean);
          case 'any':
            return list.some((inner) => holds(inner, text));
          case 'all':
            return list.every((inner) => holds(inner, text));
          default:
            return !list.some((inner) => holds(inner, text));
        }
      });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '发', '票', ' '), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(node, { minLength: 1, maxLength: 5 }), text, (conditions, typed) => {
        const index = indexOf(conditions.map((condition, n) => faq(`r${n}`, [condition])));
        const { trail } = index.decide(contextFor({ text: typed }), { mayReply: true });
        const matched = trail?.filter(({ outcome }) => outcome === 'matched').map(({ by }) => by) ?? [];
        const expected = conditions.flatMap((one, n) => (holds(one, fold(typed)) ? [`rule:r${n}`] : []));
        expect(matched).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('forgets the words of the text before', () => {
    const index = indexOf([faq('both', [{ 'text.all': ['发票', '抬头'] }])]);
    index.decide(contextFor({ text: '抬头' }), { mayReply: true });
    expect(said(index.decide(contextFor({ text: '发票' }), { mayReply: true }))).toBeUndefined();
  });
});

describe('order and replies', () => {
  const two = [faq('first', [{ 'text.any': ['发票'] }]), faq('second', [{ 'text.any': ['发票'] }])];
  it('lets the first rule answer and says that the second did not', () => {
    const outcome = indexOf(two).decide(contextFor({ text: '发票' }), { mayReply: true });
    expect(said(outcome)).toBe('first');
    expect(outcome.trail).toEqual([
      { by: 'rule:first', outcome: 'matched' },
      { by: 'rule:second', outcome: 'matched' },
      { by: 'rule:second', outcome: 'dropped', why: '前面的规则已经回复了' },
    ]);
  });
  it('joins replies when the settings say all', () => {
    const outcome = indexOf(two, { reply: 'all' }).decide(contextFor({ text: '发票' }), { mayReply: true });
    expect(said(outcome)).toBe('first\nsecond');
  });
  it('runs higher priority first', () => {
    const rules = [faq('low', []), faq('high', [], 'high', { priority: 5 })];
    expect(said(indexOf(rules).decide(contextFor({ text: 'x' }), { mayReply: true }))).toBe('high');
  });
  it('ends at a rule that stops', () => {
    const rules = [faq('wall', [], 'wall', { stop: true }), faq('behind', [])];
    const { trail } = indexOf(rules).decide(contextFor({ text: 'x' }), { mayReply: true });
    expect(trail).toEqual([{ by: 'rule:wall', outcome: 'matched' }]);
  });
  it('does not answer after a command has', () => {
    const outcome = indexOf(two).decide(contextFor({ text: '发票' }), { mayReply: false });
    expect(outcome.reply).toBeUndefined();
  });
  it('keeps quiet where nobody has bound the chat and in groups it does not select', () => {
    const index = indexOf([faq('yes', [], 'yes', { groups: ['vip-*', '!vip-01'] })], {
      community: communityFor({
        groups: [groupFor(), groupFor({ id: 'vip-01' }), groupFor({ id: 'vip-02' })],
      }),
    });
    const community = communityFor({
      groups: [groupFor(), groupFor({ id: 'vip-01' }), groupFor({ id: 'vip-02' })],
    });
    const ask = (group: string | null) =>
      said(index.decide(contextFor({ text: 'x', community, group }), { mayReply: true }));
    expect([null, 'newbie-01', 'vip-01', 'vip-02'].map(ask)).toEqual([
      undefined,
      undefined,
      undefined,
      'yes',
    ]);
  });
  it('says what a member is called as data', () => {
    const index = indexOf([faq('hi', [], '你好 {{ member.name }}')]);
    const outcome = index.decide(contextFor({ text: 'x', from: person('u1', '**小王**') }), {
      mayReply: true,
    });
    expect(outcome.reply?.parts).toEqual([
      { type: 'text', text: '你好 ' },
      { type: 'data', text: '**小王**' },
    ]);
  });
  it('reads no rows for a rule that needs none', () => {
    const state = stateOf();
    indexOf([faq('yes', [{ 'text.any': ['发票'] }])]).decide(contextFor({ text: '发票', state }), {
      mayReply: true,
    });
    expect(state.asked).toEqual([]);
  });
});

describe('joins', () => {
  const welcome = (more: object = {}) => ({
    id: 'welcome',
    on: 'member.joined',
    when: [{ 'member.isStaff': false }],
    do: [{ send: { text: '欢迎 {{ newcomers | map: "name" | join: "、" }}', mention: 'newcomers' } }],
    ...more,
  });
  const newcomers = [person('u1', '小王'), person('boss', '老板'), person('u2', '小李')];

  it('greets newcomers together, and not the own team', () => {
    const { effects } = indexOf([welcome()]).decide(joined(newcomers), { mayReply: true });
    expect(effects).toHaveLength(1);
    const effect = effects?.[0]?.effect;
    expect(effect?.type === 'send' && plainText(effect.message)).toBe('欢迎 小王、小李');
    expect(effect?.type === 'send' && effect.message.mentions?.map(({ id }) => id)).toEqual(['u1', 'u2']);
    expect(effect?.type === 'send' && effect.origin).toEqual({
      source: 'rule:welcome',
      event: 'join-1',
      version: 'abc123abc123',
    });
  });
  it('mentions in front when the text names nobody', () => {
    const rule = welcome({ do: [{ send: { text: '欢迎', mention: 'newcomers' } }] });
    const { effects } = indexOf([rule]).decide(joined([person('u1', '小王')]), { mayReply: true });
    const effect = effects?.[0]?.effect;
    expect(effect?.type === 'send' && plainText(effect.message)).toBe('@小王\n欢迎');
  });
  it('does nothing when only the own team joins', () => {
    const outcome = indexOf([welcome()]).decide(joined([person('boss')]), { mayReply: true });
    expect(outcome.effects ?? []).toEqual([]);
    expect(outcome.trail ?? []).toEqual([]);
  });
  it('takes WeCom’s word for staff in customer groups only', () => {
    const state = stateOf({ members: { u1: { firstSeen: 0, staff: true } } });
    const greets = (kind: 'internal' | 'customer') => {
      const community = communityFor({ groups: [groupFor({ kind, dutyStaff: [person('duty')] })] });
      const rule = welcome({ do: [{ notify: '来人了' }] });
      const outcome = indexOf([rule], { community }).decide(joined([person('u1')], { community, state }), {
        mayReply: true,
      });
      return (outcome.effects ?? []).length > 0;
    };
    expect([greets('internal'), greets('customer')]).toEqual([true, false]);
  });
  it.each([
    { why: 'the duty staff first', duty: ['duty'], to: ['duty'] },
    { why: 'else the operators in scope', duty: [], to: ['ops', 'all'] },
  ])('tells $why', ({ duty, to }) => {
    const group = groupFor({ kind: 'customer', dutyStaff: duty.map((id) => person(id)) });
    const community = communityFor({
      groups: [group, groupFor({ id: 'other' })],
      operators: [
        operator('ops', 'operator', { groups: ['newbie-*'] }),
        operator('all', 'owner'),
        operator('elsewhere', 'operator', { groups: ['other'] }),
        operator('helper', 'helper'),
        operator('single', 'admin', { only: ['checkin.makeup'] }),
      ],
    });
    const rule = welcome({ groups: ['newbie-01'], do: [{ notify: '来人了' }] });
    const { effects } = indexOf([rule], { community }).decide(joined([person('u1')], { community }), {
      mayReply: true,
    });
    const effect = effects?.[0]?.effect;
    expect(effect?.type === 'dm' && [effect.app, effect.to.map(({ id }) => id)]).toEqual(['community', to]);
  });
});

describe('attention budget', () => {
  const rule = { id: 'hi', on: 'member.joined', do: [{ send: '一' }, { send: '二' }] };
  const night = NOON + 13 * 3_600_000; // 23:00
  const quietHours = { from: 22 * 60 + 30, to: 8 * 60 };
  const decide = (group: Parameters<typeof groupFor>[0], now: number, state = stateOf()) => {
    const community = communityFor({ groups: [groupFor(group)] });
    return indexOf([rule], { community }).decide(joined([person('u1')], { community, now, state }), {
      mayReply: true,
    });
  };
  it('holds what is said unasked to the end of the quiet hours', () => {
    const { effects, trail } = decide({ quietHours }, night);
    expect(effects?.map(({ due, effect }) => [effect.type, due])).toEqual([['timer', night + 9 * 3_600_000]]);
    expect(trail?.filter(({ outcome }) => outcome === 'held')).toHaveLength(2);
  });
  it('drops what is over the limit of the day, and says so', () => {
    const state = stateOf();
    const first = decide({ dailyLimit: 3 }, NOON, state);
    state.apply(first.writes);
    const second = decide({ dailyLimit: 3 }, NOON, state);
    expect([first.effects?.length, second.effects?.length]).toEqual([2, 1]);
    expect(second.trail?.at(-1)).toMatchObject({ outcome: 'dropped', by: 'rule:hi' });
  });
  const morning = (state: ReturnType<typeof stateOf>, until: number, rules = [rule]) => {
    const event = {
      type: 'timer.fired',
      id: asEventId('timer-1'),
      at: until,
      timer: 'rules.held',
      payload: { until },
    } as const;
    const outcome = indexOf(rules).decide(contextOf(event, { state, now: until }), { mayReply: true });
    state.apply(outcome.writes);
    return (outcome.effects ?? []).map(({ effect }) => effect.type === 'send' && plainText(effect.message));
  };
  it('says what it held as one message in the morning, once, also when the rule is gone', () => {
    const state = stateOf();
    const until = night + 9 * 3_600_000;
    const first = decide({ quietHours }, night, state);
    state.apply(first.writes);
    const second = decide({ quietHours }, night + 60_000, state);
    state.apply(second.writes);
    expect(second.effects).toEqual([]);
    expect(morning(state, until, [])).toEqual(['一\n\n二\n\n一\n\n二']);
    expect(morning(state, until)).toEqual([]);
  });
  it('holds no more than people read in the morning', () => {
    const state = stateOf();
    const outcomes = Array.from({ length: 11 }, (_, n) => {
      const outcome = decide({ quietHours }, night + n, state);
      state.apply(outcome.writes);
      return outcome.trail?.filter((entry) => entry.outcome === 'dropped').length;
    });
    expect([outcomes.slice(0, 10), outcomes[10]]).toEqual([Array(10).fill(0), 2]);
  });
  it('counts what is held for the day it goes out, as the one message it will be', () => {
    const state = stateOf();
    state.apply(decide({ dailyLimit: 2, quietHours }, night, state).writes);
    const tonight = decide({ dailyLimit: 2 }, night, state);
    const tomorrow = decide({ dailyLimit: 2 }, night + 10 * 3_600_000, state);
    expect([tonight.effects?.length, tomorrow.effects?.length]).toEqual([2, 1]);
  });
  it('reads nothing where there is no limit', () => {
    const state = stateOf();
    decide({}, NOON, state);
    expect(state.asked).toEqual([]);
  });
});

describe('after', () => {
  const rule = {
    id: 'later',
    on: 'member.joined',
    do: [
      { send: '现在' },
      { after: '10m', do: [{ send: '{{ member.name }},你好' }, { 'ask-nickname': { format: 'x' } }] },
    ],
  };
  const seen: unknown[] = [];
  const actions = {
    'ask-nickname': (context: { readonly event: object }, argument: unknown) => {
      seen.push(context.event, argument);
      return {};
    },
  };
  const index = indexOf([rule], { actions });
  const timers = () =>
    (index.decide(joined([person('u1', '小王'), person('u2')]), { mayReply: true }).effects ?? []).flatMap(
      ({ effect, due }) => (effect.type === 'timer' ? [{ effect, due }] : []),
    );
  const fire = (state = stateOf(), rules = index) => {
    const { effect } = timers()[0] ?? expect.unreachable();
    const { timer, payload } = effect;
    const event = { type: 'timer.fired', timer, payload } as const;
    const base = joined([], { state });
    return rules.decide({ ...base, event: { ...base.event, ...event } }, { mayReply: true });
  };

  it('sets one timer for each newcomer', () => {
    expect(timers().map(({ due, effect }) => [due, effect.payload.member])).toEqual([
      [NOON + 600_000, { id: 'u1', userid: 'u1', name: '小王' }],
      [NOON + 600_000, { id: 'u2', userid: 'u2' }],
    ]);
  });
  it('continues with that newcomer, also for the actions of features', () => {
    seen.length = 0;
    const { effects } = fire();
    const effect = effects?.[0]?.effect;
    expect(effect?.type === 'send' && plainText(effect.message)).toBe('小王,你好');
    expect(seen).toMatchObject([{ type: 'member.joined', members: [{ id: 'u1' }] }, { format: 'x' }]);
  });
  it('drops what is for somebody who has left', () => {
    const outcome = fire(stateOf({ members: { u1: { firstSeen: 0, left: 5 } } }));
    expect(outcome).toEqual({ trail: [{ by: 'rule:later', outcome: 'dropped', why: expect.any(String) }] });
  });
  it('drops what is for somebody who was erased, also when they have come back since', () => {
    const known = stateOf({ members: { u1: { firstSeen: 5 } } });
    const again = (now: ReturnType<typeof stateOf>) => {
      const base = joined([person('u1', '小王')], { state: known });
      const planned = index.decide(base, { mayReply: true }).effects ?? [];
      const effect = planned.flatMap(({ effect: one }) => (one.type === 'timer' ? [one] : []))[0];
      const { timer, payload } = effect ?? expect.unreachable();
      const event = { ...joined([], {}).event, type: 'timer.fired', timer, payload } as const;
      return index.decide({ ...joined([], { state: now }), event }, { mayReply: true }).trail;
    };
    const dropped = [{ by: 'rule:later', outcome: 'dropped', why: '这位成员删除了自己的数据' }];
    expect(again(stateOf())).toEqual(dropped);
    expect(again(stateOf({ members: { u1: { firstSeen: 9 } } }))).toEqual(dropped);
    // An earlier first sight is the same person, known better.
    for (const firstSeen of [5, 3])
      expect(again(stateOf({ members: { u1: { firstSeen } } }))).not.toEqual(dropped);
  });
  it('drops what an edit has taken away', () => {
    const edited = indexOf([{ ...rule, do: [{ send: '现在' }] }]);
    expect(fire(stateOf(), edited)).toEqual({ trail: [expect.objectContaining({ outcome: 'dropped' })] });
  });
});

describe('modes and actions of features', () => {
  const community = communityFor({
    groups: [groupFor(), groupFor({ id: 'lab' })],
    testGroup: groupFor({ id: 'lab' }).id,
  });
  const outcomeIn = (mode: string) =>
    indexOf([faq('r', [], 'hi', { mode, do: [{ reply: 'hi' }, { send: 'post' }] })], { community }).decide(
      contextFor({ text: 'x', community }),
      { mayReply: true },
    );
  it('decides nothing for rules that are off', () => {
    expect(outcomeIn('off')).toEqual({});
  });
  it('only records what a shadow would have done', () => {
    const { reply, effects, trail } = outcomeIn('shadow');
    expect([reply, effects]).toEqual([undefined, []]);
    expect(trail?.at(-1)).toEqual({ by: 'rule:r', outcome: 'held', why: '影子模式,没有真的回复、发消息' });
  });
  it('says everything in the test group while testing', () => {
    const { reply, effects } = outcomeIn('test');
    expect(reply).toBeUndefined();
    const sent = effects?.map(
      ({ effect }) => effect.type === 'send' && [effect.group, plainText(effect.message)],
    );
    expect(sent).toEqual([
      ['lab', '[测试 新手训练营 1 群 · r]\nhi'],
      ['lab', '[测试 新手训练营 1 群 · r]\npost'],
    ]);
  });
  it('counts posts of actions in the budget and takes over the rest', () => {
    const group = groupFor({ dailyLimit: 1 });
    const here = communityFor({ groups: [group] });
    const index = indexOf(
      [{ id: 'r', on: 'message.received', do: [{ send: '一' }, { 'ask-nickname': {} }] }],
      {
        community: here,
        actions: {
          'ask-nickname': (context) => ({
            reply: say('好'),
            writes: [{ collection: 'x', row: 'y', value: 1 }],
            effects: [
              {
                effect: {
                  type: 'send',
                  group: group.id,
                  message: say('二'),
                  origin: { source: 'x', event: context.event.id, version: '' },
                },
              },
            ],
          }),
        },
      },
    );
    const outcome = index.decide(contextFor({ text: 'x', community: here }), { mayReply: true });
    expect([outcome.effects?.length, said(outcome)]).toEqual([1, '好']);
    expect(outcome.writes?.map(({ collection }) => collection)).toEqual(['x', 'budget']);
  });
});
