import { type LoadedConfig, loadFiles } from '../../src/config/load.ts';
import { features } from '../../src/features/index.ts';
import { configFiles } from '../world.ts';

type Loaded = Extract<LoadedConfig, { ok: true }>;

/** The same configuration in every arm. */
export function loadBook(groups: number): Loaded {
  const loaded = loadFiles(configFiles(groups), {
    features,
    secrets: { type: 'env', env: {} },
    live: () => ({ queueDepth: 0, redis: 'bench', recentErrors: [] }),
  });
  if (!loaded.ok)
    throw new Error(loaded.problems.map(({ file, message }) => `${file}: ${message}`).join('\n'));
  return loaded;
}
