import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCli } from '../../src/cli/program.ts';
import { groupScope } from '../../src/domain/chat.ts';
import { asEventId, asGroupId } from '../../src/domain/ids.ts';
import { memberRows } from '../../src/domain/people.ts';
import { put } from '../../src/domain/state.ts';
import { createRedisStores } from '../../src/redis/stores.ts';
import { noRedisServer, startRedis } from '../support/redis.ts';

const config = resolve(import.meta.dirname, '../../config');
const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const code = await runCli(['export', ...args], { out: say, err: say, env: { CONFIG_DIR: config, ...env } });
  return { code, said: said.join('\n') };
};

describe('qunyun export', () => {
  it.each([
    [[], 0, '可以导出:成员、打卡、积分、接龙、操作记录'],
    [['操作纪录'], 1, '是不是「操作记录」?'],
    [['成员', '--group', 'nowhere'], 1, '没有编号是「nowhere」的群'],
    [['成员', '--format', 'pdf'], 2, '用法:qunyun export'],
    [['成员', '--colour'], 2, '用法:qunyun export'],
  ])('%j', async (args, code, said) => {
    expect(await run(args)).toEqual({ code, said: expect.stringContaining(said) });
  });

  it.skipIf(noRedisServer)('writes the file that /导出 sends', async () => {
    const redis = await startRedis();
    const dir = mkdtempSync(join(tmpdir(), 'qye-'));
    onTestFinished(async () => {
      await redis.stop();
      rmSync(dir, { recursive: true });
    });
    await createRedisStores(await redis.client()).events.commit({
      scope: groupScope(asGroupId('newbie-01')),
      event: asEventId('m.1'),
      expects: [],
      writes: [put(memberRows, 'u1', { firstSeen: 0, name: '小王', userid: 'U1' })],
      effects: [],
      reply: { trail: [] },
      keepMs: 1_000,
    });
    const env = { REDIS_URL: `unix://${redis.path}`, DATA_DIR: join(dir, 'data') };
    const { code, said } = await run(
      ['成员', '--group', 'newbie-01', '--format', 'csv', '--out', join(dir, 'out')],
      env,
    );
    expect(code).toBe(0);
    expect(said).toMatch(/\/out\/成员-新手训练营 1 群-\d{4}-\d\d-\d\d\.csv$/);
    expect(readFileSync(said, 'utf8')).toContain('U1,小王');
    expect(await run(['接龙', '#9', '--group', 'newbie-01', '--out', join(dir, 'out')], env)).toEqual({
      code: 1,
      said: expect.stringContaining('「接龙」里没有「#9」'),
    });
  });
});
