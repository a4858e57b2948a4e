import { loadFiles } from '../config/load.ts';
import { formatProblem, hasErrors, type Problem } from '../config/problem.ts';
import { type ConfigFiles, readConfigDir } from '../config/read-dir.ts';
import { asError, Fault } from '../domain/fault.ts';
import type { Book } from '../features/book.ts';
import type { DefinedFeature } from '../features/feature.ts';

/** What a command that only looks at configuration may touch of the world. */
export interface ConfigIo {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** `CONFIG_DIR`, used when no directory is given. */
  readonly configDir: string;
  readonly features: readonly DefinedFeature[];
}

/** Nothing runs while files are looked at. */
export const noLife = () => ({ queueDepth: 0, redis: '未连接', recentErrors: [] });

/** A directory as a book, without secrets; undefined after its problems were printed. */
export async function loadBook(
  dir: string,
  { out, features }: ConfigIo,
): Promise<{ readonly book: Book; readonly files: ConfigFiles } | undefined> {
  const files = await readConfigDir(dir);
  const loaded = loadFiles(files, { secrets: { type: 'none' }, features, live: noLife });
  if (loaded.ok) return { book: loaded.book, files };
  printProblems(loaded.problems, out);
  out(`${dir} 里的配置有问题,先改好再来。`);
  return undefined;
}

export const printProblems = (problems: readonly Problem[], out: (line: string) => void): boolean => {
  for (const problem of problems) out(formatProblem(problem));
  return hasErrors(problems);
};

/** Runs a command and says what is broken (an unreadable directory) instead of throwing it: exit code 2. */
export async function orComplain(
  work: () => Promise<0 | 1 | 2>,
  { err }: Pick<ConfigIo, 'err'>,
): Promise<0 | 1 | 2> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    err(
      `${asError(error).message}${error.place === undefined ? '' : `(${error.place})`}。${error.remedy ?? ''}`,
    );
    return 2;
  }
}
