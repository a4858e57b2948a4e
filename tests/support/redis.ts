import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { connectRedis, type RedisClient } from '../../src/redis/connection.ts';

/** A private real server, fsync always, on a Unix socket. */
export interface TestRedis {
  readonly path: string;
  /** A connected app client; closed by `stop`. */
  client(): Promise<RedisClient>;
  /** Power cut: SIGKILL, data directory kept. Resolves when the process is gone. */
  kill9(): Promise<void>;
  /** Starts it again on the same data (after `kill9`, or in place of a running one). */
  restart(): Promise<void>;
  /** SIGSTOP and SIGCONT: Redis hangs, connections stay open. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

const binary = ['valkey-server', 'redis-server'].find(
  (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
);
/** Suites that need a real server are `describe.skipIf(noRedisServer)`; with REQUIRE_ALL=1 they run and fail instead. */
export const noRedisServer = binary === undefined && process.env.REQUIRE_ALL !== '1';

export async function startRedis(extraArgs: readonly string[] = []): Promise<TestRedis> {
  if (!binary) throw new Error('no redis-server or valkey-server on PATH (REQUIRE_ALL=1 asks for one)');
  const dir = mkdtempSync(join(tmpdir(), 'qyt-'));
  const path = join(dir, 's');
  const clients: RedisClient[] = [];
  const launch = () => startServer(binary, dir, path, extraArgs);
  let server = await launch();
  const killNow = () => server.kill('SIGKILL');
  process.on('exit', killNow);

  const kill9 = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  };
  return {
    path,
    kill9,
    client: async () => {
      const client = await connectRedis({ path });
      clients.push(client);
      return client;
    },
    restart: async () => {
      await kill9();
      server = await launch();
    },
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
    stop: async () => {
      for (const client of clients) client.disconnect();
      await kill9();
      process.off('exit', killNow);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Resolves when the server says that it accepts connections. */
async function startServer(
  command: string,
  dir: string,
  path: string,
  extraArgs: readonly string[],
): Promise<ChildProcess> {
  const settings = ['--port', '0', '--unixsocket', path, '--dir', dir, '--save', '', '--appendonly', 'yes'];
  const server = spawn(
    command,
    [...settings, '--appendfsync', 'always', '--maxmemory-policy', 'noeviction', ...extraArgs],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const output = createInterface({ input: server.stdout });
  await new Promise<void>((resolve, reject) => {
    const said: string[] = [];
    output.on('line', (line) => {
      said.push(line);
      if (line.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`redis did not start:\n${said.join('\n')}`)));
  });
  return server;
}
