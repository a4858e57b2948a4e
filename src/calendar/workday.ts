import { createRequire } from 'node:module';
import { z } from 'zod';
import type { OwnDays } from '../domain/community.ts';
import { type DateString, weekdayOf } from './dates.ts';

/** `known: false`: nobody has published that year yet (or never did); weekends decide then. */
export interface DayKind {
  readonly workday: boolean;
  /** A legal holiday with the days off around it, not an ordinary weekend. */
  readonly holiday: boolean;
  readonly known: boolean;
}

/** Workday or not by the Chinese legal calendar, moved days (调休) included; what `holidays.yaml` says comes first. */
export function dayKind(date: DateString, own?: OwnDays): DayKind {
  const known = isKnownYear(Number(date.slice(0, 4)), own);
  if (own?.workdays.has(date)) return { workday: true, holiday: false, known };
  const holiday = (own?.holidays.has(date) ?? false) || date in table.holidays;
  const workday = !holiday && (date in table.workdays || weekdayOf(date) <= 5);
  return { workday, holiday, known };
}
export const isWorkday = (date: DateString, own?: OwnDays): boolean => dayKind(date, own).workday;
export const isKnownYear = (year: number, own?: OwnDays): boolean =>
  knownYears.has(year) || (own?.years.has(year) ?? false);

/** The table itself, not the package's functions: those ask the machine's time zone and are a day off west of UTC. */
const days = z.record(z.string(), z.string());
const load: (name: string) => unknown = createRequire(import.meta.url);
const table = z.object({ holidays: days, workdays: days }).parse(load('chinese-days/dist/chinese-days.json'));
const knownYears: ReadonlySet<number> = new Set(
  Object.keys(table.holidays).map((date) => Number(date.slice(0, 4))),
);
