/** Calendar dates as `YYYY-MM-DD` strings and their day numbers. No zones here: a date is a square on the wall. */
export type DateString = string;

const DAY_MS = 86_400_000;

/** True for a date that exists: `2027-02-29` does not. */
export const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && dateOfDay(dayNumber(text)) === text;

/** Days since 1970-01-01: small numbers for rows, and subtraction for streaks. */
export const dayNumber = (date: DateString): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS);

export const dateOfDay = (day: number): DateString =>
  Number.isFinite(day) ? new Date(day * DAY_MS).toISOString().slice(0, 10) : '';

export const addDays = (date: DateString, days: number): DateString => dateOfDay(dayNumber(date) + days);

/** 1 Monday … 7 Sunday. 1970-01-01 was a Thursday. */
export const weekdayOf = (date: DateString): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;

/** `11月20日`, as people write it. */
export const shortDate = (date: DateString): string =>
  `${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;

/** Mon–Sun weeks, numbered. 1970-01-01 (day 0) was a Thursday. */
export const weekOfDay = (day: number): number => Math.floor((day + 3) / 7);
/** Monday of a week, as a day number. */
export const mondayOf = (week: number): number => week * 7 - 3;
