import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchPackage } from '../../../src/redis/resolve/fetch-package.ts';

const onDebian = existsSync('/etc/debian_version');

const debian = [
  'redis-server',
  '  PreDepends: init-system-helpers',
  '  Depends: lsb-base',
  '    sysvinit-utils',
  '  Depends: redis-tools',
  'redis-tools',
  '  Depends: adduser',
  '  Depends: libc6',
  '  Depends: libjemalloc2',
  '  Breaks: redis-server',
].join('\\n');

/** apt and dpkg that play a distribution whose redis-server holds only a link, the program being in redis-tools. */
describe.skipIf(!onDebian)('fetchPackage', () => {
  let dir: string;
  let dataDir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'qyt-'));
    dataDir = join(dir, 'data');
    mkdirSync(join(dir, 'bin'));
    tool('apt-cache', `echo "apt-cache $@" >> ${dir}/calls; printf '${debian}'`);
    tool(
      'apt-get',
      `echo "apt-get $@" >> ${dir}/calls; for f in redis-tools redis-server libjemalloc2; do : > $f.deb; done`,
    );
    tool(
      'dpkg-deb',
      `
      /bin/mkdir -p "$3/usr/bin" "$3/usr/lib/x86_64-linux-gnu"
      printf '#!/bin/sh\\nexit 0\\n' > "$3/usr/bin/redis-server"; /bin/chmod 755 "$3/usr/bin/redis-server"`,
    );
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));
  const tool = (name: string, body: string) => {
    writeFileSync(join(dir, 'bin', name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(dir, 'bin', name), 0o755);
  };
  const fetch = (capMs = 20_000) =>
    fetchPackage({ dataDir, env: { PATH: `${join(dir, 'bin')}:/usr/bin:/bin` }, capMs });
  const calls = () => readFileSync(join(dir, 'calls'), 'utf8');

  it('unpacks the server, the package it really lives in and its libraries', async () => {
    const fetched = await fetch();
    expect(fetched).toEqual({
      ok: true,
      program: {
        binary: join(dataDir, 'redis-package/usr/bin/redis-server'),
        libraries: expect.stringContaining('redis-package/usr/lib/x86_64-linux-gnu'),
      },
    });
    expect(calls()).toContain('apt-get -q download redis-server redis-tools libjemalloc2\n');
    expect(calls()).not.toContain('update');
    expect(readdirSync(dataDir)).toEqual(['redis-package']);
  });

  it.each([
    {
      why: 'the machine has none',
      name: 'apt-cache',
      body: `case "$*" in *Lists*) printf '${debian}' ;; esac`,
    },
    {
      why: 'those of the machine are out of date',
      name: 'apt-get',
      body: 'case "$*" in *Lists*) for f in redis-tools redis-server; do : > $f.deb; done ;; *) exit 100 ;; esac',
    },
  ])('fetches package lists into its own folder when $why', async ({ name, body }) => {
    tool(name, `echo "${name} $@" >> ${dir}/calls; ${body}`);
    expect((await fetch()).ok).toBe(true);
    expect(calls()).toMatch(/apt-get .*Dir::State::Lists=\S+redis-fetch-\S+ .*update/);
    expect(calls()).toMatch(/apt-get .*Lists.* download redis-server redis-tools libjemalloc2\n/);
  });

  it.each([
    { why: 'no such package', name: 'apt-cache', body: 'exit 0', reason: '软件源里没有' },
    {
      why: 'a failed download',
      name: 'apt-get',
      body: 'echo http://mirror.example >&2; exit 100',
      reason: 'apt-get 没有成功',
    },
    { why: 'a program that does not run', name: 'dpkg-deb', body: '/bin/mkdir -p "$3"', reason: '跑不起来' },
    { why: 'a missing tool', name: 'dpkg-deb', body: undefined, reason: 'dpkg-deb' },
  ])('gives up on $why without naming the mirror', async ({ name, body, reason }) => {
    if (body === undefined) chmodSync(join(dir, 'bin', name), 0o644);
    else tool(name, body);
    const env = { PATH: join(dir, 'bin') };
    const fetched = await fetchPackage({ dataDir, env, capMs: 20_000 });
    expect(fetched).toEqual({ ok: false, reason: expect.stringContaining(reason) });
    expect(JSON.stringify(fetched)).not.toContain('mirror');
    expect(readdirSync(dataDir).filter((entry) => entry.startsWith('redis-fetch'))).toEqual([]);
  });

  it('stops at the cap', async () => {
    tool('apt-get', 'exec /bin/sleep 60');
    expect(await fetch(300)).toEqual({ ok: false, reason: '0.3 秒内没有下载完' });
  });
});
