import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../domain/fault.ts';

/** A Unix socket's path has a fixed place in the kernel: 104 bytes on macOS, 108 on Linux, with the final zero. */
const MAX_PATH_BYTES = 103;

/** The socket of the private server of `dir`: inside it, or in a short directory of our own when that is too long. */
export function socketPath(dir: string, name = 'redis.sock'): string {
  const inside = join(dir, name);
  if (Buffer.byteLength(inside) <= MAX_PATH_BYTES) return inside;
  const hash = createHash('sha1').update(dir).digest('hex').slice(0, 12);
  const short = join(tmpdir(), `qunyun-${hash}`);
  mkdirSync(short, { recursive: true, mode: 0o700 });
  // The temporary directory is everybody's: somebody else's directory of that name must not hold our socket.
  const { uid, mode } = lstatSync(short);
  const mine = process.getuid === undefined || uid === process.getuid();
  if (!mine || (mode & 0o170077) !== 0o040000)
    throw new Fault('redis-socket', `${short} 不是只属于本用户的目录`, {
      place: short,
      remedy: '删掉它,或把 DATA_DIR 换成更短的路径',
    });
  return join(short, name);
}
