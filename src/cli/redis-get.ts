import { fetchPackage } from '../redis/resolve/fetch-package.ts';
import { findFetched, findOnPath } from '../redis/resolve/find-server.ts';
import type { CliIo, ExitCode } from './io.ts';

/** Somebody waits for it, so it may take longer than at start-up. */
const CAP_MS = 120_000;

/** `qunyun redis get`: the distribution's own package, unpacked into the data directory without root. */
export async function runRedisGet(dataDir: string, { out, err, env }: CliIo): Promise<ExitCode> {
  const there = findOnPath(env.PATH) ?? findFetched(dataDir);
  if (there) {
    out(`已经有了:${there.binary},不用再取。`);
    return 0;
  }
  const fetched = await fetchPackage({ dataDir, env, capMs: CAP_MS });
  if (fetched.ok) {
    out(`取好了:${fetched.program.binary}。下次 npm start 就用它。`);
    return 0;
  }
  err(`没有取到:${fetched.reason}。`);
  err(
    '可以自己装:sudo apt install redis-server(macOS:brew install valkey),或设置 REDIS_URL=redis://主机:6379',
  );
  return 1;
}
