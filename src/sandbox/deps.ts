import type { Clock } from '../domain/clock.ts';
import type { Community } from '../domain/community.ts';
import type { Emulator } from '../emulator/types.ts';
import type { ExplainEntry } from './why.ts';

/** The bot's clock, as the sandbox may move it. `offset` is how far it is ahead of the machine's. */
export interface SandboxClock extends Clock {
  offset(): number;
  jumpTo(at: number): void | Promise<void>;
}
export interface SandboxDeps {
  readonly emulator: Emulator;
  readonly why: ExplainEntry;
  readonly clock: SandboxClock;
  /** As configured now: a reload may change it. */
  readonly community: () => Community;
}
