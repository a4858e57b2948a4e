import { z } from 'zod';
import { parseClockTime } from '../../calendar/clock-time.ts';
import { isDate } from '../../calendar/dates.ts';

/** Quantities a person can type; larger ones are typing errors. */
export const QUANTITY_MAX = 999;
const count = z.int().min(1).max(100_000);

/** `2026-12-04 18:00` in the group's own time; without a time it is the end of that day. */
export const splitDeadline = (text: string): { date: string; minutes: number } | undefined => {
  const [date = '', time = '24:00', ...rest] = text.trim().split(/\s+/);
  const minutes = parseClockTime(time);
  return rest.length === 0 && isDate(date) && minutes !== undefined ? { date, minutes } : undefined;
};

export const chainSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, '用小写字母、数字和 "-"'),
  title: z.string().trim().min(1).max(40),
  groups: z.array(z.string().min(1)).min(1),
  capacity: count.optional(),
  deadline: z
    .string()
    .refine((text) => splitDeadline(text) !== undefined, "要写成 '2026-12-04 18:00'")
    .optional(),
  perMember: z.int().min(1).max(QUANTITY_MAX).optional(),
  owner: z.string().min(1).optional(),
  options: z.never('选项(成人、儿童…)还没有上线,请先去掉这一项,一个选项开一个接龙').optional(),
});
export type ChainConfig = z.infer<typeof chainSchema>;

/** `config/chains.yaml`. */
export const chainsSchema = z
  .strictObject({ chains: z.array(chainSchema) })
  .superRefine(({ chains }, check) => {
    chains.forEach(({ id }, n) => {
      if (chains.findIndex((chain) => chain.id === id) < n)
        check.addIssue({ code: 'custom', path: ['chains', n, 'id'], message: '这个 id 前面用过了' });
    });
  });
export type ChainsConfig = z.infer<typeof chainsSchema>;
