import { platform, setPriority } from 'node:os';
import { type MessagePort, parentPort } from 'node:worker_threads';
import { features } from '../features/index.ts';
import type { ModeSwitches } from '../rules/mode-switch.ts';
import { type CheckedConfig, type CheckedFiles, checkFiles } from './check-files.ts';
import type { ConfigFiles } from './read-dir.ts';

/** What a thread is asked. Secrets are not filled in here. */
export interface CheckRequest {
  readonly files: ConfigFiles;
  readonly switches: ModeSwitches;
}
/** As many rules as are handed over at a time. */
export type RulesPart = Pick<CheckedConfig, 'rules' | 'summaries'>;
/** The whole answer but its rules, which are fetched in so many parts. */
export interface CheckAnswer {
  readonly checked: CheckedFiles;
  readonly parts: number;
}

/** Taking in this many costs the program a few milliseconds. */
const RULES_PER_PART = 125;

/** Runs as a thread of its own (see `checker.ts`): nothing it does can hold up the program. */
function serve(port: MessagePort): void {
  let waiting: RulesPart[] = [];
  port.on('message', (request: CheckRequest | 'next') => {
    if (request === 'next') {
      port.postMessage(waiting.shift());
      return;
    }
    const { files, switches } = request;
    const checked = checkFiles(files, { secrets: { type: 'none' }, features, switches });
    waiting = checked.ok ? inParts(checked.config) : [];
    const bare = checked.ok
      ? { ...checked, config: { ...checked.config, rules: [], summaries: [] } }
      : checked;
    port.postMessage({ checked: bare, parts: waiting.length } satisfies CheckAnswer);
  });
}

const inParts = ({ rules, summaries }: CheckedConfig): RulesPart[] =>
  Array.from({ length: Math.ceil(rules.length / RULES_PER_PART) }, (_, n) => {
    const [from, to] = [n * RULES_PER_PART, (n + 1) * RULES_PER_PART];
    return { rules: rules.slice(from, to), summaries: summaries.slice(from, to) };
  });

/** On two cores checking would take turns with answering. Only Linux lowers a thread by itself; elsewhere it is the process. */
function stepBack(): void {
  if (platform() !== 'linux') return;
  try {
    setPriority(10);
  } catch {
    // Not allowed here: checking is as good, only less polite.
  }
}

if (parentPort) {
  stepBack();
  serve(parentPort);
}
