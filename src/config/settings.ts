import { z } from 'zod';
import { parseClockTime } from '../calendar/clock-time.ts';
import type { QuietHours } from '../domain/community.ts';

/** `22:30-08:00` as minutes after midnight; `none` is null. */
export const quietHoursSchema = z
  .string({ error: '要写成 22:30-08:00 或 none。' })
  .transform((text, context): QuietHours | null => {
    if (text === 'none') return null;
    const found = /^(\d{1,2}:\d{2})\s*[-–—~]\s*(\d{1,2}:\d{2})$/.exec(text.trim());
    const from = parseClockTime(found?.[1] ?? '');
    const to = parseClockTime(found?.[2] ?? '');
    if (from === undefined || to === undefined || from >= 1440 || to >= 1440) {
      context.addIssue('安静时段要写成 22:30-08:00 或 none。');
      return z.NEVER;
    }
    if (from === to) {
      context.addIssue('安静时段的开始和结束不能一样;不需要安静时段就写 none。');
      return z.NEVER;
    }
    return { from, to };
  });
/** Posts a day; `none` is null. */
export const dailyLimitSchema = z
  .union([z.int().min(1).max(1000), z.literal('none')], { error: '要写成 1 以上的整数或 none。' })
  .transform((value) => (value === 'none' ? null : value));
export const dayStartsAtSchema = z
  .string({ error: '要写成 "04:00" 这样的时间(加引号)。' })
  .transform((text, context) => {
    const minutes = /^\d{1,2}:\d{2}$/.test(text) ? parseClockTime(text) : undefined;
    if (minutes !== undefined && minutes < 1440) return minutes;
    context.addIssue('要写成 04:00 这样的时间。');
    return z.NEVER;
  });

const hostSchema = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/, '只写主机名(小写),例如 hooks.example.com。');

/** `settings.yaml`: everything optional; the group keys are defaults that each group may override. */
export const settingsSchema = z.strictObject({
  language: z.enum(['zh', 'en']).default('zh'),
  testGroup: z.string().optional(),
  reply: z.enum(['first-wins', 'all']).default('first-wins'),
  approvalAbove: z
    .union([z.literal('none'), z.int().min(0)], { error: '要写成 none 或整数。' })
    .default('none'),
  webhookHosts: z.array(hostSchema).default([]),
  quietHours: quietHoursSchema.default({ from: 22 * 60 + 30, to: 8 * 60 }),
  dailyLimit: dailyLimitSchema.default(12),
  dayStartsAt: dayStartsAtSchema.default(0),
});
export type Settings = z.infer<typeof settingsSchema>;
