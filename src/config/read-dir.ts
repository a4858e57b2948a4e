import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { asError, Fault } from '../domain/fault.ts';

/** Text of every file that configures the bot, by its path within the directory (with `/`), in order of path. */
export type ConfigFiles = ReadonlyMap<string, string>;

const maxBytes = 1024 * 1024;
const maxFiles = 2000;
const maxTotal = 16 * 1024 * 1024;

/** Reads `*.yaml` at the top, `rules/`, `templates/` and `pools/`. A file over 1 MB is read up to one byte past it. */
export const readConfigDir = async (dir: string): Promise<ConfigFiles> =>
  readFiles(dir, await configNames(dir));

/** The folders that `readConfigDir` looks into. */
export const configFolders = ['', 'rules', 'templates', 'pools'] as const;

/**
 * Another text after every save, without reading a file: names, sizes and times. Two that are the same around a reading
 * mean that nobody wrote meanwhile.
 */
export async function stampOf(dir: string): Promise<string> {
  const marks: string[] = [];
  for (const name of await configNames(dir)) {
    const { ino, size, mtimeMs, ctimeMs } = await stat(join(dir, name));
    marks.push(`${name} ${ino} ${size} ${mtimeMs} ${ctimeMs}`);
  }
  return marks.join('\n');
}

const configNames = async (dir: string): Promise<string[]> =>
  [
    ...(await filesIn(dir, '', /\.ya?ml$/)),
    ...(await filesIn(dir, 'rules', /\.ya?ml$/)),
    ...(await filesIn(dir, 'templates', /\.(md|liquid)$/)),
    ...(await filesIn(dir, 'pools', /\.ya?ml$/)),
  ].sort();

/** Reads the rule tests, `tests/*.yaml`: they configure nothing and belong to no version. */
export const readTestDir = async (dir: string): Promise<ConfigFiles> =>
  readFiles(dir, (await filesIn(dir, 'tests', /\.ya?ml$/)).sort());

const readFiles = async (dir: string, names: readonly string[]): Promise<ConfigFiles> => {
  if (names.length > maxFiles)
    throw new Fault('config-too-big', `配置目录里有超过 ${maxFiles} 个文件`, {
      place: dir,
      remedy: '请检查 CONFIG_DIR',
    });
  const files = new Map<string, string>();
  let total = 0;
  for (const name of names) {
    const bytes = await readFile(join(dir, name));
    total += bytes.length;
    if (total > maxTotal)
      throw new Fault('config-too-big', `配置目录里的文件加起来超过 ${maxTotal / 1024 / 1024} MB`, {
        place: dir,
        remedy: '请检查 CONFIG_DIR',
      });
    files.set(
      name,
      bytes
        .subarray(0, maxBytes + 1)
        .toString('utf8')
        .replace(/^\ufeff/, ''),
    );
  }
  return files;
};

/** Names what was loaded: 12 hex characters over every file except `wecom.yaml`. */
export function versionOf(files: ConfigFiles): string {
  const hash = createHash('sha256');
  for (const [name, text] of files) {
    if (name === 'wecom.yaml') continue;
    hash.update(`${name}\0${Buffer.byteLength(text)}\0`).update(text);
  }
  return hash.digest('hex').slice(0, 12);
}

const filesIn = async (dir: string, folder: string, wanted: RegExp): Promise<string[]> => {
  try {
    const entries = await readdir(join(dir, folder), { withFileTypes: true });
    const found: string[] = [];
    for (const entry of entries) {
      // A link counts as what it leads to: configuration is often mounted that way.
      const isFile = entry.isSymbolicLink()
        ? (await stat(join(dir, folder, entry.name))).isFile()
        : entry.isFile();
      if (isFile && wanted.test(entry.name) && !entry.name.startsWith('.'))
        found.push(folder ? `${folder}/${entry.name}` : entry.name);
    }
    return found;
  } catch (error) {
    if (folder !== '' && Reflect.get(asError(error), 'code') === 'ENOENT') return [];
    throw new Fault('config-unreadable', '读不了配置目录', {
      place: join(dir, folder),
      remedy: '请检查 CONFIG_DIR 是否存在、有没有读权限',
      cause: error,
    });
  }
};
