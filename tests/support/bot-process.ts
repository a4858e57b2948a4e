import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The real program in a process of its own. */
export interface BotProcess {
  readonly url: string;
  readonly running: boolean;
  /** Newest lines of its output, oldest first. */
  log(): readonly string[];
  /** Power cut: resolves when the process is gone. */
  kill9(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  term(): Promise<number | null>;
}
export interface BotProcessOptions {
  /** A compiled `main.js`. */
  readonly main: string;
  readonly env: Readonly<Record<string, string>>;
}
/** A process that was started and may not serve yet. */
export interface StartingBot {
  /** Serving: `/readyz` has said yes. Rejects when the process ends before. */
  readonly ready: Promise<BotProcess>;
  kill9(): Promise<void>;
}

const LINES_KEPT = 5_000;
const children = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});
// Whoever ends us ends them: leaving through the door runs what is to be done on exit.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

export function launchBot({ main, env }: BotProcessOptions): StartingBot {
  const child = spawn(process.execPath, ['--enable-source-maps', main], {
    env: { PATH: process.env.PATH ?? '', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const gone = once(child, 'exit').finally(() => children.delete(child));
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  let lines: string[] = [];
  const note = (line: string) => {
    lines.push(line);
    if (lines.length > LINES_KEPT * 2) lines = lines.slice(-LINES_KEPT);
  };
  createInterface({ input: child.stderr }).on('line', note);

  const listening = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      note(line);
      const url = urlIn(line);
      if (url !== undefined) resolve(url);
    });
    gone.then(() => reject(new Error(`the bot ended before it served:\n${lines.join('\n')}`)), reject);
  });
  const kill9 = async () => {
    if (isRunning()) child.kill('SIGKILL');
    await gone;
  };
  const start = async (): Promise<BotProcess> => {
    const url = await listening;
    await isReady(url, isRunning);
    return {
      url,
      get running() {
        return isRunning();
      },
      log: () => lines.slice(-LINES_KEPT),
      kill9,
      term: async () => {
        if (isRunning()) child.kill('SIGTERM');
        await gone;
        return child.exitCode;
      },
    };
  };
  const ready = start();
  ready.catch(() => undefined); // whoever killed it need not wait for it
  return { ready, kill9 };
}

export const startBotProcess = (options: BotProcessOptions): Promise<BotProcess> => launchBot(options).ready;

/** The line that says where it listens. */
function urlIn(line: string): string | undefined {
  if (!line.includes('"qunyun is running"')) return undefined;
  const fields: unknown = JSON.parse(line);
  const url: unknown =
    typeof fields === 'object' && fields !== null && 'url' in fields ? fields.url : undefined;
  return typeof url === 'string' ? url : undefined;
}

async function isReady(url: string, isRunning: () => boolean): Promise<void> {
  while (isRunning()) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.status === 200) return;
  }
  throw new Error('the bot ended before it was ready');
}
