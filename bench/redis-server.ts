import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { connectRedis } from '../src/redis/connection.ts';
import { pinned } from './child.ts';

export interface RoundRedis {
  readonly path: string;
  /** CPU microseconds used so far. */
  cpuUs(): Promise<number>;
  stop(): Promise<void>;
}

/** A server of its own for one round: empty, append-only, every write on disk before it is answered. */
export async function startRoundRedis(program: string): Promise<RoundRedis> {
  const dir = mkdtempSync(join(tmpdir(), 'qyb-'));
  const path = join(dir, 's');
  const durable = [
    '--appendonly',
    'yes',
    '--appendfsync',
    'always',
    '--save',
    '',
    '--auto-aof-rewrite-percentage',
    '0',
  ];
  const [command, args] = pinned(1, program, [
    ...['--port', '0', '--unixsocket', path, '--dir', dir, '--maxmemory-policy', 'noeviction'],
    ...durable,
  ]);
  const server = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      if (line.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`${program} did not start`)));
  });
  const client = await connectRedis({ path });
  return {
    path,
    cpuUs: async () => {
      const info = String(await client.call('INFO', 'cpu'));
      const seconds = (field: string) => Number(new RegExp(`^${field}:([\\d.]+)`, 'm').exec(info)?.[1] ?? 0);
      return (seconds('used_cpu_user') + seconds('used_cpu_sys')) * 1e6;
    },
    stop: async () => {
      client.disconnect();
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
