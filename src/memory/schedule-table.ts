import {
  type FinishedOccurrence,
  HISTORY_KEPT,
  type Occurrence,
  type ScheduleTable,
} from '../engine/schedule-port.ts';

interface Row extends Occurrence {
  /** When to look at it next: its instant, or the end of its lease. */
  look: number;
  /** 0 while nobody has claimed it. */
  token: number;
  snapshot?: string;
}

/** The schedule table in this process. */
export function createMemoryScheduleTable(): ScheduleTable {
  const rows = new Map<string, Row>();
  const last = new Map<string, number>();
  const history = new Map<string, FinishedOccurrence[]>();
  let tokens = 0;

  const nameOf = ({ schedule, instant }: Occurrence) => `${schedule}@${instant}`;
  const finished = (schedule: string) => history.get(schedule) ?? [];
  const held = (occurrence: Occurrence, token: number): Row | undefined => {
    const row = rows.get(nameOf(occurrence));
    return row && row.token === token && token > 0 ? row : undefined;
  };
  const byLook = () => [...rows.values()].sort((a, b) => a.look - b.look || (nameOf(a) < nameOf(b) ? -1 : 1));
  const plain = ({ schedule, instant }: Row): Occurrence => ({ schedule, instant });

  return {
    plan: async (schedule, instants, now) => {
      const before = last.get(schedule);
      for (const instant of instants) {
        const row = { schedule, instant, look: instant, token: 0 };
        const wanted = instant > now || (before !== undefined && instant > before);
        const known = rows.has(nameOf(row)) || finished(schedule).some((entry) => entry.instant === instant);
        if (wanted && !known) rows.set(nameOf(row), row);
      }
      last.set(schedule, Math.max(before ?? now, now, ...instants));
    },
    lastPlanned: async (schedule) => last.get(schedule),
    due: async (now, limit) =>
      byLook()
        .filter(({ look }) => look <= now)
        .slice(0, limit)
        .map(plain),
    overdue: async (before) =>
      byLook()
        .filter(({ look }) => look < before)
        .map(plain),
    next: async () => byLook()[0]?.look,
    planned: async (schedule) =>
      [...rows.values()]
        .filter((row) => row.schedule === schedule)
        .map(({ instant }) => instant)
        .sort((a, b) => a - b),
    claim: async (occurrence, _owner, now, leaseMs) => {
      const row = rows.get(nameOf(occurrence));
      if (!row) return { type: 'gone' };
      if (row.instant > now) return { type: 'not-due' };
      if (row.look > now) return { type: 'taken' };
      tokens += 1;
      row.token = tokens;
      row.look = now + leaseMs;
      return {
        type: 'claimed',
        token: tokens,
        ...(row.snapshot !== undefined && { snapshot: JSON.parse(row.snapshot) }),
      };
    },
    renew: async (occurrence, token, now, leaseMs) => {
      const row = held(occurrence, token);
      if (row) row.look = now + leaseMs;
      return row !== undefined;
    },
    snapshot: async (occurrence, token, value) => {
      const row = held(occurrence, token);
      if (!row) return undefined;
      row.snapshot ??= JSON.stringify(value);
      return JSON.parse(row.snapshot);
    },
    finish: async (occurrence, token, outcome, report, now) => {
      const row = held(occurrence, token);
      if (!row) return false;
      rows.delete(nameOf(row));
      const entry = { ...plain(row), outcome, at: now, report: JSON.parse(JSON.stringify(report ?? null)) };
      const entries = [...finished(row.schedule), entry].sort((a, b) => b.instant - a.instant);
      history.set(row.schedule, entries.slice(0, HISTORY_KEPT));
      return true;
    },
    history: async (schedule, limit) => finished(schedule).slice(0, limit),
    forget: async (schedule, keep, now) => {
      for (const row of [...rows.values()]) {
        const drops = row.schedule === schedule && row.instant > now && row.token === 0;
        if (drops && !keep.includes(row.instant)) rows.delete(nameOf(row));
      }
    },
  };
}
