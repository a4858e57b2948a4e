import { describe, expect, it } from 'vitest';
import { asEventId, asGroupId } from '../../../src/domain/ids.ts';
import { rosterFeature } from '../../../src/features/roster/index.ts';
import { welcomeFeature } from '../../../src/features/welcome/index.ts';
import { converse } from '../../support/converse.ts';
import { communityFor, groupFor, NOON, person, stateOf } from '../../support/decide.ts';

const DAY_MS = 86_400_000;
const features = [welcomeFeature, rosterFeature];
const people = () =>
  stateOf({
    members: {
      lisi: { firstSeen: 1, lastSeen: NOON, userid: 'LiSi', card: '李四' },
      wang1: { firstSeen: 1, userid: 'wang1', name: '小王' },
      wang2: { firstSeen: 1, userid: 'wang2', nickname: '小王' },
      gone: { firstSeen: 1, userid: 'gone', name: '老赵', left: 5 },
      zhangsan: { firstSeen: 1, userid: 'zhangsan', lastSeen: NOON },
    },
  });

describe('/迎新', () => {
  it('joins userids as members and names as newcomers', () => {
    const group = converse({ features, state: people() });
    const { reply, raised } = group.says('zhangsan', '/迎新 NewOne 赵六');
    expect(reply).toBe('好的,这就欢迎 NewOne、赵六,共 2 位。');
    expect(raised).toMatchObject([
      {
        type: 'member.joined',
        scene: 'command',
        members: [
          { id: 'newone', userid: 'NewOne' },
          { id: 'name:赵六', name: '赵六' },
        ],
      },
    ]);
    expect(group.state.rowOf('members', 'newone')).toEqual({
      firstSeen: NOON,
      joinedAt: NOON,
      userid: 'NewOne',
    });
    expect(group.state.rowOf('members', 'name:赵六')).toEqual({
      firstSeen: NOON,
      joinedAt: NOON,
      name: '赵六',
    });
  });

  it.each([
    ['@李四', 'lisi'],
    ['lisi', 'lisi'],
    ['LISI', 'lisi'],
    ['老赵', 'name:老赵'],
  ])('takes %s for %s', (typed, id) => {
    const { raised } = converse({ features, state: people() }).says('zhangsan', `/迎新 ${typed}`);
    expect(raised).toMatchObject([{ members: [{ id }] }]);
  });

  it('greets nobody a second time, unless they left and came back', () => {
    const group = converse({ features, state: people() });
    group.says('zhangsan', '/迎新 newone');
    const again = group.says('zhangsan', '/迎新 newone other');
    expect(again.reply).toBe('好的,这就欢迎 other。\n成员wone 之前欢迎过了,不再重复。');
    expect(again.raised).toMatchObject([{ members: [{ id: 'other' }] }]);
    expect(group.says('zhangsan', '/迎新 other')).toMatchObject({
      reply: '成员ther 之前欢迎过了,不再重复。',
      raised: [],
    });
    group.happen({
      type: 'member.left',
      id: asEventId('left'),
      at: NOON + 1,
      group: asGroupId('newbie-01'),
      members: [person('other')],
    });
    expect(group.says('zhangsan', '/迎新 other').raised).toHaveLength(1);
  });

  it('lists who is meant when a name is not unique, and greets nobody', () => {
    const { reply, raised } = converse({ features, state: people() }).says('zhangsan', '/迎新 赵六、小王');
    expect(reply).toBe('「小王」有 2 位,请改用 userid 再发一次:\n1. 小王(wang1)\n2. 小王(wang2)');
    expect(raised).toEqual([]);
  });

  it('greets somebody named twice once', () => {
    const { raised } = converse({ features, state: people() }).says('zhangsan', '/迎新 李四 lisi');
    expect(raised).toMatchObject([{ members: [{ id: 'lisi' }] }]);
  });

  it('asks for names with an example when there are none', () => {
    const { reply, raised } = converse({ features }).says('zhangsan', '/迎新');
    expect(reply).toMatch(/例如「\/迎新 zhangsan 李四」/);
    expect(raised).toEqual([]);
  });

  it('greets at most twenty at once', () => {
    const names = Array.from({ length: 21 }, (_, n) => `u${n}`).join(' ');
    const { reply, raised } = converse({ features }).says('zhangsan', `/迎新 ${names}`);
    expect(reply).toMatch(/最多欢迎 20 位/);
    expect(raised).toEqual([]);
  });

  it('says why no greeting may come: the team, and the quiet hours', () => {
    const community = communityFor({ groups: [groupFor({ quietHours: { from: 540, to: 660 } })] });
    const group = converse({ features, community });
    expect(group.says('zhangsan', '/迎新 赵六').reply).toBe(
      '好的,这就欢迎 赵六。\n现在是安静时段,欢迎语 11:00 再发。',
    );
    const row = String(Math.floor(NOON / DAY_MS) % 4);
    const used = stateOf({ budget: { [row]: { day: '2026-11-20', posts: 12 } } });
    const busy = communityFor({ groups: [groupFor({ dailyLimit: 12 })] });
    expect(converse({ features, community: busy, state: used }).says('zhangsan', '/迎新 赵六').reply).toMatch(
      /到上限了\(一天 12 条\)/,
    );
    expect(group.says('zhangsan', '/迎新 boss').reply).toMatch(/是自己团队的人,一般不另外发欢迎。$/);
  });

  it('is for operators', () => {
    const { reply, raised } = converse({ features }).says('u1', '/迎新 u2');
    expect(reply).toMatch(/运营以上/);
    expect(raised).toEqual([]);
  });

  it('survives a name of any length', () => {
    const { raised } = converse({ features }).says('zhangsan', `/迎新 ${'很'.repeat(400)}`);
    expect(raised).toHaveLength(1);
  });
});
