import { z } from 'zod';
import { parseClockTime } from '../calendar/clock-time.ts';

/** Minutes after midnight; `to` before `from` runs over midnight. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** `09:00-18:00`; the end is outside. */
export const timeSpanSchema = z
  .string({ error: '要写成 09:00-18:00。' })
  .transform((written, context): TimeSpan => {
    const found = /^(\d{1,2}:\d{2})\s*[-–—~]\s*(\d{1,2}:\d{2})$/.exec(written.trim());
    const from = parseClockTime(found?.[1] ?? '');
    const to = parseClockTime(found?.[2] ?? '');
    if (from !== undefined && to !== undefined && from < 1440 && from !== to) return { from, to };
    context.addIssue('要写成 09:00-18:00,开始和结束不能一样。');
    return z.NEVER;
  });

export const within = ({ from, to }: TimeSpan, minutes: number): boolean =>
  from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to;

const english = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const chinese = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];

/** `mon` or `周一` as 1 … 7. */
export const weekdaySchema = z
  .enum([...english, ...chinese], { error: '要写成 mon、tue … sun,或 周一 … 周日。' })
  .transform((name) => Math.max(english.indexOf(name), chinese.indexOf(name)) + 1);
