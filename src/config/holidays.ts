import { z } from 'zod';
import { addDays, dayNumber, isDate } from '../calendar/dates.ts';
import type { OwnDays } from '../domain/community.ts';

const RANGE_MAX = 40;

/** `2026-10-01` or `2026-10-01..2026-10-08`, both ends included. */
const daysSchema = z.string().transform((written, context): string[] => {
  const [from = '', to = from, ...more] = written.split('..').map((part) => part.trim());
  const length = dayNumber(to) - dayNumber(from) + 1;
  if (more.length > 0 || !isDate(from) || !isDate(to)) {
    context.addIssue("要写成 '2026-10-01' 或 '2026-10-01..2026-10-08'。");
    return z.NEVER;
  }
  if (length < 1 || length > RANGE_MAX) {
    context.addIssue(`前一个日期要早于后一个,一段最多 ${RANGE_MAX} 天。`);
    return z.NEVER;
  }
  return Array.from({ length }, (_, n) => addDays(from, n));
});

/** `config/holidays.yaml`: what comes before the legal calendar the program knows. */
export const holidaysSchema = z
  .strictObject({
    holidays: z.array(daysSchema).optional(),
    workdays: z.array(daysSchema).optional(),
  })
  .superRefine(({ holidays = [], workdays = [] }, check) => {
    const off = new Set(holidays.flat());
    workdays.forEach((days, n) => {
      const both = days.find((day) => off.has(day));
      if (both !== undefined)
        check.addIssue({
          code: 'custom',
          path: ['workdays', n],
          message: `${both} 在 holidays 里也写了,只能写在一处。`,
        });
    });
  });

export const ownDaysOf = ({ holidays = [], workdays = [] }: z.infer<typeof holidaysSchema>): OwnDays => {
  const off = holidays.flat();
  const on = workdays.flat();
  return {
    holidays: new Set(off),
    workdays: new Set(on),
    // A year somebody has written holidays for is known; a single moved workday does not make it so.
    years: new Set(off.map((day) => Number(day.slice(0, 4)))),
  };
};
