import { z } from 'zod';
import { parseClockTime } from '../calendar/clock-time.ts';
import { isDate } from '../calendar/dates.ts';
import { durationSchema } from '../rules/duration-schema.ts';

const id = z
  .string({ error: '需要成员的 userid(纯数字要加引号)。' })
  .regex(/^\S{1,64}$/, { error: '需要成员的 userid,不含空格。' });
const oneOrMore = (item: z.ZodType<string>, error: string) =>
  z.union([item.transform((one) => [one]), z.array(item).min(1)], { error });
const ids = oneOrMore(id, '写一个成员 id,或用 [ ] 写几个。');
const words = oneOrMore(z.string().min(1), '写一段文字,或用 [ ] 写几段。');

/** `2026-11-20 10:00` in the group's own time. */
const momentSchema = z
  .string({ error: "要写成 '2026-11-20 10:00'(加引号)。" })
  .transform((text, context): { readonly date: string; readonly minutes: number } => {
    const [date = '', time = '', ...rest] = text.trim().split(/[\sT]+/);
    const minutes = parseClockTime(time);
    if (rest.length === 0 && isDate(date) && minutes !== undefined) return { date, minutes };
    context.addIssue("要写成 '2026-11-20 10:00'。");
    return z.NEVER;
  });

const expectSchema = z.union(
  [
    z.literal('silence').transform(() => ({ silence: true as const })),
    z
      .strictObject({
        reply: words.optional(),
        send: words.optional(),
        dm: words.optional(),
        notify: words.optional(),
        rule: oneOrMore(z.string().min(1), '写一个规则 id,或用 [ ] 写几个。').optional(),
        state: z
          .record(z.string().min(1), z.record(z.string().min(1), z.json()))
          .describe('记录的名字 → 行 → 其中的值;null 表示没有这一行')
          .optional(),
      })
      .refine((wanted) => Object.keys(wanted).length > 0, { error: '要写期望什么,例如 reply: 我的订单。' })
      .transform((wanted) => ({ silence: false as const, ...wanted })),
  ],
  { error: '写 silence(什么也不说),或 { reply: … }、{ send: … }、{ rule: … }。' },
);
export type Expectation = z.infer<typeof expectSchema>;

export type TestStep =
  | { readonly type: 'says'; readonly member: string; readonly text: string; readonly group?: string }
  | { readonly type: 'join' | 'leave'; readonly members: readonly string[]; readonly group?: string }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'expect'; readonly wanted: Expectation };

const actions = ['says', 'join', 'leave', 'wait', 'expect'] as const;
const stepSchema = z
  .strictObject({
    member: id.optional(),
    says: z.string().min(1).max(4000).optional(),
    join: ids.optional(),
    leave: ids.optional(),
    wait: durationSchema.optional(),
    expect: expectSchema.optional(),
    group: z.string().min(1).describe('这一步在别的群里发生时写').optional(),
  })
  .transform((step, context): TestStep => {
    const wrong = (message: string): never => {
      context.addIssue(message);
      return z.NEVER;
    };
    // A misspelt key is complained about already; what it leaves out is no second mistake.
    if (context.issues.length > 0) return z.NEVER;
    const { member, says, join, leave, wait, expect, group } = step;
    if (actions.filter((name) => step[name] !== undefined).length !== 1)
      return wrong('每一步写一件事:says、join、leave、wait 或 expect。');
    if ((says !== undefined) !== (member !== undefined))
      return wrong(says === undefined ? 'member 要和 says 写在一起。' : 'says 要和 member(谁说的)写在一起。');
    if (group !== undefined && (wait !== undefined || expect !== undefined))
      return wrong('wait 和 expect 不写 group。');
    const where = group === undefined ? {} : { group };
    if (says !== undefined && member !== undefined) return { type: 'says', member, text: says, ...where };
    if (join) return { type: 'join', members: join, ...where };
    if (leave) return { type: 'leave', members: leave, ...where };
    if (wait !== undefined) return { type: 'wait', ms: wait };
    return expect ? { type: 'expect', wanted: expect } : wrong('这一步是空的。');
  });

const personSchema = z.strictObject({ id, name: z.string().min(1).max(64).optional() });

export const ruleTestSchema = z
  .strictObject({
    name: z.string().min(1).max(100),
    group: z.string().min(1),
    at: momentSchema,
    members: z.array(personSchema).default([]),
    steps: z.array(stepSchema).min(1),
  })
  .check(({ value, issues }) => {
    const seen = new Set<string>();
    for (const [n, { id: member }] of value.members.entries()) {
      if (seen.has(member))
        issues.push({
          code: 'custom',
          path: ['members', n, 'id'],
          input: member,
          message: `成员「${member}」写了两次。`,
        });
      seen.add(member);
    }
  });
export type RuleTest = z.infer<typeof ruleTestSchema>;

/** A file under `tests/`, and a script for `qunyun simulate`. */
export const ruleTestFileSchema = z.strictObject({ tests: z.array(ruleTestSchema).min(1) });
