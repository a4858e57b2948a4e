import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { asError, Fault } from '../../domain/fault.ts';
import { connectRedis } from '../connection.ts';
import { type ServerProgram, serverEnv } from './find-server.ts';
import { locked } from './lock.ts';
import { type Pong, ping } from './ping.ts';
import { socketPath } from './socket-path.ts';
import { createUsers, isAlive } from './users.ts';

export interface PrivateServer {
  readonly path: string;
  /** It was running already: another process, or a bot that was killed. */
  readonly reused: boolean;
  /** Stops the server when nobody else uses it. */
  close(): Promise<void>;
}
const START_MS = 15_000;
const STOP_MS = 10_000;

/** Where the private server of a data directory keeps its data. */
export const serverDir = (dataDir: string): string => join(dataDir, 'redis');

/**
 * The data directory's own server: reused when it answers, else started detached, so that neither Ctrl-C nor a kill of
 * the bot takes it along. Fsync always: what a member was told is on disk.
 */
export async function openPrivateServer(dataDir: string, program: ServerProgram): Promise<PrivateServer> {
  mkdirSync(serverDir(dataDir), { recursive: true, mode: 0o700 });
  const dir = realpathSync(serverDir(dataDir));
  chmodSync(dir, 0o700);
  const path = socketPath(dir);
  const users = createUsers(dir);
  const lock = join(dir, 'lock');

  const { leave, reused } = await locked(lock, async () => {
    const signOff = users.add();
    try {
      const found = await settle(dir, path);
      if (found !== 'ready') await launch(program, dir, path);
      return { leave: signOff, reused: found === 'ready' };
    } catch (thrown) {
      signOff();
      throw thrown;
    }
  });
  let closed = false;
  return {
    path,
    reused,
    close: async () => {
      if (closed) return;
      closed = true;
      await locked(lock, async () => {
        leave();
        if (!users.anyAlive()) await stop(dir, path);
      });
    },
  };
}

/** Waits out a server that lives but does not answer yet (reading its log, or hung). */
async function settle(dir: string, path: string): Promise<Pong> {
  const deadline = performance.now() + START_MS;
  for (;;) {
    const pong = await ping({ path });
    if (pong === 'ready') return pong;
    if (!isServer(pidOf(dir))) return 'refused';
    if (performance.now() > deadline)
      throw new Fault('redis-hung', `私有 Redis(进程 ${pidOf(dir)})在运行但不应答`, {
        place: path,
        remedy: `看 ${join(dir, 'server.log')};确认没用后结束这个进程再启动`,
      });
    await wait(50);
  }
}

async function launch(program: ServerProgram, dir: string, path: string): Promise<void> {
  const logFile = join(dir, 'server.log');
  const log = openSync(logFile, 'a', 0o600);
  const settings = ['--port', '0', '--unixsocket', path, '--unixsocketperm', '700', '--dir', dir];
  const durable = [
    '--appendonly',
    'yes',
    '--appendfsync',
    'always',
    '--save',
    '',
    '--maxmemory-policy',
    'noeviction',
  ];
  const server = spawn(
    program.binary,
    [...settings, ...durable, '--pidfile', pidFile(dir), '--daemonize', 'no'],
    {
      cwd: dir,
      detached: true,
      stdio: ['ignore', log, log],
      env: serverEnv(program),
    },
  );
  closeSync(log);
  server.unref();
  let ended: string | undefined;
  server.once('error', (error) => {
    ended = asError(error).message;
  });
  server.once('exit', (code, signal) => {
    ended = `exit ${code ?? signal}`;
  });
  const deadline = performance.now() + START_MS;
  while ((await ping({ path })) !== 'ready') {
    if (ended !== undefined || performance.now() > deadline)
      throw new Fault('redis-start', `${program.binary} 没有启动起来(${ended ?? '15 秒没有应答'})`, {
        place: logFile,
        remedy: `看 ${logFile} 的最后几行;磁盘满和目录权限最常见`,
      });
    await wait(20);
  }
}

async function stop(dir: string, path: string): Promise<void> {
  const pid = pidOf(dir);
  if ((await ping({ path })) !== 'ready') return;
  const client = await connectRedis({ path });
  // A server that shuts down closes the connection instead of answering.
  await client.call('SHUTDOWN', 'NOSAVE').catch(() => undefined);
  client.disconnect();
  const deadline = performance.now() + STOP_MS;
  while (isAlive(pid) && performance.now() < deadline) await wait(20);
}

/** Pids are used again, after a reboot above all: a pid file alone proves nothing. */
function isServer(pid: number): boolean {
  if (!isAlive(pid)) return false;
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return typeof stdout !== 'string' || stdout === '' || /redis|valkey/.test(stdout);
}

const pidFile = (dir: string): string => join(dir, 'redis.pid');
function pidOf(dir: string): number {
  try {
    return Number.parseInt(readFileSync(pidFile(dir), 'utf8'), 10);
  } catch {
    return 0;
  }
}
