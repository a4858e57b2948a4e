import { type Logger, pino } from 'pino';
import type { Scrubber } from './scrubber.ts';

export type { Logger };

export interface LoggerOptions {
  readonly level: string;
  readonly scrubber: Scrubber;
  /** Where lines go; standard output by default. */
  readonly out?: { write(line: string): unknown };
}

/**
 * JSON lines. Every finished line passes the scrubber before it leaves the process, so no call site has to know
 * which of its fields might hold a secret.
 */
export function createLogger({
  level,
  scrubber,
  out = pino.destination({ fd: 1, sync: true }),
}: LoggerOptions): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => void out.write(scrubber.scrub(line)) },
  );
}
