import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { z } from 'zod';

/** The server has core 0 for itself; everything around it shares core 1. */
export type Core = 0 | 1;
const hasTaskset = spawnSync('taskset', ['-c', '0', 'true'], { stdio: 'ignore' }).status === 0;

/** A command that runs on one core where the system can say so. */
export const pinned = (core: Core, command: string, args: readonly string[]): [string, string[]] =>
  hasTaskset ? ['taskset', ['-c', String(core), command, ...args]] : [command, [...args]];

/** A Node process of ours that is told things and tells things. */
export interface Child {
  tell(message: unknown): void;
  /** The next message of this form; others that come before it are dropped. */
  hear<T>(schema: z.ZodType<T>): Promise<T>;
  stop(): Promise<void>;
}

export function startChild(
  core: Core,
  file: string,
  settings: unknown,
  nodeArgs: readonly string[] = [],
): Child {
  const [command, args] = pinned(core, process.execPath, [...nodeArgs, file, JSON.stringify(settings)]);
  const child: ChildProcess = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const heard: unknown[] = [];
  let wake = () => {};
  let gone = false;
  child.on('message', (message) => {
    heard.push(message);
    wake();
  });
  child.on('exit', () => {
    gone = true;
    wake();
  });
  return {
    tell: (message) => void child.send(Object(message)),
    hear: async (schema) => {
      for (;;) {
        for (let message = heard.shift(); message !== undefined; message = heard.shift()) {
          const parsed = schema.safeParse(message);
          if (parsed.success) return parsed.data;
        }
        if (gone) throw new Error(`${file} ended before it answered`);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    stop: async () => {
      if (gone) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
