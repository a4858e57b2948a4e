import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GroupEvent, RosterEntry } from '../../../src/domain/events.ts';
import { asEventId, memberId } from '../../../src/domain/ids.ts';
import { memberRows } from '../../../src/domain/people.ts';
import { adoptNamed } from '../../../src/features/roster/adopt-named.ts';
import { rosterFeature } from '../../../src/features/roster/index.ts';
import { converse } from '../../support/converse.ts';
import { communityFor, groupFor, NOON, person, stateOf } from '../../support/decide.ts';

const vip = groupFor({
  id: 'vip-01',
  kind: 'customer',
  bindings: [{ type: 'app', app: 'community', chatId: 'wrVIP' }],
});
const community = communityFor({ groups: [groupFor(), vip] });
const chat = { channel: 'app', via: 'community', chatId: 'wrVIP', type: 'group' } as const;
const DAY_MS = 86_400_000;
const customer = (state = stateOf()) =>
  converse({ features: [rosterFeature], community, group: 'vip-01', state });

const createIds = () => {
  let count = 0;
  return () => {
    count += 1;
    return asEventId(`event-${count}`);
  };
};
const nextId = createIds();
const changed = (more: Partial<Extract<GroupEvent, { type: 'members.changed' }>> = {}): GroupEvent => ({
  type: 'members.changed',
  id: nextId(),
  at: NOON,
  chat,
  change: 'joined',
  members: [person('wmA')],
  ...more,
});
const entry = (userid: string, more: Partial<RosterEntry> = {}): RosterEntry => ({
  id: memberId(userid),
  userid,
  name: `名${userid}`,
  ...more,
});
const fetched = (
  entries: readonly (string | RosterEntry)[],
  more: Partial<Extract<GroupEvent, { type: 'roster.fetched' }>> = {},
): GroupEvent => ({
  type: 'roster.fetched',
  id: nextId(),
  at: NOON,
  chat,
  entries: entries.map((one) => (typeof one === 'string' ? entry(one) : one)),
  ...more,
});
const joins = (raised: readonly GroupEvent[]) =>
  raised.flatMap((event) =>
    event.type === 'member.joined' ? [event.members.map(({ userid }) => userid)] : [],
  );
const leaves = (raised: readonly GroupEvent[]) =>
  raised.flatMap((event) =>
    event.type === 'member.left' ? [event.members.map(({ userid }) => userid)] : [],
  );

describe('who speaks', () => {
  it('is recorded once and then costs no write for a day', () => {
    const group = converse({ features: [rosterFeature] });
    group.says(person('Wang', '小王'), '大家好');
    expect(group.state.rowOf('members', 'wang')).toEqual({
      name: '小王',
      userid: 'Wang',
      firstSeen: NOON,
      lastSeen: NOON,
    });
    group.wait(DAY_MS - 1);
    expect(group.says(person('Wang', '小王'), '又来了').writes).toEqual([]);
    expect(group.state.rowOf('members', 'wang')).toMatchObject({ lastSeen: NOON });
    group.wait(1);
    group.says(person('Wang', '小王'), '第二天');
    expect(group.state.rowOf('members', 'wang')).toMatchObject({ firstSeen: NOON, lastSeen: NOON + DAY_MS });
  });

  it('keeps the card they registered and takes up a new name', () => {
    const state = stateOf({
      members: { u1: { firstSeen: 1, lastSeen: NOON, card: '北京-小王', name: '旧' } },
    });
    const group = converse({ features: [rosterFeature], state });
    group.says(person('u1', '新'), '在');
    expect(state.rowOf('members', 'u1')).toMatchObject({ card: '北京-小王', name: '新', firstSeen: 1 });
  });

  it('has come back when they had left', () => {
    const state = stateOf({ members: { u1: { firstSeen: 1, lastSeen: NOON, left: NOON - 5 } } });
    converse({ features: [rosterFeature], state }).says('u1', '在');
    expect(state.get(memberRows, 'u1')?.left).toBeUndefined();
  });

  it('joins by a first @ only where the group says so', () => {
    const quiet = converse({ features: [rosterFeature] });
    expect(quiet.says('u1', '你好').raised).toEqual([]);
    const greeting = converse({
      features: [rosterFeature],
      community: communityFor({ groups: [groupFor({ greetOnFirstMention: true })] }),
    });
    expect(joins(greeting.says('u1', '你好').raised)).toEqual([['u1']]);
    expect(greeting.says('u1', '你好').raised).toEqual([]);
  });

  it('joins by a first @ that is a command which already wrote the row', () => {
    const state = stateOf({
      members: { u1: { firstSeen: NOON, card: '小王' }, u2: { firstSeen: NOON - 1 } },
    });
    const greeting = converse({
      features: [rosterFeature],
      community: communityFor({ groups: [groupFor({ greetOnFirstMention: true })] }),
      state,
    });
    expect(joins(greeting.says('u1', '改名片 小王').raised)).toEqual([['u1']]);
    expect(greeting.says('u2', '你好').raised).toEqual([]);
  });

  it('is no member of anything in a chat nobody bound', () => {
    const nowhere = converse({ features: [rosterFeature], group: null });
    nowhere.says('u1', '你好');
    expect(nowhere.state.rowOf('members', 'u1')).toBeUndefined();
  });

  it('is not recorded when it is our own bot', () => {
    const group = converse({ features: [rosterFeature] });
    group.says('helper', '我是机器人');
    expect(group.state.rowOf('members', 'helper')).toBeUndefined();
  });
});

describe('adoptNamed', () => {
  it('hands the rows of newcomers known by name to the person who registers that name', () => {
    const state = stateOf({ members: { 'name:张三': { firstSeen: 5, name: '张三' } } });
    const { writes, firstSeen } = adoptNamed(state, ['北京-张三-设计师', '张三', '张三']);
    expect(firstSeen).toBe(5);
    state.apply(writes);
    expect(state.rowOf('members', 'name:张三')).toBeUndefined();
    expect(adoptNamed(state, ['张三', '', '长'.repeat(500)])).toEqual({ writes: [], firstSeen: undefined });
  });
});

describe('a changed member list', () => {
  it('is fetched with whom the event named', () => {
    expect(customer().happen(changed()).effects).toEqual([
      { effect: { type: 'fetch-roster', group: 'vip-01', chat, joined: ['wmA'], attempt: 1 } },
    ]);
  });

  it('is not fetched again when that version is known', () => {
    const group = customer();
    group.happen(fetched(['wmO'], { version: 'v7' }));
    expect(group.happen(changed({ version: 'v7' })).effects).toEqual([]);
    expect(group.happen(changed({ version: 'v8' })).effects).toHaveLength(1);
  });

  it('is not asked for where no app can read it', () => {
    const internal = converse({ features: [rosterFeature], community });
    const { chat: _chat, ...event } = changed();
    expect(internal.happen(event).effects).toEqual([]);
  });
});

describe('a fetched member list', () => {
  it('greets nobody the first time but those named as joined', () => {
    const group = customer();
    const first = group.happen(fetched(['wmO', 'wmA', 'wmB'], { joined: ['wmA'] }));
    expect(joins(first.raised)).toEqual([['wmA']]);
    expect(group.state.all(memberRows).size).toBe(3);
  });

  it('greets everybody who joined before the first list came, once', () => {
    const group = customer();
    group.happen(changed({ members: [person('wmA')] }));
    group.happen(changed({ members: [person('wmB')] }));
    expect(joins(group.happen(fetched(['wmO', 'wmA', 'wmB'], { joined: ['wmA'] })).raised)).toEqual([
      ['wmA', 'wmB'],
    ]);
    expect(group.happen(fetched(['wmO', 'wmA', 'wmB'], { joined: ['wmB'], at: NOON + 1 })).raised).toEqual(
      [],
    );
  });

  it('tells joins and leaves in one event each', () => {
    const group = customer();
    group.happen(fetched(['wmO', 'wmA', 'wmB']));
    const { raised } = group.happen(fetched(['wmO', 'wmC', 'wmD'], { at: NOON + 5 }));
    expect(joins(raised)).toEqual([['wmC', 'wmD']]);
    expect(leaves(raised)).toEqual([['wmA', 'wmB']]);
    expect(group.state.rowOf('members', memberId('wmA'))).toMatchObject({ left: NOON + 5 });
  });

  it('tells a re-join, and clears the leave', () => {
    const group = customer();
    group.happen(fetched(['wmO', 'wmA']));
    group.happen(fetched(['wmO'], { at: NOON + 1 }));
    expect(joins(group.happen(fetched(['wmO', 'wmA'], { at: NOON + 2 })).raised)).toEqual([['wmA']]);
    expect(group.state.get(memberRows, memberId('wmA'))?.left).toBeUndefined();
  });

  it('stores a changed nickname and tells the rules of it', () => {
    const group = customer();
    group.happen(fetched(['wmO', entry('wmA', { nickname: '张三' })]));
    const { raised } = group.happen(
      fetched(['wmO', entry('wmA', { nickname: '北京-张三' })], { at: NOON + 1 }),
    );
    expect(raised).toMatchObject([
      { type: 'member.renamed', actor: { id: memberId('wmA') }, from: '张三', to: '北京-张三' },
    ]);
    expect(group.state.rowOf('members', memberId('wmA'))).toMatchObject({ nickname: '北京-张三' });
    group.happen(fetched(['wmO', 'wmA'], { at: NOON + 2 }));
    expect(group.state.get(memberRows, memberId('wmA'))?.nickname).toBeUndefined();
  });

  it('names newcomers as the list does', () => {
    const group = customer();
    group.happen(fetched(['wmO']));
    const { raised } = group.happen(fetched(['wmO', entry('wmA', { name: '张三' })], { at: NOON + 1 }));
    expect(raised[0]).toMatchObject({ members: [{ id: memberId('wmA'), userid: 'wmA', name: '张三' }] });
  });

  it('is dropped when a newer one is known', () => {
    const group = customer();
    group.happen(fetched(['wmO', 'wmA'], { at: NOON + 10 }));
    const { raised, trail } = group.happen(fetched(['wmO'], { at: NOON + 9 }));
    expect(raised).toEqual([]);
    expect(trail[0]?.outcome).toBe('dropped');
  });

  it('is asked for again when it came late and names somebody who joined', () => {
    const group = customer();
    group.happen(fetched(['wmO'], { at: NOON + 10 }));
    const { effects } = group.happen(fetched(['wmO', 'wmA'], { joined: ['wmA'], attempt: 1 }));
    expect(effects).toMatchObject([{ effect: { type: 'fetch-roster', joined: ['wmA'], attempt: 2 } }]);
  });

  it('makes nobody leave when it is empty', () => {
    const group = customer();
    group.happen(fetched(['wmO', 'wmA']));
    expect(group.happen(fetched([], { at: NOON + 1 })).raised).toEqual([]);
    expect(group.state.get(memberRows, memberId('wmA'))?.left).toBeUndefined();
  });

  it('leaves newcomers known by name alone where they are', () => {
    const group = customer(stateOf({ members: { 'name:李四': { firstSeen: 1, name: '李四' } } }));
    group.happen(fetched(['wmO']));
    expect(group.happen(fetched(['wmO'], { at: NOON + 1 })).raised).toEqual([]);
    expect(group.state.rowOf('members', 'name:李四')).toEqual({ firstSeen: 1, name: '李四' });
  });

  it.each([
    { attempt: 1, due: 3_000 },
    { attempt: 2, due: 10_000 },
    { attempt: 3, due: 10_000 },
  ])('is asked for again after attempt $attempt when it lags', ({ attempt, due }) => {
    const { effects } = customer().happen(fetched(['wmO', 'wmA'], { joined: ['wmA', 'wmB'], attempt }));
    expect(effects).toEqual([
      {
        effect: { type: 'fetch-roster', group: 'vip-01', chat, joined: ['wmB'], attempt: attempt + 1 },
        due: NOON + due,
      },
    ]);
  });

  it('is given up after four attempts', () => {
    expect(customer().happen(fetched(['wmO'], { joined: ['wmB'], attempt: 4 })).effects).toEqual([]);
  });

  it('reports every join and leave exactly once, whatever the lists are', () => {
    const list = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(list, { minLength: 1, maxLength: 8 }), (lists) => {
        const group = customer();
        let known: Set<string> | undefined;
        lists.forEach((ids, n) => {
          const present = new Set(['owner', ...ids]);
          const { raised } = group.happen(fetched([...present], { at: NOON + n }));
          const before = known;
          expect(joins(raised).flat()).toEqual(before ? [...present].filter((id) => !before.has(id)) : []);
          expect(new Set(leaves(raised).flat())).toEqual(
            new Set(before ? [...before].filter((id) => !present.has(id)) : []),
          );
          known = present;
        });
      }),
    );
  });
});
