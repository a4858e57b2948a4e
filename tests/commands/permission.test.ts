import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { may } from '../../src/commands/permission.ts';
import { type Role, roleRank } from '../../src/domain/community.ts';
import { memberId } from '../../src/domain/ids.ts';
import { communityFor, contextFor, groupFor, operator, stateOf } from '../support/decide.ts';

const community = communityFor({
  groups: [groupFor(), groupFor({ id: 'vip-01', tags: ['vip'] })],
  operators: [
    operator('boss', 'owner'),
    operator('ada', 'admin', { groups: ['vip-*'] }),
    operator('ops', 'operator', { groups: ['tag:newbie'] }),
    operator('one', 'operator', { only: ['checkin.makeup'] }),
    operator('two', 'helper'),
    operator('two', 'operator', { groups: ['vip-01'] }),
  ],
});
const allowed = (
  who: string,
  minRole: Role,
  group: string | null,
  power = 'test.x',
  state = stateOf(),
  anywhere = false,
) => {
  const command = { power, minRole, ...(anywhere && { anywhere: true as const }) };
  return may(command, memberId(who), contextFor({ text: '', community, group, state })).type === 'allowed';
};

describe('may', () => {
  it.each([
    ['boss', 'owner', 'newbie-01', true],
    ['boss', 'admin', null, true],
    ['BOSS', 'admin', 'vip-01', true],
    ['ada', 'admin', 'vip-01', true],
    ['ada', 'owner', 'vip-01', false],
    ['ada', 'helper', 'newbie-01', false],
    ['ada', 'helper', null, false],
    ['ops', 'operator', 'newbie-01', true],
    ['ops', 'operator', 'vip-01', false],
    ['two', 'operator', 'newbie-01', false],
    ['two', 'helper', 'newbie-01', true],
    ['two', 'operator', 'vip-01', true],
    ['stranger', 'helper', 'newbie-01', false],
    ['stranger', 'member', 'newbie-01', true],
    ['stranger', 'member', null, true],
  ] as const)('lets %s use a %s command in %s: %s', (who, minRole, group, expected) => {
    expect(allowed(who, minRole, group)).toBe(expected);
  });

  it('limits a grant with `only` to the powers named', () => {
    expect(allowed('one', 'operator', 'newbie-01')).toBe(false);
    expect(allowed('one', 'operator', 'newbie-01', 'checkin.makeup')).toBe(true);
    expect(allowed('one', 'admin', 'newbie-01', 'checkin.makeup')).toBe(false);
  });

  it('takes a role from any scope for a command that checks its own target', () => {
    expect(allowed('ada', 'admin', null, 'binding.bind', stateOf(), true)).toBe(true);
    expect(allowed('ops', 'admin', null, 'binding.bind', stateOf(), true)).toBe(false);
  });

  it('counts a grant given inside the group, there only', () => {
    const state = stateOf({
      grants: { newcomer: { role: 'operator' }, half: { role: 'operator', only: ['a.b'] } },
    });
    expect(allowed('newcomer', 'operator', 'newbie-01', 'test.x', state)).toBe(true);
    expect(allowed('newcomer', 'admin', 'newbie-01', 'test.x', state)).toBe(false);
    expect(allowed('newcomer', 'operator', null, 'test.x', state)).toBe(false);
    expect(allowed('half', 'operator', 'newbie-01', 'test.x', state)).toBe(false);
    expect(allowed('half', 'operator', 'newbie-01', 'a.b', state)).toBe(true);
  });

  it('reads no rows for members and for those whom the configuration already allows', () => {
    const state = stateOf();
    allowed('boss', 'owner', 'newbie-01', 'test.x', state);
    allowed('stranger', 'member', 'newbie-01', 'test.x', state);
    expect(state.asked).toEqual([]);
  });

  it('names who could do it here, those nearest in role first', () => {
    const context = contextFor({ text: '', community, group: 'vip-01' });
    const denied = may({ power: 'test.x', minRole: 'operator' }, memberId('x'), context);
    expect(denied).toMatchObject({
      type: 'denied',
      who: [{ userid: 'two' }, { userid: 'ada' }, { userid: 'boss' }],
    });
  });

  it('never allows a stranger anything above member', () => {
    const names = new Set(['boss', 'ada', 'ops', 'one', 'two']);
    const roles = Object.keys(roleRank).filter((role): role is Role => role !== 'member');
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.constantFrom(...roles),
        fc.boolean(),
        (who, role, anywhere) => {
          fc.pre(!names.has(who.toLowerCase()));
          expect(allowed(who, role, 'newbie-01', 'test.x', stateOf(), anywhere)).toBe(false);
        },
      ),
    );
  });
});
