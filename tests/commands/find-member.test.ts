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

it('finds by a piece of a card, and only where nobody is called that as a whole', () => {
  const members = {
    a: { firstSeen: 1, card: '北京-小王-设计师' },
    b: { firstSeen: 1, card: '上海_小陈_产品' },
    c: { firstSeen: 1, name: '小陈' },
    d: { firstSeen: 1, card: '北京-老李-测试' },
  };
  const found = (typed: string) => findMember(stateOf({ members }), typed);
  expect(found('@小王')).toMatchObject({ type: 'one', member: { id: 'a' } });
  expect(found('小陈')).toMatchObject({ type: 'one', member: { id: 'c' } });
  expect(found('北京')).toMatchObject({ type: 'several', candidates: [{ id: 'a' }, { id: 'd' }] });
  expect(found('王')).toEqual({ type: 'none' });
});

it('lists everybody a name could mean', () => {
  expect(findMember(state, '小王')).toMatchObject({
    type: 'several',
    candidates: [{ id: 'twin1' }, { id: 'twin2' }],
  });
});
