import { hostname } from 'node:os';
import { join } from 'node:path';
import { createChecker } from './config/checker.ts';
import { type LoadedConfig, loadFiles } from './config/load.ts';
import type { Secrets } from './config/load-secrets.ts';
import { formatProblem } from './config/problem.ts';
import { type ConfigFiles, readConfigDir, versionOf } from './config/read-dir.ts';
import type { Settings } from './config/settings.ts';
import type { WecomSettings } from './config/wecom.ts';
import type { Clock } from './domain/clock.ts';
import { asError, Fault } from './domain/fault.ts';
import type { GroupId } from './domain/ids.ts';
import type { EventStore } from './engine/ports.ts';
import type { Surroundings } from './features/feature.ts';
import { features } from './features/index.ts';
import type { Logger } from './observability/logger.ts';
import { beside } from './reload/judge-dir.ts';
import type { LastKnownGood, Snapshot } from './reload/last-known-good.ts';
import { readSteadyDir } from './reload/read-steady.ts';
import { createReloader, type InForce } from './reload/reloader.ts';
import { createSharedConfig, type SharedState } from './reload/shared-config.ts';
import { watchConfigDir } from './reload/watch-dir.ts';
import { runEvery } from './run-every.ts';

/** `CONFIG_DIR` as it was found. */
export type FoundFiles =
  | { readonly files: ConfigFiles; readonly fault?: undefined }
  | { readonly files?: undefined; readonly fault: Fault };

/** What stands in the directory, or why it cannot be read. */
export async function findFiles(dir: string): Promise<FoundFiles> {
  try {
    return { files: await readConfigDir(dir) };
  } catch (error) {
    if (error instanceof Fault) return { fault: error };
    throw error;
  }
}

export interface StartConfiguration {
  readonly dir: string;
  readonly found: FoundFiles;
  readonly snapshot: Snapshot | undefined;
  readonly keep: LastKnownGood['save'];
  readonly secrets: Secrets;
  readonly store: EventStore;
  readonly clock: Clock;
  readonly log: Logger;
  readonly live: Surroundings['live'];
}
/** Who is to hear of what a reload brings. */
export interface ConfigurationListeners {
  readonly alert: (text: string, group?: GroupId, about?: 'files') => void;
  readonly failed: (error: unknown) => void;
  readonly onLive: () => void;
}
/** Another process or a command is noticed within this time. */
const AGREE_EVERY_MS = 500;

/** The configuration of this process: what serves at the start, and – once begun – what every save and command makes of it. */
export async function startConfiguration(given: StartConfiguration) {
  const { dir, clock, log } = given;
  const shared = createSharedConfig(given.store);
  const start = await choose(given, await shared.state(), shared.filesOf);
  for (const line of start.wrong) log.error(line);
  for (const line of start.warnings) log.warn(line);
  if (start.inForce.source === 'last-known-good') log.error('serving the configuration that served last');
  const checker = createChecker();
  let listeners: ConfigurationListeners = {
    alert: (text) => log.error(text),
    failed: (error) => log.error({ err: asError(error) }, 'configuration'),
    onLive: () => {},
  };
  const reloader = createReloader({
    features,
    live: given.live,
    start: start.inForce,
    startProblems: start.wrong,
    read: () => readSteadyDir(dir),
    check: checker.check,
    shared,
    keep: given.keep,
    clock,
    monotonic: () => performance.now(),
    where: hostname(),
    onLive: ({ version, community }) => {
      log.info({ version, groups: community.groups.size }, 'configuration went live');
      listeners.onLive();
    },
    onRefused: (problems) => {
      for (const line of problems) log.error(line);
      const text = `配置有 ${problems.length} 处问题,没有采用,还在用之前的版本:${problems[0] ?? ''}`;
      listeners.alert(text, undefined, 'files');
    },
    onWarnings: (warnings) => {
      for (const line of warnings) log.warn(line);
    },
    onNeedsRestart: () => listeners.alert('wecom.yaml 改过了,重启后才会生效;现在继续用启动时的'),
    onImpossible: (change, why) => {
      const what =
        change.type === 'roll-back' ? `没能回到版本 ${change.version}` : `没能切换规则 ${change.rule}`;
      listeners.alert(`${what}:${why.split('\n')[0] ?? ''}`);
    },
    onFault: (error) => listeners.failed(error),
  });
  return {
    wecom: start.wecom,
    book: reloader.book,
    status: reloader.status,
    change: reloader.change,
    /** From now on every save and every command counts. */
    begin: async (told: ConfigurationListeners): Promise<() => Promise<void>> => {
      listeners = told;
      const watcher = watchConfigDir({ dir, onChange: reloader.look, onStir: checker.warmUp });
      const stopAgreeing = runEvery(AGREE_EVERY_MS, reloader.lookIfStale);
      return async () => {
        await watcher.close();
        await stopAgreeing();
        await reloader.look();
        await checker.close();
      };
    },
  };
}
export type Configuration = Awaited<ReturnType<typeof startConfiguration>>;

type Loaded = Extract<LoadedConfig, { ok: true }>;
interface Chosen {
  readonly inForce: InForce;
  readonly wecom: WecomSettings;
  readonly settings: Settings;
  /** Why the files cannot serve. */
  readonly wrong: readonly string[];
  readonly warnings: readonly string[];
}

/** What serves first: the files, unless an earlier version was brought back over them; when neither can, what served last. */
async function choose(
  { dir, found, snapshot, secrets, live }: StartConfiguration,
  { pin, switches }: SharedState,
  filesOf: (version: string) => Promise<ConfigFiles | undefined>,
): Promise<Chosen> {
  const load = (files: ConfigFiles | undefined): LoadedConfig | undefined =>
    files && loadFiles(files, { features, secrets, live, switches });
  const chosen = (
    { book, wecom, settings, problems }: Loaded,
    files: ConfigFiles,
    source: InForce['source'],
    wrong: readonly string[] = [],
  ): Chosen => ({
    inForce: { book, files, source, switches },
    wecom,
    settings,
    wrong,
    warnings: problems.map(formatProblem),
  });

  const { files } = found;
  const written = load(files);
  const isHeld = pin !== undefined && (files === undefined || pin.over.includes(versionOf(files)));
  if (written?.ok && files && !isHeld) return chosen(written, files, 'files');
  const wrong = written?.ok ? [] : (written?.problems.map(formatProblem) ?? [found.fault?.message ?? '']);
  const wecoms = [files?.get('wecom.yaml'), snapshot?.files.get('wecom.yaml')];
  const others = [
    { source: 'rolled-back' as const, files: pin && (await filesOf(pin.version)) },
    ...(written?.ok && files ? [{ source: 'files' as const, files }] : []),
    { source: 'last-known-good' as const, files: snapshot?.files },
  ];
  for (const other of others)
    for (const wecom of wecoms) {
      if (!other.files || wecom === undefined) continue;
      const together = beside(wecom, other.files);
      const loaded = load(together);
      if (loaded?.ok) return chosen(loaded, together, other.source, wrong);
    }
  throw found.fault ?? cannotStart(dir, written);
}

const cannotStart = (dir: string, loaded: LoadedConfig | undefined): Fault => {
  const problems = loaded?.problems ?? [];
  return new Fault('config', `配置有 ${problems.length} 个问题:\n${problems.map(formatProblem).join('\n')}`, {
    remedy: `请修改 ${join(dir, problems[0]?.file ?? '')},再启动一次。`,
  });
};
