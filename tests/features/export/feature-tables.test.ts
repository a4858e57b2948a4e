import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { MemberRef } from '../../../src/domain/chat.ts';
import { asGroupId } from '../../../src/domain/ids.ts';
import { defineRows } from '../../../src/domain/state.ts';
import { features } from '../../../src/features/index.ts';
import { createVirtualClock } from '../../../src/memory/virtual-clock.ts';
import { createTableFiles } from '../../../src/table-files.ts';
import { activeFor, converse } from '../../support/converse.ts';
import { communityFor, groupFor, NOON, operator, person } from '../../support/decide.ts';
import { unzip } from '../../support/unzip.ts';

const operators = [operator('boss', 'owner'), operator('ada', 'admin'), operator('ops', 'operator')];
const community = communityFor({ groups: [groupFor({ name: '1 群' })], operators });
const FORMULA = '=HYPERLINK("http://evil.example","点我")';
const hostile: MemberRef = { ...person('u1'), name: FORMULA };

/** A group in which somebody named like a formula has signed up, checked in and got points. */
const played = (more: Partial<typeof community> = {}) => {
  const chat = converse({ features, community: { ...community, ...more } });
  const all = [
    ['boss', '/接龙 新建 周六徒步 | 说明 自带水'],
    ['boss', '确认'],
    [hostile, '+2 备注 =1+1'],
    [hostile, '代接 -2+3'],
    ['boss', '/打卡 新建 晨读 | 每天 06:00-23:00 | 21天'],
    ['boss', '确认'],
    [hostile, '打卡 @SUM(1+1)*cmd'],
    ['boss', '/积分 加 u1 5 +1'],
  ] as const;
  for (const [who, text] of all) chat.says(who, text);
  return chat;
};

describe.each(['接龙', '打卡', '积分'])('/导出 %s', (table) => {
  const chat = played();
  const here = { ...community };
  const fileOf = createTableFiles({
    store: {
      read: async (_, refs) =>
        refs.map(({ collection, row }) => {
          const all = Object.fromEntries(chat.state.all(defineRows(collection, z.unknown())));
          return { version: '', value: row === '*' ? all : all[row] };
        }),
    },
    book: () => ({
      version: 'v',
      community: here,
      features: activeFor(features, here),
      rules: { count: 0, schedules: [], decide: () => ({}) },
      broadcasts: [],
    }),
    clock: createVirtualClock(NOON),
  });

  it('is a file in which nobody’s name or words are a formula', async () => {
    const group = asGroupId('newbie-01');
    const csv = (await fileOf({ group, table, format: 'csv' }))?.bytes.toString() ?? '';
    expect(csv).toContain('HYPERLINK');
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    // A cell begins the line, or follows a comma, with or without its quote.
    expect(csv.match(/(?:^|[\n,])"?[=+\-@\t]/gm)).toBeNull();
    const xlsx = await fileOf({ group, table, format: 'xlsx' });
    expect(xlsx?.name).toBe(`${table}-1 群-2026-11-20.xlsx`);
    const sheet = unzip(xlsx?.bytes ?? Buffer.alloc(0)).get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet).toContain('HYPERLINK');
    expect(sheet).not.toMatch(/<f[ >]/);
  });
  it('has its short way, for the same right, in the log', () => {
    const talk = played();
    const { effects, reply } = talk.says('ada', `/${table} 导出 CSV。`);
    expect(reply).toBe(`好的,「${table}」表做好后私信给你(csv 文件)。`);
    expect(effects).toMatchObject([
      { effect: { type: 'export', table, format: 'csv', to: [{ id: 'ada' }], group: 'newbie-01' } },
    ]);
    expect(talk.says('ops', `/${table} 导出`)).toMatchObject({
      effects: [],
      reply: expect.stringContaining('要管理员以上才能用'),
    });
    expect(talk.says('ada', '/操作记录 2').reply).toMatch(
      new RegExp(`ops /${table} 导出 · 没有权限\n.*ada /${table} 导出 CSV。? · 已执行`),
    );
  });
  it('names the command line where no app can write to people', () => {
    const talk = played({ channels: { ...community.channels, apps: [] } });
    const { effects, reply } = talk.says('ada', `/${table} 导出`);
    expect(effects).toEqual([]);
    expect(reply).toContain(`qunyun export ${table} --group newbie-01 --format xlsx`);
  });
});

describe('a part of a table', () => {
  const exported = (text: string) => {
    const { effects } = played().says('ada', text);
    return effects.map(({ effect }) => effect.type === 'export' && [effect.table, effect.args ?? '']);
  };
  it.each([
    ['/接龙 导出 #1', '接龙', '#1'],
    ['/导出 接龙 #1 csv', '接龙', '#1'],
    ['/接龙 导出 周六徒步', '接龙', '周六徒步'],
    ['/打卡 导出 晨读', '打卡', '晨读'],
    ['/导出 打卡 晨读 xlsx', '打卡', '晨读'],
  ])('%s', (text, table, args) => {
    expect(exported(text)).toEqual([[table, args]]);
  });
  it.each([
    ['/接龙 导出 #9', /没有接龙「#9」.*「\/接龙 导出 #2」/s],
    ['/导出 接龙 #9', /没有接龙「#9」/],
    ['/打卡 导出 夜跑', /没有叫「夜跑」的打卡。现在有:晨读/],
  ])('%s names what there is, and sends nothing', (text, answer) => {
    const talk = played();
    const { effects, reply } = talk.says('ada', text);
    expect([effects, reply]).toEqual([[], expect.stringMatching(answer)]);
    expect(talk.says('ada', '/操作记录 1').reply).toContain('没做成');
  });
  it('stands in the command line, in quotes that no title ends', () => {
    const talk = played({ channels: { ...community.channels, apps: [] } });
    talk.says('boss', "/接龙 新建 it's $(x)");
    talk.says('boss', '确认');
    expect(talk.says('ada', "/接龙 导出 it's $(x)").reply).toMatch(/--format xlsx '[^']*\$\(x\)'$/);
  });
});
