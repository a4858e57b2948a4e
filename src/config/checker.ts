import { once } from 'node:events';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { asError } from '../domain/fault.ts';
import type { CheckedFiles } from './check-files.ts';
import type { CheckAnswer, CheckRequest, RulesPart } from './check-worker.ts';
import type { Problem } from './problem.ts';

export interface Checker {
  /** One at a time. Rejects only when the thread cannot be run at all. */
  check(request: CheckRequest): Promise<CheckedFiles>;
  /** Starts the thread, so that it is there when it is needed. */
  readonly warmUp: () => void;
  close(): Promise<void>;
}
export interface CheckerLimits {
  /** Whoever takes longer to check is refused. */
  readonly timeMs: number;
  readonly memoryMb: number;
  /** The thread stays so long for the next save. */
  readonly idleMs: number;
}
const limits: CheckerLimits = { timeMs: 10_000, memoryMb: 256, idleMs: 30_000 };

/** From source the thread needs the loader that development runs with. */
const loadSource =
  "const { loader, entry } = require('node:worker_threads').workerData;" +
  'import(loader).then(({ register }) => (register(), import(entry)));';

function startThread(resourceLimits: WorkerOptions['resourceLimits']): Worker {
  const here = import.meta.url;
  if (!here.endsWith('.ts')) return new Worker(new URL('./check-worker.js', here), { resourceLimits });
  const loader = import.meta.resolve('tsx/esm/api');
  const entry = new URL('./check-worker.ts', here).href;
  return new Worker(loadSource, { eval: true, workerData: { loader, entry }, resourceLimits });
}

/** Parses and checks configuration in a thread of its own, within a time and a memory cap. */
export function createChecker({ timeMs, memoryMb, idleMs }: CheckerLimits = limits): Checker {
  let running: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const stop = async () => {
    clearTimeout(idle);
    const worker = running;
    running = undefined;
    await worker?.terminate();
  };
  const thread = (): Worker => {
    clearTimeout(idle);
    running ??= startThread({ maxOldGenerationSizeMb: memoryMb, stackSizeMb: 4 });
    return running;
  };
  const rest = (worker: Worker) => {
    clearTimeout(idle);
    idle = setTimeout(() => void stop(), idleMs);
    idle.unref();
    worker.unref();
  };
  const ask = async (request: CheckRequest): Promise<CheckedFiles> => {
    const worker = thread();
    worker.ref();
    const given = new AbortController();
    const timer = setTimeout(() => given.abort(), timeMs);
    try {
      worker.postMessage(request);
      // Rejects when the thread dies, and when its time is up.
      const [answer]: CheckAnswer[] = await once(worker, 'message', { signal: given.signal });
      if (!answer) throw new Error('the checking thread did not answer');
      const parts: RulesPart[] = [];
      while (parts.length < answer.parts) {
        worker.postMessage('next');
        const [part]: RulesPart[] = await once(worker, 'message', { signal: given.signal });
        if (part) parts.push(part);
      }
      rest(worker);
      return whole(answer.checked, parts);
    } catch (thrown) {
      await stop();
      const error = asError(thrown);
      if (error.name === 'AbortError') return refused(`检查配置超过 ${timeMs / 1000} 秒,没有采用`);
      if (Reflect.get(error, 'code') === 'ERR_WORKER_OUT_OF_MEMORY')
        return refused(`检查配置超过 ${memoryMb} MB 内存,没有采用`);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    check: (request) => {
      const mine = last.then(
        () => ask(request),
        () => ask(request),
      );
      last = mine;
      return mine;
    },
    warmUp: () => {
      // A thread that cannot be started says so when it is asked.
      if (!running) rest(thread().on('error', () => {}));
    },
    close: async () => {
      await last.catch(() => undefined);
      await stop();
    },
  };
}

const whole = (checked: CheckedFiles, parts: readonly RulesPart[]): CheckedFiles => {
  if (!checked.ok) return checked;
  const rules = parts.flatMap((part) => part.rules);
  const summaries = parts.flatMap((part) => part.summaries);
  return { ...checked, config: { ...checked.config, rules, summaries } };
};

const refused = (message: string): CheckedFiles => {
  const problem: Problem = {
    file: 'groups.yaml',
    line: 1,
    column: 1,
    path: [],
    severity: 'error',
    code: 'too-much',
    message: `${message}。`,
    hint: '请把规则、模板或群分成几次改,看是哪一个文件太大或太绕。',
  };
  return { ok: false, problems: [problem] };
};
