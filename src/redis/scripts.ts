import { readFileSync } from 'node:fs';
import type { Result } from 'ioredis';

const lua = (file: string) => ({ lua: readFileSync(new URL(`./lua/${file}.lua`, import.meta.url), 'utf8') });

/** Given to every client, so that every connection knows every script (ioredis sends EVALSHA, and EVAL after a NOSCRIPT). */
export const scripts = {
  qyCommit: lua('commit'),
  qyRead: lua('read'),
  qyClaim: lua('claim'),
  qySettle: lua('settle'),
  qyWaiting: lua('waiting'),
  qySweep: lua('sweep'),
  qyDepth: lua('depth'),
  qyTakeSlot: lua('take-slot'),
  qyBlock: lua('block'),
  qyNoteChat: lua('note-chat'),
  qySharedTime: lua('shared-time'),
  qyBeat: lua('beat'),
  qySchedulePlan: lua('schedule-plan'),
  qyScheduleClaim: lua('schedule-claim'),
  qyScheduleRenew: lua('schedule-renew'),
  qyScheduleSnapshot: lua('schedule-snapshot'),
  qyScheduleFinish: lua('schedule-finish'),
  qyScheduleForget: lua('schedule-forget'),
} as const;

/** The number of keys, keys, arguments (see the header of each script), as one array: a batch is too long to spread. */
type Call = readonly (string | number)[];

declare module 'ioredis' {
  interface RedisCommander<Context> {
    qyCommit(call: Call): Result<(number | string | null)[], Context>;
    qyRead(call: Call): Result<(string | null)[][], Context>;
    qyClaim(call: Call): Result<(number | string | [number, string])[], Context>;
    qySettle(call: Call): Result<number[], Context>;
    qyWaiting(call: Call): Result<number[], Context>;
    qySweep(call: Call): Result<[string[], string[]][], Context>;
    qyDepth(call: Call): Result<number, Context>;
    qyTakeSlot(call: Call): Result<number[], Context>;
    qyBlock(call: Call): Result<number, Context>;
    qyNoteChat(call: Call): Result<string | null, Context>;
    qySharedTime(call: Call): Result<[string, string, string], Context>;
    qyBeat(call: Call): Result<string[], Context>;
    qySchedulePlan(call: Call): Result<number, Context>;
    qyScheduleClaim(call: Call): Result<number | [number, string | null], Context>;
    qyScheduleRenew(call: Call): Result<number, Context>;
    qyScheduleSnapshot(call: Call): Result<string | null, Context>;
    qyScheduleFinish(call: Call): Result<number, Context>;
    qyScheduleForget(call: Call): Result<number, Context>;
  }
}
