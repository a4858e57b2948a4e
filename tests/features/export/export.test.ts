import { describe, expect, it } from 'vitest';
import { groupScope } from '../../../src/domain/chat.ts';
import { asEventId } from '../../../src/domain/ids.ts';
import { memberRows } from '../../../src/domain/people.ts';
import { put } from '../../../src/domain/state.ts';
import { exportFeature } from '../../../src/features/export/index.ts';
import { features } from '../../../src/features/index.ts';
import { createMemoryStores } from '../../../src/memory/stores.ts';
import { createVirtualClock } from '../../../src/memory/virtual-clock.ts';
import { createTableFiles } from '../../../src/table-files.ts';
import { activeFor, converse } from '../../support/converse.ts';
import { communityFor, groupFor, NOON, operator } from '../../support/decide.ts';

const operators = [operator('boss', 'owner'), operator('ada', 'admin'), operator('ops', 'operator')];
const community = communityFor({ operators });
const open = (more: Partial<typeof community> = {}) =>
  converse({ features, community: { ...community, ...more } });

describe('/导出', () => {
  it('sends the table to whoever asked, and to nobody else', () => {
    const { reply, effects } = open().says('ada', '/导出 成员');
    expect(reply).toBe('好的,「成员」表做好后私信给你(xlsx 文件)。');
    expect(effects).toEqual([
      {
        effect: {
          type: 'export',
          app: 'community',
          to: [{ id: 'ada', userid: 'ada' }],
          group: 'newbie-01',
          table: '成员',
          format: 'xlsx',
          origin: { source: 'command:export.send', event: 'msg-1', version: 'abc123abc123' },
        },
      },
    ]);
  });
  it.each([
    ['/导出 操作记录 CSV', { table: '操作记录', format: 'csv' }],
    ['/导出 成员 excel', { table: '成员', format: 'xlsx' }],
    ['/导出 成员 #2 csv', { table: '成员', args: '#2', format: 'csv' }],
  ])('%s', (text, wanted) => {
    expect(open().says('ada', text).effects).toMatchObject([{ effect: wanted }]);
  });
  it.each([
    ['/导出', /^可以导出:.*成员.*「\/导出 成员/s],
    ['/导出 操作纪录', /是不是「\/导出 操作记录」/],
    ['/导出 成员 pdf', /不能导出成 pdf,有 XLSX 和 CSV 两种。\n发「\/导出 成员」或「\/导出 成员 csv」/],
    ['/导出 成员 word', /不能导出成 word/],
    ['/导出 天气', /没有叫「天气」的表。可以导出/],
  ])('%s names what there is', (text, answer) => {
    const { reply, effects } = open().says('ada', text);
    expect(reply).toMatch(answer);
    expect(effects).toEqual([]);
  });
  it('names the command line where no app can write to people', () => {
    const channels = { ...community.channels, apps: [] };
    const { reply, effects } = open({ channels }).says('ada', '/导出 成员 csv');
    expect(reply).toContain('qunyun export 成员 --group newbie-01 --format csv');
    expect(effects).toEqual([]);
  });
  it('is for admins, and in the log', () => {
    const chat = open();
    expect(chat.says('ops', '/导出 成员').effects).toEqual([]);
    chat.says('ada', '/导出 成员');
    expect(chat.says('ada', '/操作记录').reply).toMatch(/ada \/导出 成员 · 已执行\n.*ops \/导出 · 没有权限/);
  });
  it('has nothing to give without tables', () => {
    expect(converse({ features: [exportFeature], community }).says('ada', '/导出').reply).toContain(
      '没有可以导出',
    );
  });
});

describe('the file', () => {
  it('is made from what is true when it leaves', async () => {
    const clock = createVirtualClock(NOON);
    const { events } = createMemoryStores(clock);
    const group = groupFor({ name: '1/2 群' });
    const here = communityFor({ groups: [group], operators });
    const book = {
      version: 'v',
      community: here,
      features: activeFor(features, here),
      rules: { count: 0, schedules: [], decide: () => ({}) },
      broadcasts: [],
    };
    await events.commit({
      scope: groupScope(group.id),
      event: asEventId('m.1'),
      expects: [],
      writes: [put(memberRows, 'u1', { firstSeen: NOON, name: '=小王', userid: 'U1' })],
      effects: [],
      reply: { trail: [] },
      keepMs: 1_000,
    });
    const fileOf = createTableFiles({ store: events, book: () => book, clock });
    const file = await fileOf({ group: group.id, table: '成员', format: 'csv' });
    expect(file?.name).toBe('成员-1 2 群-2026-11-20.csv');
    expect(file?.bytes.toString()).toContain(`U1,"'=小王"`);
    expect(await fileOf({ group: group.id, table: '天气', format: 'csv' })).toBeUndefined();
  });
});
