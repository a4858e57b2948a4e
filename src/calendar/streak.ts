import { mondayOf, weekOfDay } from './dates.ts';

/** What one day asks of somebody, and what became of it. */
export interface AskedDay {
  /** A day nobody asked for neither counts nor breaks. */
  readonly asked: boolean;
  readonly done: boolean;
  /** Pause or outage: neither counts nor breaks. */
  readonly excused: boolean;
  /** Nothing more can be done on it. */
  readonly closed: boolean;
  /** So many missed days of a Mon–Sun week are rest, by themselves. */
  readonly restPerWeek: number;
  /** Counted by weeks: a week is done at this many days. */
  readonly perWeek?: number;
  /** Another number after the rules have changed: a week does not mix what two sets of rules ask. */
  readonly version: number;
}
export type DayMark = 'done' | 'idle' | 'excused' | 'rest' | 'missed' | 'open';

/** The last thing that changed a streak or kept it from breaking. */
export interface StreakChange {
  readonly type: 'grown' | 'broken' | 'rest' | 'excused';
  /** The day, or the last day of the week. */
  readonly day: number;
  readonly from: number;
  readonly to: number;
}
export interface Streak {
  /** Scheduled days (or weeks) in a row, as it stands. */
  readonly streak: number;
  readonly longest: number;
  readonly change: StreakChange | undefined;
  /** The last day that was missed, whether or not there was a streak to lose. */
  readonly lastMissed: number | undefined;
  /** One a day from `first` to `last`. */
  readonly marks: readonly DayMark[];
}

/** Walks from the first day that matters to the last and counts: scheduled days only, see `AskedDay`. */
export function countStreak(first: number, last: number, look: (day: number) => AskedDay): Streak {
  const marks: DayMark[] = [];
  let streak = 0;
  let longest = 0;
  let change: StreakChange | undefined;
  let lastMissed: number | undefined;
  let restWeek = Number.NaN;
  let rested = 0;
  let settled = '';
  const become = (type: StreakChange['type'], day: number, to: number) => {
    if (type === 'broken') lastMissed = day;
    // Losing nothing is no news.
    if (type !== 'broken' || streak > 0) change = { type, day, from: streak, to };
    streak = to;
    longest = Math.max(longest, streak);
  };
  for (let day = first; day <= last; day++) {
    const asked = look(day);
    const week = weekOfDay(day);
    if (asked.perWeek !== undefined) {
      marks.push(asked.done ? 'done' : asked.excused ? 'excused' : asked.closed ? 'idle' : 'open');
      const unit = `${week}/${asked.version}`;
      if (settled === unit) continue;
      settled = unit;
      const result = judgeWeek(week, asked.version, asked.perWeek, look);
      const end = Math.min(last, mondayOf(week) + 6);
      if (result === 'done') become('grown', end, streak + 1);
      else if (result === 'missed') become('broken', end, 0);
      else if (result === 'excused') become('excused', end, streak);
      continue;
    }
    if (week !== restWeek) {
      restWeek = week;
      rested = 0;
    }
    if (asked.done) {
      marks.push('done');
      become('grown', day, streak + 1);
    } else if (!asked.asked) marks.push('idle');
    else if (asked.excused) {
      marks.push('excused');
      if (streak > 0) become('excused', day, streak);
    } else if (!asked.closed) marks.push('open');
    else if (rested < asked.restPerWeek) {
      rested += 1;
      marks.push('rest');
      if (streak > 0) become('rest', day, streak);
    } else {
      marks.push('missed');
      become('broken', day, 0);
    }
  }
  return { streak, longest, change, lastMissed, marks };
}

/** A week is done as soon as it has its days; it is lost when it is over and no excuse could have made the difference. */
function judgeWeek(
  week: number,
  version: number,
  perWeek: number,
  look: (day: number) => AskedDay,
): 'done' | 'open' | 'excused' | 'missed' {
  const monday = mondayOf(week);
  const days = Array.from({ length: 7 }, (_, n) => look(monday + n)).filter(
    (day) => day.version === version && (day.asked || day.done),
  );
  const need = Math.min(perWeek, days.length);
  const done = days.filter((day) => day.done).length;
  if (need === 0) return 'open';
  if (done >= need) return 'done';
  if (days.some((day) => !day.closed)) return 'open';
  const excused = days.filter((day) => !day.done && day.excused).length;
  return done + excused >= need ? 'excused' : 'missed';
}
