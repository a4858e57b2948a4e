import { expect, it } from 'vitest';
import { findMember } from '../../src/commands/find-member.ts';
import { stateOf } from '../support/decide.ts';

const state = stateOf({
  members: {
    lisi: { firstSeen: 1, userid: 'LiSi', card: '北京-李四', nickname: '小四', name: '李四' },
    wang: { firstSeen: 1, name: 'lisi' },
    gone: { firstSeen: 1, userid: 'gone', name: '老赵', left: 5 },
    twin1: { firstSeen: 1, name: '小王' },
    twin2: { firstSeen: 1, card: '小王' },
  },
});

it.each(['@李四', '＠ 小四', '北京-李四', '北京－李四', 'LISI', ' lisi '])(
  'finds one member by %j',
  (typed) => {
    expect(findMember(state, typed)).toEqual({
      type: 'one',
      member: { id: 'lisi', userid: 'LiSi', name: '北京-李四' },
    });
  },
);

it.each(['gone', '老赵', '李', '', '@', '很'.repeat(300)])('finds nobody by %j', (typed) => {
  expect(findMember(state, typed)).toEqual({ type: 'none' });
});

it('lists everybody a name could mean', () => {
  expect(findMember(state, '小王')).toMatchObject({
    type: 'several',
    candidates: [{ id: 'twin1' }, { id: 'twin2' }],
  });
});
