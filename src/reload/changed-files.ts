import type { ConfigFiles } from '../config/read-dir.ts';

/** Names of the files that are new, gone or not the same; `wecom.yaml` belongs to no version. */
export const changedFiles = (before: ConfigFiles, after: ConfigFiles): string[] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => name !== 'wecom.yaml' && before.get(name) !== after.get(name))
    .sort();
