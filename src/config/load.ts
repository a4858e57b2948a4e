import { inOneGo } from '../domain/piecework.ts';
import type { Book } from '../features/book.ts';
import type { Surroundings } from '../features/feature.ts';
import { buildBook } from './build-book.ts';
import { type CheckHow, checkFiles } from './check-files.ts';
import type { Problem } from './problem.ts';
import { type ConfigFiles, readConfigDir } from './read-dir.ts';
import type { Settings } from './settings.ts';
import type { WecomSettings } from './wecom.ts';

export interface LoadConfig extends CheckHow {
  readonly dir: string;
  readonly live: Surroundings['live'];
}
export type LoadedConfig =
  | {
      readonly ok: true;
      readonly book: Book;
      /** Holds secrets: for the program's wiring only. */
      readonly wecom: WecomSettings;
      readonly settings: Settings;
      /** Warnings. */
      readonly problems: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads, checks and compiles everything operators configured. Lists every problem of every file. */
export const loadConfig = async (how: LoadConfig): Promise<LoadedConfig> =>
  loadFiles(await readConfigDir(how.dir), how);

/** `loadConfig` for files already read. */
export function loadFiles(files: ConfigFiles, how: Omit<LoadConfig, 'dir'>): LoadedConfig {
  const checked = checkFiles(files, how);
  if (!checked.ok) return checked;
  const { wecom, settings } = checked.config;
  return {
    ok: true,
    book: inOneGo(buildBook(checked.config, how)),
    wecom,
    settings,
    problems: checked.problems,
  };
}
