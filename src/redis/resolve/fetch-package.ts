import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { asError } from '../../domain/fault.ts';
import { fetchedRoot, findFetched, type ServerProgram } from './find-server.ts';

export type Fetched =
  | { readonly ok: true; readonly program: ServerProgram }
  /** In words without names of mirrors or hosts. */
  | { readonly ok: false; readonly reason: string };

interface Options {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The whole fetch, downloads included. */
  readonly capMs: number;
}

/** Libraries every Debian has; fetching them again could only break things. */
const alreadyThere =
  /^(libc6|libgcc|libstdc\+\+|zlib1g|lsb-base|sysvinit-utils|init-system-helpers|adduser|dpkg)/;

/**
 * The distribution's own Redis or Valkey, unpacked into the data directory: no root, nothing installed. Uses apt's
 * package lists and keys as the machine has them; with `apt-get update` into our own folder when it has none.
 */
export async function fetchPackage({ dataDir, env, capMs }: Options): Promise<Fetched> {
  if (process.platform !== 'linux' || !existsSync('/etc/debian_version'))
    return { ok: false, reason: '不是 Debian/Ubuntu' };
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const work = mkdtempSync(join(resolve(dataDir), 'redis-fetch-'));
  const deadline = AbortSignal.timeout(capMs);
  const run = (command: string, args: readonly string[]) =>
    output(command, args, { cwd: work, env, signal: deadline });
  try {
    const missing = await download(run, work);
    if (missing) return { ok: false, reason: missing };
    const unpacked = join(work, 'root');
    for (const file of readdirSync(work).filter((name) => name.endsWith('.deb')))
      await run('dpkg-deb', ['-x', join(work, file), unpacked]);
    rmSync(fetchedRoot(dataDir), { recursive: true, force: true });
    renameSync(unpacked, fetchedRoot(dataDir));
    const program = findFetched(dataDir);
    return program ? { ok: true, program } : { ok: false, reason: '下载的程序在这台机器上跑不起来' };
  } catch (thrown) {
    return {
      ok: false,
      reason: deadline.aborted ? `${capMs / 1_000} 秒内没有下载完` : asError(thrown).message,
    };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

type Run = (command: string, args: readonly string[]) => Promise<string>;

/** Leaves the packages in the working folder; answers why it could not. */
async function download(run: Run, work: string): Promise<string | undefined> {
  const known = await findPackages(run, []);
  if (known.length > 0) {
    const fetched = await run('apt-get', ['-q', 'download', ...known]).then(
      () => true,
      () => false, // lists older than what the mirror still has: ours are fresh
    );
    if (fetched) return undefined;
  }
  const own = ownLists(work);
  await run('apt-get', [...own, '-q', 'update']);
  const found = await findPackages(run, own);
  if (found.length === 0) return '软件源里没有 redis-server 或 valkey-server';
  await run('apt-get', [...own, '-q', 'download', ...found]);
  return undefined;
}

/** Options that make apt use lists of our own, without root. */
function ownLists(work: string): string[] {
  for (const folder of ['lists/partial', 'cache/archives/partial'])
    mkdirSync(join(work, folder), { recursive: true });
  const settings = [
    `Dir::State::Lists=${join(work, 'lists')}`,
    `Dir::Cache=${join(work, 'cache')}`,
    'Debug::NoLocking=1',
    'APT::Sandbox::User=',
  ];
  return settings.flatMap((setting) => ['-o', setting]);
}

/**
 * The server's package may hold only start-up files, with the program in the one it depends on (Debian: redis-tools),
 * which in turn needs libraries. One call tells all of it; names apt does not know are left out of its answer.
 */
async function findPackages(run: Run, own: readonly string[]): Promise<string[]> {
  const names = ['valkey-server', 'valkey-tools', 'redis-server', 'redis-tools'];
  const listed = await run('apt-cache', [...own, 'depends', '--no-recommends', '--no-suggests', ...names]);
  const known = new Map<string, string[]>();
  let reading: string[] = [];
  for (const line of listed.split('\n')) {
    const [, dependency] = /^ {2}Depends: ([a-z0-9][a-z0-9.+-]+)$/.exec(line) ?? [];
    if (names.includes(line)) {
      reading = [];
      known.set(line, reading);
    } else if (dependency) reading.push(dependency);
  }
  const server = ['valkey-server', 'redis-server'].find((name) => known.has(name));
  if (!server) return [];
  const tools = (known.get(server) ?? []).filter((name) => known.has(name));
  const libraries = [server, ...tools].flatMap((name) => known.get(name) ?? []);
  return [...new Set([server, ...tools, ...libraries])].filter((name) => !alreadyThere.test(name));
}

function output(
  command: string,
  args: readonly string[],
  { cwd, env, signal }: { cwd: string; env: Options['env']; signal: AbortSignal },
): Promise<string> {
  const { PATH, http_proxy, https_proxy, no_proxy } = env;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      signal,
      // Its error output names mirrors: not ours to print.
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { LANG: 'C', LC_ALL: 'C', PATH, http_proxy, https_proxy, no_proxy },
    });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += String(chunk);
    });
    child.once('error', (error) => reject(new Error(`${command} 不能运行 (${error.name})`)));
    child.once('close', (code) => {
      if (code === 0) resolve(said);
      else reject(new Error(`${command} 没有成功`));
    });
  });
}
