import { resolve } from 'node:path';
import { type LoadedConfig, loadFiles } from '../../src/config/load.ts';
import { type ConfigFiles, readConfigDir } from '../../src/config/read-dir.ts';
import { features } from '../../src/features/index.ts';

/** Stands in an edit where the problem has to be reported: the place is counted from it, never asked of the checker. */
export const marker = '⌖';

/** `from` must occur exactly once in the file; an empty one puts `to` at its end (or makes the file). */
export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}
export interface Mutant {
  readonly kind: string;
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly edits: readonly Edit[];
  /** Set where one slip rightly brings up more than one error: the marked one must be among them. */
  readonly more?: true;
}
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
type Row = readonly [from: string, to: string];

/** Mutants of one kind that differ in one edit of one file. */
export const inFile = (
  kind: string,
  code: string,
  file: string,
  rows: readonly Row[],
  severity: Mutant['severity'] = 'error',
): Mutant[] => rows.map(([from, to]) => ({ kind, code, severity, edits: [{ file, from, to }] }));

/** A mutant that needs several edits, as `[file, from, to]`. */
export const edited = (
  kind: string,
  code: string,
  edits: readonly (readonly [file: string, from: string, to: string])[],
  severity: Mutant['severity'] = 'error',
): Mutant => ({ kind, code, severity, edits: edits.map(([file, from, to]) => ({ file, from, to })) });

/** The same, but other errors may come with the marked one. */
export const amongOthers = (mutants: readonly Mutant[]): Mutant[] =>
  mutants.map((mutant) => ({ ...mutant, more: true }));

export const base = await readConfigDir(resolve(import.meta.dirname, 'base'));

/** Files after the edits, and the place of the marker in them. */
export function applied(files: ConfigFiles, edits: readonly Edit[]): { files: ConfigFiles; places: Place[] } {
  const edited = new Map(files);
  const inOrder = () => new Map([...edited].sort(([a], [b]) => (a < b ? -1 : 1)));
  for (const { file, from, to } of edits) {
    const text = edited.get(file) ?? '';
    if (from !== '' && text.split(from).length !== 2)
      throw new Error(`「${from}」 stands ${text.split(from).length - 1} times in ${file}`);
    edited.set(file, from === '' ? text + to : text.replace(from, () => to));
  }
  const places: Place[] = [];
  for (const [file, text] of edited) {
    const at = text.indexOf(marker);
    if (at < 0) continue;
    const before = text.slice(0, at);
    places.push({
      file,
      line: before.split('\n').length,
      column: at - (before.lastIndexOf('\n') + 1) + 1,
    });
    edited.set(file, text.replace(marker, ''));
  }
  return { files: inOrder(), places };
}

const key = 'k'.repeat(43);
const env: Readonly<Record<string, string>> = {
  CORP_ID: 'ww1234567890abcdef',
  APP_SECRET: 's3cret',
  APP_TOKEN: 'abc123',
  APP_KEY: key,
  BOT_TOKEN: 'abc123',
  BOT_KEY: key,
  ROBOT_TOKEN: 'abc123',
  ROBOT_KEY: key,
  PUSH_01: '00000000-0000-0000-0000-000000000001',
  PUSH_02: '00000000-0000-0000-0000-000000000002',
};

export const load = (files: ConfigFiles): LoadedConfig =>
  loadFiles(files, {
    secrets: { type: 'env', env },
    features,
    live: () => ({ queueDepth: 0, redis: '', recentErrors: [] }),
  });
