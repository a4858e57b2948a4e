import { createRequire } from 'node:module';
import { z } from 'zod';
import { type DateString, weekdayOf } from './dates.ts';

/** `known: false`: the State Council has not published that year yet (or never did); weekends decide then. */
export interface DayKind {
  readonly workday: boolean;
  /** A legal holiday with the days off around it, not an ordinary weekend. */
  readonly holiday: boolean;
  readonly known: boolean;
}

/** Workday or not by the Chinese legal calendar, moved days (调休) included. */
export function dayKind(date: DateString): DayKind {
  const holiday = date in table.holidays;
  const workday = date in table.workdays || (!holiday && weekdayOf(date) <= 5);
  return { workday, holiday, known: isKnownYear(Number(date.slice(0, 4))) };
}
export const isWorkday = (date: DateString): boolean => dayKind(date).workday;
export const isKnownYear = (year: number): boolean => knownYears.has(year);

/** The table itself, not the package's functions: those ask the machine's time zone and are a day off west of UTC. */
const days = z.record(z.string(), z.string());
const load: (name: string) => unknown = createRequire(import.meta.url);
const table = z.object({ holidays: days, workdays: days }).parse(load('chinese-days/dist/chinese-days.json'));
const knownYears: ReadonlySet<number> = new Set(
  Object.keys(table.holidays).map((date) => Number(date.slice(0, 4))),
);
