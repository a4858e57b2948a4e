import type { GroupId } from './ids.ts';

/** A version of the configuration that went live. */
export interface LiveVersion {
  /** Content hash of its files, 12 hex characters. */
  readonly id: string;
  /** When it went live last, epoch ms. */
  readonly at: number;
  /** Who brought it back by command; absent when its files were saved. */
  readonly by?: string;
  /** The machine on which it went live first. */
  readonly where: string;
  /** Files that were not the same in the version before it. */
  readonly changed: readonly string[];
}

/** Where the configuration in force comes from, and what is wrong with the files. */
export interface ConfigurationStatus {
  readonly version: string;
  readonly source: 'files' | 'rolled-back' | 'last-known-good';
  /** Epoch ms. */
  readonly since: number;
  /** One line each, placed; empty when the files are as they should be. */
  readonly problems: readonly string[];
  /** `wecom.yaml` says something else than what the program was started with. */
  readonly needsRestart: boolean;
  /** Newest first. */
  readonly versions: readonly LiveVersion[];
}

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
    /** About the configuration's files: over when those are mended. */
    readonly about?: 'files';
  }[];
  /** Absent where nothing is reloaded, as in a simulation. */
  readonly configuration?: ConfigurationStatus;
}
