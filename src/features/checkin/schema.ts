import { z } from 'zod';
import { parseClockTime } from '../../calendar/clock-time.ts';
import { isDate } from '../../calendar/dates.ts';
import { parseDuration } from '../../calendar/duration.ts';

const isClock = (text: string) => parseClockTime(text) !== undefined;
const clock = z.string().refine(isClock, "要写成 '06:00'");
const date = z.string().refine(isDate, "要写成存在的日期,例如 '2026-12-01'");

export const weekdayNames = ['一', '二', '三', '四', '五', '六', '日'] as const;

export const frequencySchema = z.union(
  [
    z.enum(['daily', 'workdays', 'holidays', 'once']),
    z.strictObject({ weekly: z.int().min(1).max(7) }),
    z.strictObject({ weekdays: z.array(z.enum(weekdayNames)).min(1) }),
    z.strictObject({ dates: z.array(date).min(1).max(400) }),
  ],
  "要写 daily、workdays、holidays、once、{ weekly: 3 }、{ weekdays: [一,三,五] } 或 { dates: ['2026-12-01'] }",
);
export type Frequency = z.infer<typeof frequencySchema>;

const windowSchema = z.strictObject({
  open: clock,
  close: clock,
  grace: z
    .string()
    .refine(
      (text) => (parseDuration(text) ?? Number.POSITIVE_INFINITY) <= 12 * 3_600_000,
      '要写成 10m、1h(最多 12h)',
    )
    .optional(),
});

const proofSchema = z.union(
  [
    z.literal('none'),
    z.strictObject({ text: z.strictObject({ min: z.int().min(1).max(500) }) }),
    z.strictObject({ image: z.literal(true) }),
    z.strictObject({ keyword: z.string().trim().min(1).max(20) }),
  ],
  '要写 none、{ text: { min: 2 } }、{ image: true } 或 { keyword: 已读 }',
);
/** Days, streaks: the key is how many. */
const milestone = z.string().regex(/^[1-9]\d{0,3}$/, '左边写第几天,例如 7');

const makeupSchema = z.strictObject({
  quota: z.int().min(0).max(31),
  per: z.enum(['week', 'month', 'campaign'], '要写 week、month 或 campaign').default('month'),
  back: z
    .string()
    .refine((text) => {
      const ms = parseDuration(text) ?? 0;
      return ms >= 86_400_000 && ms <= 31 * 86_400_000;
    }, '要写成 1d 到 31d')
    .default('3d'),
  cost: z.int().min(0).max(10_000).default(0),
  restoresStreak: z.boolean().default(true),
});

export const campaignSchema = z
  .strictObject({
    id: z
      .string()
      .max(40)
      .regex(/^[a-z0-9][a-z0-9-]*$/, '用小写字母、数字和 "-"'),
    title: z.string().trim().min(1).max(20),
    groups: z.array(z.string().min(1)).min(1),
    frequency: frequencySchema.default('daily'),
    windows: z.array(windowSchema).min(1).max(4).optional(),
    start: date.optional(),
    end: date.optional(),
    days: z.int().min(1).max(1000).optional(),
    proof: proofSchema.optional(),
    makeup: makeupSchema.optional(),
    rest: z.strictObject({ perWeek: z.int().min(1).max(6) }).optional(),
    points: z
      .strictObject({
        each: z.int().min(0).max(1000).default(0),
        early: z.strictObject({ before: clock, extra: z.int().min(1).max(1000) }).optional(),
        streak: z.record(milestone, z.int().min(1).max(10_000)).optional(),
      })
      .optional(),
    badges: z.record(milestone, z.string().trim().min(1).max(12)).optional(),
    reminders: z
      .strictObject({
        at: z.array(clock).min(1).max(4),
        mentions: z.int().min(1).max(50).default(10),
      })
      .optional(),
    summary: z
      .strictObject({
        at: clock,
        board: z.int().min(1).max(50).default(10),
        weekly: z
          .string()
          .refine((text) => parseWeekly(text) !== undefined, "要写成 '日 21:00'")
          .optional(),
      })
      .optional(),
  })
  .superRefine(({ start, end, days, frequency, rest }, check) => {
    const problem = (key: string, message: string) =>
      check.addIssue({ code: 'custom', path: [key], message });
    if (days !== undefined && start === undefined) problem('days', '写了 days 也要写 start,才知道从哪天数起');
    if (days !== undefined && end !== undefined) problem('end', 'end 和 days 只写一个');
    if (start !== undefined && end !== undefined && end < start) problem('end', 'end 要在 start 之后');
    const loose = frequency === 'once' || (typeof frequency === 'object' && 'weekly' in frequency);
    if (rest && loose) problem('rest', '按周次或一次的打卡不用写 rest');
  });
export type CampaignConfig = z.infer<typeof campaignSchema>;

/** `日 21:00`: weekday (1 Monday … 7 Sunday) and minutes after midnight. */
export function parseWeekly(text: string): { readonly weekday: number; readonly at: number } | undefined {
  const found = /^(?:周|星期)?([一二三四五六日天])\s*(\S+)$/.exec(text.trim());
  const at = parseClockTime(found?.[2] ?? '');
  if (!found || at === undefined) return undefined;
  return { weekday: '一二三四五六日'.indexOf((found[1] ?? '').replace('天', '日')) + 1, at };
}

/** `config/checkins.yaml`. */
export const checkinsSchema = z
  .strictObject({ checkins: z.array(campaignSchema) })
  .superRefine(({ checkins }, check) => {
    checkins.forEach(({ id }, n) => {
      if (checkins.findIndex((other) => other.id === id) < n)
        check.addIssue({ code: 'custom', path: ['checkins', n, 'id'], message: '这个 id 前面用过了' });
    });
  });
export type CheckinsConfig = z.infer<typeof checkinsSchema>;
