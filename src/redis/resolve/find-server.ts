import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A server program that runs on this machine. */
export interface ServerProgram {
  readonly binary: string;
  /** Where the libraries of a fetched package lie. */
  readonly libraries?: string;
}
const names = ['valkey-server', 'redis-server'];

/** Where `redis:get` puts the distribution's package. */
export const fetchedRoot = (dataDir: string): string => join(dataDir, 'redis-package');

/** valkey-server, then redis-server, on PATH. */
export function findOnPath(path: string | undefined): ServerProgram | undefined {
  const folders = (path ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = names.flatMap((name) => folders.map((folder) => ({ binary: join(folder, name) })));
  return candidates.find(runs);
}

/** The same in a fetched package. */
export function findFetched(dataDir: string): ServerProgram | undefined {
  const usr = join(fetchedRoot(dataDir), 'usr');
  const libraries = libraryFolders(fetchedRoot(dataDir)).join(delimiter);
  return names.map((name) => ({ binary: join(usr, 'bin', name), libraries })).find(runs);
}

/** What a server program needs of our environment: nothing that might be a secret. */
export const serverEnv = ({ libraries }: ServerProgram): Record<string, string> => ({
  LANG: 'C',
  ...(libraries && { LD_LIBRARY_PATH: libraries }),
});

function runs(program: ServerProgram): boolean {
  try {
    accessSync(program.binary, constants.X_OK);
  } catch {
    return false;
  }
  const options = { env: serverEnv(program), stdio: 'ignore' as const, timeout: 5_000 };
  return spawnSync(program.binary, ['--version'], options).status === 0;
}

/** `usr/lib`, `lib` and their folders by architecture. */
function libraryFolders(root: string): string[] {
  const bases = [join(root, 'usr', 'lib'), join(root, 'lib')].filter((base) => existsSync(base));
  return bases.flatMap((base) => {
    const triplets = readdirSync(base, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && entry.name.includes('-linux-'),
    );
    return [...triplets.map(({ name }) => join(base, name)), base];
  });
}
