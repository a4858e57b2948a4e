import type { CheckedConfig } from '../config/check-files.ts';
import type { Checker } from '../config/checker.ts';
import { formatProblem } from '../config/problem.ts';
import { type ConfigFiles, versionOf } from '../config/read-dir.ts';
import { asError, Fault } from '../domain/fault.ts';
import type { ModeSwitches } from '../rules/mode-switch.ts';

export interface JudgeDirDeps {
  /** The directory at one moment; undefined while somebody keeps writing. Rejects when it cannot be read. */
  readonly read: () => Promise<ConfigFiles | undefined>;
  readonly check: Checker['check'];
  /** Milliseconds that only ever grow. */
  readonly monotonic: () => number;
  /** The `wecom.yaml` that the program was started with. */
  readonly wecom: string;
  /** The files cannot be used. Told once per content. */
  readonly onRefused: (problems: readonly string[]) => void;
  readonly onWarnings: (warnings: readonly string[]) => void;
  /** `wecom.yaml` says something else than at the start. Told once per content. */
  readonly onNeedsRestart: () => void;
}
export type Verdict =
  /** Somebody is writing, or nothing can be read. */
  | { readonly type: 'none' }
  | { readonly type: 'bad'; readonly version: string }
  /** As judged before. */
  | { readonly type: 'same'; readonly version: string; readonly files: ConfigFiles }
  | {
      readonly type: 'good';
      readonly version: string;
      readonly files: ConfigFiles;
      readonly config: CheckedConfig;
    };

/** Files that stay wrong for so long were saved that way; before that somebody may still be writing. */
const SETTLED_MS = 1_000;

/** `wecom.yaml` is wired in at the start: whatever stands there now, the others are judged beside the one in force. */
export const beside = (wecom: string, files: ConfigFiles): ConfigFiles =>
  new Map([...files, ['wecom.yaml', wecom] as const].sort(([a], [b]) => (a < b ? -1 : 1)));

/** Reads the directory, judges what is new there, and tells once of what is wrong. */
export function createDirJudge(deps: JudgeDirDeps, startProblems: readonly string[]) {
  const { check, monotonic, wecom } = deps;
  let problems = startProblems;
  let wecomProblems: readonly string[] = [];
  let judged: { readonly key: string; readonly version: string; readonly good: boolean } | undefined;
  let suspect: { readonly of: string; readonly since: number; readonly told: boolean } | undefined;
  let wecomSeen = wecom;

  const refuse = (of: string, lines: readonly string[]) => {
    if (suspect?.of !== of) suspect = { of, since: monotonic(), told: false };
    if (suspect.told || monotonic() - suspect.since < SETTLED_MS) return;
    suspect = { ...suspect, told: true };
    problems = lines;
    deps.onRefused(lines);
  };
  const lookAtWecom = async (files: ConfigFiles, switches: ModeSwitches): Promise<void> => {
    const text = files.get('wecom.yaml') ?? '';
    if (text === wecomSeen) return;
    wecomSeen = text;
    wecomProblems = [];
    if (text === wecom) return;
    const { problems: found } = await check({ files, switches });
    wecomProblems = found
      .filter(({ file, severity }) => file === 'wecom.yaml' && severity === 'error')
      .map(formatProblem);
    if (wecomProblems.length > 0) deps.onRefused(wecomProblems);
    else deps.onNeedsRestart();
  };

  return {
    problems: (): readonly string[] => [...wecomProblems, ...problems],
    needsRestart: (): boolean => wecomSeen !== wecom && wecomProblems.length === 0,
    /** Wrong files that nobody was told of yet: to be looked at again soon. */
    isUnsettled: (): boolean => suspect !== undefined && !suspect.told,
    /** The version of the files that were judged last. */
    version: (): string | undefined => judged?.version,
    judge: async (switches: ModeSwitches): Promise<Verdict> => {
      let read: ConfigFiles | undefined;
      try {
        read = await deps.read();
      } catch (thrown) {
        const error = asError(thrown);
        const what = error instanceof Fault ? `${error.message}。${error.remedy ?? ''}` : '读不了配置目录。';
        refuse('unreadable', [what]);
        return { type: 'none' };
      }
      if (!read) {
        suspect ??= { of: 'moving', since: monotonic(), told: false };
        return { type: 'none' };
      }
      const version = versionOf(read);
      await lookAtWecom(read, switches);
      const files = beside(wecom, read);
      const key = `${version} ${JSON.stringify(switches)}`;
      if (judged?.key === key) {
        if (judged.good) {
          suspect = undefined;
          problems = [];
          return { type: 'same', version, files };
        }
        if (suspect?.of === version && suspect.told) return { type: 'bad', version };
      }
      const checked = await check({ files, switches });
      judged = { key, version, good: checked.ok };
      const lines = checked.problems.map(formatProblem);
      if (!checked.ok) {
        refuse(version, lines);
        return { type: 'bad', version };
      }
      suspect = undefined;
      problems = [];
      deps.onWarnings(lines);
      return { type: 'good', version, files, config: checked.config };
    },
  };
}
