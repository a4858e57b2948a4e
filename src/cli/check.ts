import { parseArgs } from 'node:util';
import { loadConfig } from '../config/load.ts';
import { formatForGithub, formatProblem, hasErrors, type Problem } from '../config/problem.ts';
import { asError, Fault } from '../domain/fault.ts';
import { type ConfigIo, noLife } from './load-book.ts';

const usage = '用法:qunyun check [目录] [--format text|json|github]';
const formats = ['text', 'json', 'github'] as const;
type Format = (typeof formats)[number];

/** `qunyun check`: needs no secrets and no Redis. Exit code: 0 no error, 1 errors, 2 wrong usage. */
export async function runCheck(args: readonly string[], io: ConfigIo): Promise<0 | 1 | 2> {
  const wanted = readArgs(args);
  if (!wanted) {
    io.err(usage);
    return 2;
  }
  const dir = wanted.dir ?? io.configDir;
  try {
    const loaded = await loadConfig({ dir, secrets: { type: 'none' }, features: io.features, live: noLife });
    report(loaded.problems, wanted.format, io);
    return hasErrors(loaded.problems) ? 1 : 0;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    io.err(`${asError(error).message}(${error.place ?? dir})。${error.remedy ?? ''}`);
    return 2;
  }
}

const readArgs = (args: readonly string[]): { dir: string | undefined; format: Format } | undefined => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { format: { type: 'string', default: 'text' } },
    });
    const format = formats.find((name) => name === values.format);
    if (!format || positionals.length > 1) return undefined;
    return { dir: positionals[0], format };
  } catch (error) {
    // parseArgs throws a TypeError for flags it does not know; the usage line is the answer.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
};

const report = (problems: readonly Problem[], format: Format, { out }: ConfigIo): void => {
  switch (format) {
    case 'json':
      out(JSON.stringify(problems, null, 2));
      return;
    case 'github':
      for (const problem of problems) out(formatForGithub(problem));
      return;
    case 'text': {
      for (const problem of problems) out(formatProblem(problem));
      const errors = problems.filter(({ severity }) => severity === 'error').length;
      const warnings = problems.length - errors;
      out(
        errors > 0
          ? `${errors} 处要改${warnings > 0 ? `,${warnings} 处提醒` : ''}。`
          : `没有问题${warnings > 0 ? `,${warnings} 处提醒` : ''}。`,
      );
      return;
    }
    default:
      format satisfies never;
  }
};
