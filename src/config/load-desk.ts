import type { DefinedFeature } from '../features/feature.ts';
import type { Checked } from './check-schema.ts';
import { didYouMean } from './closest.ts';
import type { Problem } from './problem.ts';
import type { ConfigFiles } from './read-dir.ts';
import { readYaml, type YamlFile } from './yaml/read-yaml.ts';

/** Where one load gathers files and problems. */
export interface Desk {
  /** A file as data; undefined when it is absent, empty (if optional) or broken, which is then a problem. */
  readonly read: (name: string, need: 'required' | 'optional') => YamlFile | undefined;
  /** Whether a file is there and cannot be read as YAML. */
  readonly broken: (name: string) => boolean;
  /** The value of a check, or undefined and its problems kept. */
  readonly take: <T>(checked: Checked<T>) => T | undefined;
  readonly add: (problems: readonly Problem[]) => void;
  readonly problems: () => Problem[];
}

export function createDesk(files: ConfigFiles): Desk {
  const found = new Map<string, Problem>();
  const read = new Map<string, YamlFile | undefined>();
  const unreadable = new Set<string>();
  // A template that three rules use is wrong once.
  const add = (problems: readonly Problem[]) => {
    for (const problem of problems)
      found.set([problem.file, problem.line, problem.column, problem.message].join('\0'), problem);
  };
  const open = (name: string, need: 'required' | 'optional'): YamlFile | undefined => {
    const source = files.get(name);
    if (source === undefined) {
      if (need === 'required') add([absent(name)]);
      return undefined;
    }
    const result = readYaml(name, source);
    if (!result.ok) {
      add(result.problems);
      unreadable.add(name);
      return undefined;
    }
    const empty = result.yaml.data === null || result.yaml.data === undefined;
    return empty && need === 'optional' ? undefined : result.yaml;
  };
  return {
    read: (name, need) => {
      if (!read.has(name)) read.set(name, open(name, need));
      return read.get(name);
    },
    broken: (name) => unreadable.has(name),
    take: (checked) => {
      if (checked.ok) return checked.value;
      add(checked.problems);
      return undefined;
    },
    add,
    problems: () => [...found.values()],
  };
}

const absent = (file: string): Problem => ({
  file,
  line: 1,
  column: 1,
  path: [],
  severity: 'error',
  code: 'missing-file',
  message: `缺少文件 ${file}。`,
  hint: '请从示例配置复制一份再改。',
});

const later = new Set(['sops.yaml']);

/** Files that nothing reads: most likely misspelt, or for another version. */
export function strayFiles(files: ConfigFiles, features: readonly DefinedFeature[]): Problem[] {
  const own = features.flatMap(({ file }) => (file ? [file.name] : []));
  const known = new Set([
    'wecom.yaml',
    'groups.yaml',
    'settings.yaml',
    'texts.yaml',
    'holidays.yaml',
    ...own,
  ]);
  return [...files.keys()]
    .filter((file) => !known.has(file) && !/^(rules|templates)\//.test(file))
    .map((file) => {
      const hint = didYouMean(file, known);
      const notYet = later.has(file) || file.startsWith('pools/');
      return {
        file,
        line: 1,
        column: 1,
        path: [],
        severity: 'warning',
        code: 'unused-file',
        message: notYet ? '这个版本还不读取这个文件。' : '没有功能读取这个文件。',
        ...(hint && !notYet && { hint }),
      };
    });
}
