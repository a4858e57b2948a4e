/** What a command may touch of the world. */
export interface CliIo {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
}
/** 0 all well, 1 something to repair, 2 used wrongly. */
export type ExitCode = 0 | 1 | 2;
