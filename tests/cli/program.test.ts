import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { lookAtNode } from '../../src/cli/doctor/look-at-node.ts';
import { runCli } from '../../src/cli/program.ts';
import { groups, wecom } from '../config/support.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cli-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  mkdirSync(join(dir, 'config'));
  mkdirSync(join(dir, 'bin'));
  write('wecom.yaml', wecom);
  write('groups.yaml', groups);
});
const write = (name: string, text: string) => writeFileSync(join(dir, 'config', name), text);

/** Nothing of the machine shows through: no program on PATH, every port any. */
const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const base = {
    PATH: join(dir, 'bin'),
    CONFIG_DIR: join(dir, 'config'),
    DATA_DIR: join(dir, 'data'),
    PORT: '0',
  };
  const code = await runCli(args, { out: say, err: say, env: { ...base, ...env } });
  return { code, said: said.join('\n') };
};
const installServer = () =>
  writeFileSync(join(dir, 'bin', 'redis-server'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });

describe('qunyun', () => {
  it.each([[['--help']], [['help']], [['check', '--help']], [['redis', '--help']]])(
    'helps with %j',
    async (args) => {
      const { code, said } = await run(args);
      expect([code, said]).toEqual([0, expect.stringContaining('用法:')]);
    },
  );
  it('lists what there is', async () => {
    const { said } = await run(['--help']);
    for (const name of ['check', 'test', 'simulate', 'schema', 'export', 'doctor', 'redis'])
      expect(said).toMatch(new RegExp(`^  ${name}`, 'm'));
  });
  it.each([
    { args: [], said: '要写一个命令' },
    { args: ['redis'], said: 'qunyun redis get' },
    { args: ['chekc'], said: '是不是想写 qunyun check?' },
    { args: ['doctor', 'extra'], said: '看不懂「qunyun doctor extra」' },
    { args: ['redis', 'got'], said: '看不懂' },
    { args: ['--nope'], said: '看不懂' },
  ])('answers wrong usage $args with 2', async ({ args, said }) => {
    expect(await run(args)).toEqual({ code: 2, said: expect.stringContaining(said) });
  });
  it('hands everything after check to it', async () => {
    expect(await run(['check'])).toEqual({ code: 0, said: '没有问题。' });
    expect(await run(['check', '--format', 'json', join(dir, 'config')])).toEqual({ code: 0, said: '[]' });
    write('groups.yaml', groups.replace('kind: internal', 'kind: x'));
    expect((await run(['check'])).code).toBe(1);
    expect((await run(['check', '--nope'])).code).toBe(2);
  });
});

describe('qunyun redis get', () => {
  it('takes nothing when a server is there', async () => {
    installServer();
    expect(await run(['redis', 'get'])).toEqual({ code: 0, said: expect.stringContaining('已经有了') });
  });
  it('says why it could not and what to do instead', async () => {
    const { code, said } = await run(['redis', 'get']);
    expect([code, said]).toEqual([1, expect.stringMatching(/没有取到.*\n.*REDIS_URL/)]);
  });
});

describe('qunyun doctor', () => {
  it('says that everything is there', async () => {
    installServer();
    const { code, said } = await run(['doctor']);
    expect(code).toBe(0);
    expect(said).toContain('✓ Node');
    expect(said).toContain(`会用私有的 ${join(dir, 'bin', 'redis-server')}`);
    expect(said).toContain('没有要先处理的。');
    expect(said).not.toContain('✗');
  });
  it('foresees the demonstration Redis, and none in production', async () => {
    expect(await run(['doctor'])).toEqual({ code: 0, said: expect.stringContaining('演示 Redis') });
    const production = await run(['doctor'], { NODE_ENV: 'production' });
    expect(production).toEqual({ code: 1, said: expect.stringContaining('✗ 没有可用的 Redis') });
  });
  it('tells about a Redis that does not answer, without its password', async () => {
    const { code, said } = await run(['doctor'], { REDIS_URL: 'redis://u:hunter2@127.0.0.1:1' });
    expect([code, said]).toEqual([1, expect.stringContaining('Redis 连不上: 127.0.0.1:1')]);
    expect(said).not.toContain('hunter2');
  });
  it('decides between demonstration and WeCom as a start does', async () => {
    write('wecom.yaml', `corpId: \${CORP}\nwebhooks: [{ id: push, key: "\${KEY}" }]\n`);
    write('groups.yaml', 'groups: [{ id: a, kind: internal, channels: [{ webhook: push }] }]\n');
    expect((await run(['doctor'])).said).toContain('! 演示环境');
    const half = await run(['doctor'], { CORP: 'ww1234567890' });
    expect(half).toEqual({ code: 1, said: expect.stringContaining('✗ 这些环境变量还没有设置:KEY') });
    const all = await run(['doctor'], { CORP: 'ww1234567890', KEY: 'a secret with spaces' });
    expect(all).toEqual({ code: 1, said: expect.stringContaining('1 处要改') });
    expect(all.said).not.toContain('a secret');
    expect((await run(['doctor'], { CORP: 'ww1234567890', KEY: '0123-abcd' })).said).toContain(
      '✓ 接真实企业微信',
    );
  });
  it('shows the first problems of the configuration', async () => {
    write('groups.yaml', groups.replace('kind: internal', 'kind: x'));
    const { code, said } = await run(['doctor']);
    expect([code, said]).toEqual([1, expect.stringMatching(/1 处要改.*\n\s+groups\.yaml:3:11/)]);
  });
  it('names settings that cannot be read', async () => {
    expect(await run(['doctor'], { PORT: 'x' })).toEqual({
      code: 1,
      said: expect.stringContaining('✗ 环境变量 PORT'),
    });
    expect(await run(['doctor'], { CONFIG_DIR: join(dir, 'none') })).toEqual({
      code: 1,
      said: expect.stringContaining('✗ 读不了配置目录'),
    });
  });
  it('finds a port that somebody else has', async () => {
    const other = createServer((socket) => socket.destroy());
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    onTestFinished(() => new Promise<void>((resolve) => void other.close(() => resolve())));
    const { code, said } = await run(['doctor'], { PORT: String(port) });
    expect([code, said]).toEqual([1, expect.stringContaining(`127.0.0.1:${port}:被别的程序占用`)]);
  });
  it.each([
    ['20.18.3', 'bad'],
    ['20.19.0', 'good'],
    ['24.1.0', 'good'],
    ['18.20.0', 'bad'],
  ])('judges Node %s as %s', (version, level) => {
    expect(lookAtNode(version).level).toBe(level);
  });
});
