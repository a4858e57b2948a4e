import { type BuildHow, buildBook } from '../config/build-book.ts';
import type { CheckedConfig } from '../config/check-files.ts';
import { formatProblem, type Problem } from '../config/problem.ts';
import { type ConfigFiles, versionOf } from '../config/read-dir.ts';
import type { Clock } from '../domain/clock.ts';
import type { ConfigChange } from '../domain/config-change.ts';
import { asError, Fault } from '../domain/fault.ts';
import type { EventId } from '../domain/ids.ts';
import type { ConfigurationStatus, LiveVersion } from '../domain/live-status.ts';
import type { Book } from '../features/book.ts';
import type { ModeSwitches } from '../rules/mode-switch.ts';
import { changedFiles } from './changed-files.ts';
import { inSlices } from './in-slices.ts';
import { beside, createDirJudge, type JudgeDirDeps, type Verdict } from './judge-dir.ts';
import type { LastKnownGood } from './last-known-good.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import type { SharedConfig, SharedState } from './shared-config.ts';

/** What serves, and where it comes from. */
export interface InForce {
  readonly book: Book;
  /** With the `wecom.yaml` that the program was started with. */
  readonly files: ConfigFiles;
  readonly source: ConfigurationStatus['source'];
  readonly switches: ModeSwitches;
}
export interface ReloaderDeps extends BuildHow, Omit<JudgeDirDeps, 'wecom'> {
  readonly start: InForce;
  /** What is wrong with the files at the start. */
  readonly startProblems: readonly string[];
  readonly shared: SharedConfig;
  readonly keep: LastKnownGood['save'];
  readonly clock: Clock;
  /** Names this machine in the list of versions. */
  readonly where: string;
  /** After a swap: what is planned by the configuration is to be planned anew. */
  readonly onLive: (book: Book) => void;
  /** What a command wanted cannot be done. */
  readonly onImpossible: (change: ConfigChange, why: string) => void;
  readonly onFault: (error: Error) => void;
}
export interface Reloader {
  readonly book: () => Book;
  readonly status: () => ConfigurationStatus;
  /** Looks at the files and at what the processes have agreed on, and acts on what is new. Never rejects. */
  look(): Promise<void>;
  /** `look` when another process has changed something, or when there is work left from the last time. Never rejects. */
  lookIfStale(): Promise<void>;
  /** Carries out a command, once per id; rejects to be tried again. */
  change(change: ConfigChange, by: string, id: EventId): Promise<void>;
}

interface Target {
  readonly source: InForce['source'];
  readonly files: ConfigFiles;
  readonly config?: CheckedConfig;
}
const GONE = '这个版本已经不在了(只留最近 50 个)。';
const isSame = (one: ModeSwitches, other: ModeSwitches) => JSON.stringify(one) === JSON.stringify(other);

/**
 * Configuration as a transaction: what is wanted is read whole, checked elsewhere, compiled in slices and swapped in one
 * step. Whatever goes wrong on the way, what serves goes on serving.
 */
export function createReloader(deps: ReloaderDeps): Reloader {
  const { shared, clock, check, onFault } = deps;
  const wecom = deps.start.files.get('wecom.yaml') ?? '';
  const dir = createDirJudge({ ...deps, wecom }, deps.startProblems);
  let live = deps.start;
  let since = clock.now();
  let agreed: SharedState = { revision: '', switches: live.switches };
  let versions: readonly LiveVersion[] = [];
  let before: ConfigFiles | undefined;
  let kept: ConfigFiles | undefined;
  let noted: string | undefined;
  let pending = true;

  const swap = async (config: CheckedConfig, next: Omit<InForce, 'book'>): Promise<void> => {
    const book = await inSlices(buildBook(config, deps));
    if (book.version !== live.book.version) before = live.files;
    live = { ...next, book };
    since = clock.now();
    deps.onLive(book);
  };
  /** On disk and into the list of versions: with a later look when that fails now. */
  const note = async (): Promise<void> => {
    const { book, files, source } = live;
    if (kept !== files) {
      await deps.keep({ version: book.version, files });
      kept = files;
    }
    if (noted === book.version) return;
    const by = source === 'rolled-back' ? agreed.pin?.by : undefined;
    const changed = before ? changedFiles(before, files) : [];
    const version = {
      id: book.version,
      at: since,
      where: deps.where,
      changed,
      ...(by !== undefined && { by }),
    };
    await shared.wentLive(version, files);
    noted = book.version;
  };

  const agree = async (): Promise<void> => {
    const known = agreed.pin?.id;
    agreed = await shared.state();
    const { pin } = agreed;
    const version = dir.version();
    if (!pin || pin.id === known || version === undefined || pin.over.includes(version)) return;
    // Files that were here before it do not end it.
    await shared.holdOver(version);
    agreed = await shared.state();
  };

  /** What is to serve by what was agreed on and by the files, with its check where that is done already. */
  const target = async (verdict: Verdict): Promise<Target> => {
    const { pin } = agreed;
    if (pin) {
      const { version } = pin;
      if (live.source === 'rolled-back' && live.book.version === version) return live;
      const stored = await shared.filesOf(version);
      if (stored) return { source: 'rolled-back', files: beside(wecom, stored) };
      deps.onImpossible({ type: 'roll-back', version }, GONE);
      return live;
    }
    switch (verdict.type) {
      case 'good':
        return { source: 'files', files: verdict.files, config: verdict.config };
      case 'same':
        return { source: 'files', files: verdict.files };
      case 'bad':
      case 'none':
        return live;
      default:
        return verdict satisfies never;
    }
  };

  const lookOnce = async (): Promise<void> => {
    await agree();
    const { switches } = agreed;
    const verdict = await dir.judge(switches);
    if (verdict.type === 'good') {
      await shared.saved(verdict.version, verdict.config.summaries);
      agreed = await shared.state();
    }
    const { files, source, config } = await target(verdict);
    const isServed =
      source === live.source && versionOf(files) === live.book.version && isSame(switches, live.switches);
    if (!isServed) {
      const checked = config ? undefined : await check({ files, switches });
      if (checked && !checked.ok) refuse(source, checked.problems);
      const usable = config ?? (checked?.ok ? checked.config : undefined);
      if (usable) await swap(usable, { files, source, switches });
    }
    await note();
    versions = await shared.versions();
    // Somebody has changed them meanwhile, or the save has made one void.
    pending = dir.isUnsettled() || !isSame(agreed.switches, switches);
  };
  const refuse = (source: InForce['source'], problems: readonly Problem[]) => {
    const { pin } = agreed;
    const why = problems.map(formatProblem).join('\n');
    if (source === 'rolled-back' && pin) deps.onImpossible({ type: 'roll-back', version: pin.version }, why);
    else onFault(new Fault('config', `configuration that was checked before is refused: ${why}`));
  };
  const look = createOneAtATime(async () => {
    pending = true;
    await lookOnce().catch((thrown: unknown) => onFault(asError(thrown)));
  });

  /** Why a command cannot be carried out; undefined when it can. */
  const obstacle = async (change: ConfigChange): Promise<string | undefined> => {
    let { files, switches }: Pick<InForce, 'files' | 'switches'> = live;
    switch (change.type) {
      case 'roll-back': {
        const stored = await shared.filesOf(change.version);
        if (!stored) return GONE;
        files = beside(wecom, stored);
        break;
      }
      case 'mode':
        switches = { ...switches, [change.rule]: { mode: change.mode, written: change.written } };
        break;
      default:
        change satisfies never;
    }
    const checked = await check({ files, switches });
    const errors = checked.problems.filter(({ severity }) => severity === 'error');
    return checked.ok ? undefined : errors.map(formatProblem).join('\n');
  };

  return {
    book: () => live.book,
    status: () => ({
      version: live.book.version,
      source: live.source,
      since,
      problems: dir.problems(),
      needsRestart: dir.needsRestart(),
      versions,
    }),
    look,
    lookIfStale: async () => {
      try {
        if (pending || (await shared.state()).revision !== agreed.revision) await look();
      } catch (thrown) {
        onFault(asError(thrown));
      }
    },
    change: async (change, by, id) => {
      const why = await obstacle(change);
      if (why !== undefined) deps.onImpossible(change, why);
      else await shared.change({ change, by, id, files: dir.version() });
      await look();
    },
  };
}
