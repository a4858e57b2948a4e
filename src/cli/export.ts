import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readEnv } from '../config/env.ts';
import { Fault } from '../domain/fault.ts';
import type { GroupId } from '../domain/ids.ts';
import type { Book } from '../features/book.ts';
import { connectRedis } from '../redis/connection.ts';
import { resolveRedis } from '../redis/resolve/resolve-redis.ts';
import { createSharedClock } from '../redis/shared-clock.ts';
import { createRedisStores } from '../redis/stores.ts';
import { createTableFiles } from '../table-files.ts';
import { nearest } from '../text/nearest.ts';
import type { CliIo } from './io.ts';
import { type ConfigIo, loadBook, orComplain } from './load-book.ts';

const usage = '用法:qunyun export <表> [--group 群编号] [--format xlsx|csv] [--out 目录] [表的参数…]';

interface Wanted {
  readonly table: string | undefined;
  readonly args: string;
  readonly group: string | undefined;
  readonly format: 'xlsx' | 'csv';
  readonly out: string;
}

/** `qunyun export`: the files that `/导出` sends, written on this machine; of every group unless one is named. */
export async function runExport(args: readonly string[], io: CliIo & ConfigIo): Promise<0 | 1 | 2> {
  const wanted = readArgs(args);
  if (!wanted) {
    io.err(usage);
    return 2;
  }
  return orComplain(async () => {
    const loaded = await loadBook(io.configDir, io);
    if (!loaded) return 1;
    const { book } = loaded;
    const tables = book.features.flatMap(({ exports = [] }) => exports.map(({ name }) => name));
    if (wanted.table === undefined || !tables.includes(wanted.table)) {
      const near = wanted.table === undefined ? undefined : nearest(wanted.table, tables);
      if (wanted.table !== undefined)
        io.err(`没有叫「${wanted.table}」的表。${near === undefined ? '' : `是不是「${near}」?`}`);
      io.out(`可以导出:${tables.join('、')}。\n${usage}`);
      return wanted.table === undefined ? 0 : 1;
    }
    const groups = [...book.community.groups.keys()].filter(
      (id) => wanted.group === undefined || id === wanted.group,
    );
    if (groups.length === 0) {
      io.err(`groups.yaml 里没有编号是「${wanted.group}」的群。`);
      return 1;
    }
    return write(book, wanted.table, groups, wanted, io);
  }, io);
}

async function write(
  book: Book,
  table: string,
  groups: readonly GroupId[],
  { args, format, out }: Wanted,
  io: CliIo,
): Promise<0 | 1> {
  const read = readEnv(io.env);
  if (!read.ok) throw new Fault('env', read.problems.join('\n'), { remedy: '请改好环境变量再来。' });
  const { env } = read;
  const dataDir = resolve(env.DATA_DIR);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const log = { info: () => {}, warn: () => {} };
  const place = await resolveRedis({ env: io.env, dataDir, production: env.production, log });
  try {
    const onError = () => {}; // a call that fails says so itself
    const redis = await connectRedis(place.address, { onError });
    const clock = await createSharedClock({ redis, onError });
    try {
      const fileOf = createTableFiles({ store: createRedisStores(redis).events, book: () => book, clock });
      mkdirSync(out, { recursive: true });
      let written = 0;
      for (const group of groups) {
        const file = await fileOf({ group, table, args, format });
        if (!file) continue;
        const path = join(out, file.name);
        writeFileSync(path, file.bytes, { mode: 0o600 });
        io.out(path);
        written += 1;
      }
      if (written > 0) return 0;
      io.err(`「${table}」里没有「${args}」。去掉它就是整张表;编号要加引号,例如 '#2'。`);
      return 1;
    } finally {
      clock.close();
      redis.disconnect();
    }
  } finally {
    await place.close();
  }
}

function readArgs(args: readonly string[]): Wanted | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { group: { type: 'string' }, format: { type: 'string' }, out: { type: 'string' } },
    });
    const { group, format = 'xlsx', out = '.' } = values;
    if (format !== 'xlsx' && format !== 'csv') return undefined;
    const [table, ...rest] = positionals;
    return { table, args: rest.join(' '), group, format, out: resolve(out) };
  } catch {
    return undefined; // an unknown option: the usage says which there are
  }
}
