import { z } from 'zod';
import { parseDuration } from '../calendar/duration.ts';

const maxMs = 366 * 86_400_000;

/** `10m`, `1d`, `2小时` in ms, at most a year. */
export const durationSchema = z.string({ error: '要写成 10m、2h 或 1d。' }).transform((text, context) => {
  const ms = parseDuration(text);
  if (ms !== undefined && ms > 0 && ms <= maxMs) return ms;
  context.addIssue('要写成 10m、2h 或 1d,最长一年。');
  return z.NEVER;
});
