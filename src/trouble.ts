import { asError, Fault } from './domain/fault.ts';
import type { GroupId } from './domain/ids.ts';
import type { Logger } from './observability/logger.ts';
import type { RecentErrors } from './observability/recent-errors.ts';

export interface TroubleDeps {
  readonly log: Logger;
  readonly recentErrors: RecentErrors;
  /** Tells operators by a private message. */
  readonly tell: (text: string, group?: GroupId) => Promise<void>;
  /** Epoch ms, the machine's clock. */
  readonly now: () => number;
}
/** The same failure is written to the log once in this time, with how often it happened meanwhile. */
const REPEAT_MS = 10_000;

/** Where everything that goes wrong is reported: the log, the list behind `状态`, and – for alerts – the operators. */
export function createTrouble({ log, recentErrors, tell, now }: TroubleDeps) {
  const last = new Map<string, { at: number; suppressed: number }>();
  /** Undefined when it was said a moment ago; else how often it was not said since. */
  const due = (key: string): number | undefined => {
    const before = last.get(key);
    if (before && now() - before.at < REPEAT_MS) {
      before.suppressed += 1;
      return undefined;
    }
    last.set(key, { at: now(), suppressed: 0 });
    return before?.suppressed ?? 0;
  };

  return {
    log,
    note: recentErrors.note,
    /** In plain words, without secrets. */
    alert: (text: string, group?: GroupId, about?: 'files'): void => {
      log.error({ alert: text, group }, 'operators should know');
      recentErrors.note(text, group, about);
      tell(text, group).catch((thrown: unknown) =>
        log.error({ err: asError(thrown) }, 'operators could not be told'),
      );
    },
    /** For `catch` and `on('error')`: `what` failed. A flood of the same becomes a line every ten seconds. */
    failed:
      (what: string) =>
      (thrown: unknown): void => {
        const error = asError(thrown);
        const kind = error instanceof Fault ? error.code : error.name;
        recentErrors.note(`${what}:${error instanceof Fault ? error.message : error.name}`);
        const suppressed = due(`${what} ${kind}`);
        if (suppressed !== undefined) log.error({ err: error, suppressed }, what);
      },
    /** For what anybody on the network can cause as often as they like. */
    warnRarely: (what: string, about: Readonly<Record<string, string>>): void => {
      const suppressed = due(`${what} ${Object.values(about).join(' ')}`);
      if (suppressed !== undefined) log.warn({ ...about, suppressed }, what);
    },
  };
}
export type Trouble = ReturnType<typeof createTrouble>;
