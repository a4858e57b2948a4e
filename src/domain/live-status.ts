import type { GroupId } from './ids.ts';

/** What only the running program knows: given to `状态` as a value so that deciding stays pure. */
export interface LiveStatus {
  /** Sends waiting or in flight, all groups. */
  readonly queueDepth: number;
  readonly redis: string;
  /** Newest first, in plain words, without secrets or member text. */
  readonly recentErrors: readonly {
    readonly at: number;
    readonly text: string;
    readonly group?: GroupId;
  }[];
}
