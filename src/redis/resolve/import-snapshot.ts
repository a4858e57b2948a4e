import { existsSync, renameSync } from 'node:fs';
import { Redis } from 'ioredis';
import { Fault } from '../../domain/fault.ts';
import { keys } from '../keys.ts';
import { loadSnapshot, snapshotFile } from './snapshot-file.ts';

/**
 * Moves what the in-process Redis held into a real server, once. An import cut short is begun again; a server that
 * already holds other data is left alone.
 */
export async function importSnapshot(path: string, dataDir: string): Promise<number> {
  const file = snapshotFile(dataDir);
  if (!existsSync(file)) return 0;
  const redis = new Redis({ path, lazyConnect: true });
  try {
    await redis.connect();
    const cutShort = (await redis.get(keys.importing)) !== null;
    if (!cutShort && (await redis.dbsize()) > 0)
      throw new Fault('redis-import', '演示数据和真正的 Redis 都有数据,不知道该用哪份', {
        place: file,
        remedy: `用 Redis 里的: mv ${file} ${file}.old;用演示数据: 清空 DATA_DIR/redis 再启动`,
      });
    await redis.set(keys.importing, '1');
    const count = await loadSnapshot(redis, file);
    renameSync(file, `${file}.imported`);
    await redis.del(keys.importing);
    return count;
  } finally {
    redis.disconnect();
  }
}
