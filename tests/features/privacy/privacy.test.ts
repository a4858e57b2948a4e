import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newestAudit } from '../../../src/commands/audit.ts';
import { grantRows } from '../../../src/commands/permission.ts';
import { asEventId, memberId } from '../../../src/domain/ids.ts';
import { memberRows } from '../../../src/domain/people.ts';
import { defineRows, put } from '../../../src/domain/state.ts';
import { features } from '../../../src/features/index.ts';
import { tagRows } from '../../../src/features/tags/rows.ts';
import { welcomedRows } from '../../../src/features/welcome/welcome.ts';
import { converse } from '../../support/converse.ts';
import { communityFor, groupFor, NOON, operator, stateOf } from '../../support/decide.ts';

const community = communityFor({
  groups: [groupFor({ id: 'b' }), groupFor({ id: 'a' }), groupFor({ id: 'c' })],
  operators: [operator('boss', 'owner')],
});
const open = () => {
  const state = stateOf();
  state.apply([
    put(memberRows, 'lisi', {
      firstSeen: NOON - 86_400_000,
      name: '李四',
      card: '北京-李四',
      userid: 'LiSi',
    }),
    put(memberRows, 'u2', { firstSeen: NOON, name: '小王' }),
    put(tagRows, 'lisi', ['vip']),
    put(welcomedRows, 'lisi', { at: NOON }),
    put(grantRows, memberId('lisi'), { role: 'helper' }),
  ]);
  return converse({ features, community, state, group: 'b' });
};

describe('我的数据', () => {
  it('says by feature what is kept, in plain words', () => {
    const chat = open();
    const said = chat.says('lisi', '我的数据').reply?.split('\n') ?? [];
    expect(said).toContain('· 名册:名字 李四,userid LiSi,11月19日第一次见到');
    expect(said).toContain('· 名片:北京-李四');
    expect(said).toContain('· 标签:vip');
    expect(said).toContain('· 迎新:欢迎过你这件事');
    expect(said).toContain('· 权限:群里给你的「小助手」,删除后就没有了');
    expect(said.at(-1)).toContain('删除我的数据');
  });
  it('says so when there is nothing', () => {
    expect(open().says('stranger', '我的数据').reply).toBe('我在这个群没有关于你的任何记录。');
  });
});

describe('删除我的数据', () => {
  it('waits for 确认, then leaves nothing that names the member', () => {
    const chat = open();
    chat.says('lisi', '/授权 u2 小助手'); // denied, and noted
    chat.says('boss', '/授权 lisi 运营');
    chat.says('boss', '取消');
    chat.says('boss', '/授权 列表');
    chat.state.apply([put(grantRows, 'u2', { role: 'helper', by: 'lisi' })]);
    expect(chat.says('lisi', '删除我的数据').reply).toContain('· 标签:vip');
    expect(chat.state.get(tagRows, 'lisi')).toEqual(['vip']);
    expect(chat.says('lisi', '确认').reply).toContain('删好了');
    const everything = [
      'members',
      'member-tags',
      'welcomed',
      'grants',
      'denied',
      'confirm',
      'listed',
      'audit',
    ];
    const left = everything.flatMap((collection) =>
      [...chat.state.all(defineRows(collection, z.unknown()))].map((row) => JSON.stringify(row)),
    );
    expect(left.filter((row) => /lisi|李四/i.test(row))).toEqual([]);
    expect(chat.state.get(memberRows, 'u2')).toBeDefined();
  });
  it('keeps what was done, under one mask that is another one for every erasure', () => {
    const chat = open();
    chat.says('lisi', '/授权 u2 小助手');
    chat.says('lisi', '/操作记录');
    chat.says('boss', '/授权 LiSi 运营');
    chat.says('lisi', '删除我的数据');
    chat.says('lisi', '确认');
    const log = newestAudit(chat.state, 10);
    expect(log).toHaveLength(3);
    expect(JSON.stringify(log).toLowerCase()).not.toContain('lisi');
    const masks = new Set(log.filter(({ by }) => by !== 'boss').map(({ by }) => by));
    expect([...masks]).toEqual([expect.stringMatching(/^gone:[0-9a-z]+$/)]);
    expect(chat.says('boss', '/操作记录').reply).toContain('已删除的成员');
  });
  it('goes through the other groups one by one, and ends', () => {
    const chat = open();
    chat.says('lisi', '删除我的数据');
    const { effects } = chat.says('lisi', '确认');
    const visited: string[] = [];
    let timers = effects.flatMap(({ effect }) => (effect.type === 'timer' ? [effect] : []));
    for (let n = 0; n < 10 && timers.length > 0; n += 1) {
      const [timer] = timers;
      if (!timer) break;
      visited.push(timer.group);
      const state = stateOf();
      state.apply([put(tagRows, 'lisi', ['vip'])]);
      const there = converse({ features, community, state, group: timer.group });
      const { group, payload, timer: name } = timer;
      const happened = there.happen({
        type: 'timer.fired',
        id: asEventId(`timer-${n}`),
        at: NOON,
        group,
        timer: name,
        payload,
      });
      expect(state.get(tagRows, 'lisi')).toBeUndefined();
      timers = happened.effects.flatMap(({ effect }) => (effect.type === 'timer' ? [effect] : []));
    }
    expect(visited).toEqual(['a', 'c']);
    expect(timers).toEqual([]);
  });
  it('is never taken out of a longer sentence, and never started by a rule', () => {
    const chat = open();
    expect(chat.says('lisi', '请帮我删除我的数据').reply).toBeUndefined();
    chat.happen({
      type: 'feature.event',
      id: asEventId('emitted-1'),
      at: NOON,
      name: 'privacy.erase',
      member: { id: memberId('lisi') },
      fields: {},
    });
    expect(chat.state.get(tagRows, 'lisi')).toEqual(['vip']);
  });
});
