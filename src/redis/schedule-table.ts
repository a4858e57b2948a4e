import {
  type FinishedOccurrence,
  HISTORY_KEPT,
  type Occurrence,
  type OccurrenceClaim,
  type ScheduleTable,
} from '../engine/schedule-port.ts';
import type { RedisClient } from './connection.ts';
import { keys } from './keys.ts';
import { answered } from './unavailable.ts';

/** The schedule table on Redis: one row per occurrence in a sorted set, scored by when to look at it next. */
export function createRedisScheduleTable({ redis }: { readonly redis: RedisClient }): ScheduleTable {
  const { scheduleDue, scheduleClaims, scheduleSnapshots, scheduleLast, scheduleToken } = keys;
  const rowKeys = (schedule: string) => [keys.scheduleRows(schedule), keys.scheduleHistory(schedule)];

  return {
    plan: async (schedule, instants, now) => {
      const names = [scheduleDue, scheduleLast, ...rowKeys(schedule)];
      await answered(redis.qySchedulePlan([4, ...names, schedule, now, ...instants]));
    },
    lastPlanned: async (schedule) => {
      const last = await answered(redis.hget(scheduleLast, schedule));
      return last === null ? undefined : Number(last);
    },
    due: async (now, limit) =>
      (await answered(redis.zrangebyscore(scheduleDue, '-inf', now, 'LIMIT', 0, limit))).map(parseRow),
    overdue: async (before) =>
      (await answered(redis.zrangebyscore(scheduleDue, '-inf', `(${before}`, 'LIMIT', 0, 1_000))).map(
        parseRow,
      ),
    next: async () => {
      const [, score] = await answered(
        redis.zrangebyscore(scheduleDue, '-inf', '+inf', 'WITHSCORES', 'LIMIT', 0, 1),
      );
      return score === undefined ? undefined : Number(score);
    },
    planned: async (schedule) =>
      (await answered(redis.zrangebyscore(keys.scheduleRows(schedule), '-inf', '+inf'))).map(Number),
    claim: async (occurrence, owner, now, leaseMs) => {
      const names = [scheduleDue, scheduleClaims, scheduleSnapshots, scheduleToken];
      const args = [rowOf(occurrence), occurrence.instant, owner, now, leaseMs];
      return decodeClaim(await answered(redis.qyScheduleClaim([4, ...names, ...args])));
    },
    renew: async (occurrence, token, now, leaseMs) => {
      const args = [rowOf(occurrence), token, now + leaseMs];
      return (await answered(redis.qyScheduleRenew([2, scheduleDue, scheduleClaims, ...args]))) === 1;
    },
    snapshot: async (occurrence, token, value) => {
      const args = [rowOf(occurrence), token, JSON.stringify(value)];
      const kept = await answered(redis.qyScheduleSnapshot([2, scheduleClaims, scheduleSnapshots, ...args]));
      return kept === null ? undefined : JSON.parse(kept);
    },
    finish: async (occurrence, token, outcome, report, now) => {
      const names = [scheduleDue, scheduleClaims, scheduleSnapshots, ...rowKeys(occurrence.schedule)];
      const entry = `${outcome}|${now}|${JSON.stringify(report ?? null)}`;
      const args = [rowOf(occurrence), occurrence.instant, token, entry, HISTORY_KEPT];
      return (await answered(redis.qyScheduleFinish([5, ...names, ...args]))) === 1;
    },
    history: async (schedule, limit) => {
      const rows = await answered(redis.zrevrange(keys.scheduleHistory(schedule), 0, limit - 1));
      return rows.map((row) => parseHistory(schedule, row));
    },
    forget: async (schedule, keep, now) => {
      const names = [scheduleDue, scheduleClaims, keys.scheduleRows(schedule)];
      await answered(redis.qyScheduleForget([3, ...names, schedule, now, ...keep]));
    },
  };
}

const rowOf = ({ schedule, instant }: Occurrence): string => `${schedule}@${instant}`;
function parseRow(row: string): Occurrence {
  const at = row.lastIndexOf('@');
  return { schedule: row.slice(0, at), instant: Number(row.slice(at + 1)) };
}

function decodeClaim(answer: number | [number, string | null]): OccurrenceClaim {
  if (answer === 0) return { type: 'gone' };
  if (answer === 2) return { type: 'not-due' };
  if (typeof answer === 'number') return { type: 'taken' };
  const [token, snapshot] = answer;
  return { type: 'claimed', token, ...(snapshot !== null && { snapshot: JSON.parse(snapshot) }) };
}

/** `<instant>|<outcome>|<at>|<report>`, written by `finish` alone. */
function parseHistory(schedule: string, row: string): FinishedOccurrence {
  const [instant, outcome, at, ...report] = row.split('|');
  return {
    schedule,
    instant: Number(instant),
    outcome: outcome === 'done' ? 'done' : 'skipped',
    at: Number(at),
    report: JSON.parse(report.join('|')),
  };
}
