import { z } from 'zod';
import { isZone } from '../calendar/zone.ts';
import { dailyLimitSchema, dayStartsAtSchema, quietHoursSchema } from './settings.ts';

const groupId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, '群 id 只用小写字母、数字、「-」和「_」,最多 64 个字符。');
const userid = z.string({ error: '需要成员的 userid(纯数字要加引号)。' }).regex(/^\S{1,64}$/, {
  error: '需要成员的 userid,不含空格。',
});
const tag = z.string().regex(/^[^\s!:*,]{1,32}$/, '标签不能含空格和 ! : * ,。');

const kinds = ['aibot', 'robot', 'app', 'webhook'] as const;
const channelSchema = z
  .strictObject({
    aibot: z.string().optional(),
    robot: z.string().optional(),
    app: z.string().optional(),
    webhook: z.string().optional(),
    chatId: z.string({ error: '需要群的 chatId(纯数字要加引号)。' }).min(1).optional(),
  })
  .check(({ value, issues }) => {
    const named = kinds.filter((kind) => value[kind] !== undefined);
    const add = (message: string, path: PropertyKey[] = []) =>
      issues.push({ code: 'custom', path, input: value, message });
    if (named.length !== 1) add('每一项要写 aibot、robot、app、webhook 中的一个,而且只写一个。');
    else if (named[0] === 'webhook' && value.chatId !== undefined)
      add('webhook 的群由 key 决定,请删掉 chatId。', ['chatId']);
    else if (named[0] !== 'webhook' && value.chatId === undefined) add('缺少「chatId」。', ['chatId']);
  });
export type ChannelEntry = z.infer<typeof channelSchema>;

const groupSchema = z.strictObject({
  id: groupId,
  name: z.string().min(1).optional(),
  kind: z.enum(['internal', 'appchat', 'customer']),
  tags: z.array(tag).default([]),
  timezone: z
    .string()
    .refine(isZone, { error: '不认识的时区,请写成 Asia/Shanghai 这样的名字。' })
    .default('Asia/Shanghai'),
  quietHours: quietHoursSchema.optional(),
  dailyLimit: dailyLimitSchema.optional(),
  dayStartsAt: dayStartsAtSchema.optional(),
  channels: z.array(channelSchema).default([]),
  nicknameFormat: z.string().min(1).optional(),
  dutyStaff: z.array(userid).default([]),
  greetOnFirstMention: z.boolean().default(false),
});
export type GroupEntry = z.infer<typeof groupSchema>;

const operatorSchema = z.strictObject({
  member: userid,
  role: z.enum(['owner', 'admin', 'operator', 'helper']),
  groups: z.array(z.string().min(1)).min(1).optional(),
  only: z.array(z.string().min(1)).min(1).optional(),
});

/** `groups.yaml` as written: names and references are checked when the community is built. */
export const groupsFileSchema = z.strictObject({
  groups: z.array(groupSchema).min(1),
  operators: z.array(operatorSchema).default([]),
});
export type GroupsFile = z.infer<typeof groupsFileSchema>;
