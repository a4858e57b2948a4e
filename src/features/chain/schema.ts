import { z } from 'zod';
import { parseClockTime } from '../../calendar/clock-time.ts';
import { isDate } from '../../calendar/dates.ts';
import { parseDuration } from '../../calendar/duration.ts';

/** Quantities a person can type; larger ones are typing errors. */
export const QUANTITY_MAX = 999;
export const CAPACITY_MAX = 100_000;
export const OPTIONS_MAX = 12;
export const TITLE_MAX = 40;
export const NOTE_MAX = 300;
const count = z.int().min(1).max(CAPACITY_MAX);

/** `2026-12-04 18:00` in the group's own time; without a time it is the end of that day. */
export const splitMoment = (text: string): { date: string; minutes: number } | undefined => {
  const [date = '', time = '24:00', ...rest] = text.trim().split(/\s+/);
  const minutes = parseClockTime(time);
  return rest.length === 0 && isDate(date) && minutes !== undefined ? { date, minutes } : undefined;
};

/** What stands in lists as one word: no space, no sign that separates. */
export const OPTION_NAME = /^(?=.*\p{L})[^\s|×=#·,，、;；/()（）「」]{1,10}$/u;
const optionSchema = z.strictObject({
  name: z.string().regex(OPTION_NAME, '选项名最多 10 个字,不带空格和标点'),
  price: z.number().min(0).max(1_000_000).multipleOf(0.01).optional(),
  stock: count.optional(),
});

const postSchema = z.strictObject({
  full: z.boolean().optional(),
  every: z.int().min(1).max(1000).optional(),
  at: z
    .string()
    .refine((text) => parseClockTime(text) !== undefined, "要写成 '20:00'")
    .optional(),
});

export const chainSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, '用小写字母、数字和 "-"'),
  title: z.string().trim().min(1).max(TITLE_MAX),
  groups: z.array(z.string().min(1)).min(1),
  note: z.string().trim().min(1).max(NOTE_MAX).optional(),
  capacity: count.optional(),
  deadline: z
    .string()
    .refine(
      (text) => splitMoment(text) !== undefined || (parseDuration(text) ?? 0) > 0,
      "要写成 '2026-12-04 18:00',或从开始算的 3d",
    )
    .optional(),
  perMember: z.int().min(1).max(QUANTITY_MAX).optional(),
  options: z.array(optionSchema).min(1).max(OPTIONS_MAX).optional(),
  owner: z.string().min(1).optional(),
  opens: z
    .string()
    .refine(
      (text) => text === 'rule' || splitMoment(text) !== undefined,
      "要写成 '2026-12-01 09:00';由规则 open-chain 来开就写 rule",
    )
    .optional(),
  post: postSchema.optional(),
});
export type ChainConfig = z.infer<typeof chainSchema>;

/** `config/chains.yaml`. */
export const chainsSchema = z
  .strictObject({ chains: z.array(chainSchema) })
  .superRefine(({ chains }, check) => {
    const twice = (path: PropertyKey[], message: string) => check.addIssue({ code: 'custom', path, message });
    chains.forEach(({ id, options = [] }, n) => {
      if (chains.findIndex((chain) => chain.id === id) < n) twice(['chains', n, 'id'], '这个 id 前面用过了');
      options.forEach(({ name }, m) => {
        if (options.findIndex((option) => option.name === name) < m)
          twice(['chains', n, 'options', m, 'name'], '这个选项前面写过了');
      });
    });
  });
export type ChainsConfig = z.infer<typeof chainsSchema>;
