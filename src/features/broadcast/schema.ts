import { z } from 'zod';
import { isDate } from '../../calendar/dates.ts';
import type { GroupId } from '../../domain/ids.ts';

const zonedSchema = z.iso.datetime({ offset: true });
const localTime = /^(\d{4}-\d{2}-\d{2})[ T](?:(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?|24:00(?::00)?)$/;
const isInstant = (text: string) =>
  isDate(localTime.exec(text)?.[1] ?? '') || zonedSchema.safeParse(text).success;
const instantWords = '要写成 2026-12-01 09:00,或带时区的 2026-12-01T09:00:00+08:00';
// The patterns are for editors; whether that day exists is for us.
const instantSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}/, instantWords)
  .refine(isInstant, instantWords);
const dateWords = '要写成存在的日期,例如 2026-12-31';
const dateSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, dateWords)
  .refine(isDate, dateWords);

const cronSchedule = z.strictObject({
  cron: z.string().min(1).describe('5 段 cron,按群的时区,例如 0 9 * * 1-5'),
  skip: z.array(dateSchema).optional().describe('这些日期不发'),
  until: dateSchema.optional().describe('最后一天(含)'),
});
const atSchedule = z.strictObject({
  at: z.union([instantSchema, z.array(instantSchema).min(1)]).describe('一个或多个时刻'),
});

export const broadcastSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, '只用小写字母、数字和 "-"'),
  title: z.string().min(1).max(60).optional(),
  schedule: z.union([cronSchedule, atSchedule]),
  to: z
    .union([z.literal('all'), z.array(z.string().min(1)).min(1)], "要写成列表,例如 ['newbie-*'],或者 all")
    .describe('群 id、newbie-*、tag:beijing、!newbie-09,或 all'),
  content: z.union([
    z.strictObject({ text: z.string().min(1) }),
    z.strictObject({ markdown: z.string().min(1) }),
  ]),
  missed: z.enum(['skip', 'latest-once', 'all']).default('latest-once').describe('错过时间怎么办'),
  grace: z
    .string()
    .regex(/^\d+\s*(m|h|分钟|小时)$/, '写成 30m 或 2h')
    .default('30m')
    .describe('晚这么久以内仍算准时'),
  quiet: z.enum(['send', 'hold', 'skip']).default('send').describe('遇到安静时段怎么办'),
});
export const broadcastsFileSchema = z.strictObject({
  broadcasts: z.array(broadcastSchema),
});
export type BroadcastsFile = z.infer<typeof broadcastsFileSchema>;

/** A broadcast as written, with its targets worked out. */
export interface Broadcast extends z.infer<typeof broadcastSchema> {
  readonly targets: readonly GroupId[];
}
