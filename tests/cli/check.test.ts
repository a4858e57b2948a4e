import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runCheck } from '../../src/cli/check.ts';
import { features, groups, wecom } from '../config/support.ts';

const run = async (args: readonly string[], files?: Readonly<Record<string, string>>) => {
  const dir = await mkdtemp(join(tmpdir(), 'check-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  for (const [name, text] of Object.entries(files ?? { 'wecom.yaml': wecom, 'groups.yaml': groups })) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), text);
  }
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
    configDir: dir,
    features,
  };
  return {
    code: await runCheck(
      args.map((arg) => (arg === 'DIR' ? dir : arg)),
      io,
    ),
    out,
    err,
  };
};
const bad = {
  'wecom.yaml': wecom,
  'groups.yaml': groups.replace('kind: internal', 'kind: x'),
  'rules/a.yaml': '',
};

it('exits with 0 when nothing is wrong', async () => {
  expect(await run([])).toEqual({ code: 0, out: ['没有问题。'], err: [] });
});
it('prints one problem a line, relative to the directory given', async () => {
  expect(await run(['DIR'], bad)).toEqual({
    code: 1,
    out: ['groups.yaml:3:11 groups.0.kind: 只能是 internal、appchat、customer。', '1 处要改。'],
    err: [],
  });
});
it('prints JSON', async () => {
  const { code, out } = await run(['--format', 'json'], bad);
  expect([code, JSON.parse(out.join(''))]).toEqual([
    1,
    [
      {
        file: 'groups.yaml',
        line: 3,
        column: 11,
        path: ['groups', 0, 'kind'],
        severity: 'error',
        code: 'wrong-value',
        message: '只能是 internal、appchat、customer。',
      },
    ],
  ]);
});
it('prints workflow commands for GitHub', async () => {
  expect((await run(['--format=github'], bad)).out).toEqual([
    '::error file=groups.yaml,line=3,col=11::groups.0.kind: 只能是 internal、appchat、customer。',
  ]);
});
it('exits with 0 when there are only warnings', async () => {
  const { code, out } = await run([], {
    'wecom.yaml': wecom,
    'groups.yaml': groups,
    'sops.yaml': 'a: b\n',
  });
  expect([code, out]).toEqual([
    0,
    ['sops.yaml:1:1 (文件): 提醒:这个版本还不读取这个文件。', '没有问题,1 处提醒。'],
  ]);
});
it.each([[['--format', 'xml']], [['a', 'b']], [['--nope']], [['/nowhere/at/all']]])(
  'exits with 2 for %j',
  async (args) => {
    const { code, out, err } = await run(args);
    expect([code, out, err.length]).toEqual([2, [], 1]);
  },
);
