import { z } from 'zod';
import { parseClockTime } from '../../calendar/clock-time.ts';
import { isDate } from '../../calendar/dates.ts';
import { parseDuration } from '../../calendar/duration.ts';

const clock = z.string().refine((text) => parseClockTime(text) !== undefined, "要写成 '06:00'");
const date = z.string().refine(isDate, "要写成存在的日期,例如 '2026-12-01'");
const later = (what: string) => z.never(`${what}还没有上线,请先去掉这一项`).optional();

export const weekdayNames = ['一', '二', '三', '四', '五', '六', '日'] as const;

export const frequencySchema = z.union(
  [
    z.enum(['daily', 'workdays', 'holidays']),
    z.strictObject({ weekdays: z.array(z.enum(weekdayNames)).min(1) }),
    z.strictObject({ dates: z.array(date).min(1) }),
  ],
  "现在可以写 daily、workdays、holidays、{ weekdays: [一,三,五] } 或 { dates: ['2026-12-01'] };once 和 weekly 还没有上线",
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

export const campaignSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, '用小写字母、数字和 "-"'),
    title: z.string().trim().min(1).max(20),
    groups: z.array(z.string().min(1)).min(1),
    frequency: frequencySchema.default('daily'),
    windows: z.array(windowSchema).min(1).max(4).optional(),
    start: date.optional(),
    end: date.optional(),
    days: z.int().min(1).max(1000).optional(),
    proof: z
      .union(
        [z.literal('none'), z.strictObject({ text: z.strictObject({ min: z.int().min(1).max(500) }) })],
        '现在可以写 none 或 { text: { min: 2 } };图片和关键词还没有上线',
      )
      .optional(),
    makeup: later('补卡(makeup)'),
    rest: later('休息日(rest)'),
    points: later('积分(points)'),
    badges: later('徽章(badges)'),
    reminders: later('提醒(reminders)'),
    summary: later('小结(summary)'),
  })
  .superRefine(({ start, end, days }, check) => {
    const problem = (key: string, message: string) =>
      check.addIssue({ code: 'custom', path: [key], message });
    if (days !== undefined && start === undefined) problem('days', '写了 days 也要写 start,才知道从哪天数起');
    if (days !== undefined && end !== undefined) problem('end', 'end 和 days 只写一个');
    if (start !== undefined && end !== undefined && end < start) problem('end', 'end 要在 start 之后');
  });
export type CampaignConfig = z.infer<typeof campaignSchema>;

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
