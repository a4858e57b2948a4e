import { z } from 'zod';
import { cronProblem } from '../calendar/cron.ts';
import { type Condition, createConditionSchema } from './condition-schema.ts';
import { durationSchema } from './duration-schema.ts';
import { coreEvents } from './event-kinds.ts';
import { type Step, stepsSchema } from './steps-schema.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface Rule {
  readonly id: string;
  /** An event of the program or of a feature, or a name that some rule emits. */
  readonly on: string;
  /** With `on: schedule` only, and then always. */
  readonly schedule?: { readonly cron: string } | undefined;
  readonly groups?: string[] | undefined;
  readonly when: Condition[];
  /** Several joins or leaves within `window` (ms) are one. */
  readonly merge?: { readonly window: number; readonly max: number } | undefined;
  readonly cooldown?: { readonly per: 'member' | 'group'; readonly for: number } | undefined;
  readonly do: Step[];
  readonly priority: number;
  readonly stop: boolean;
  readonly mode: 'off' | 'shadow' | 'test' | 'on';
}

/** Names that rules give their own events: no dot, so that a misspelt event of ours is never taken for one. */
export const emittedName = /^[a-z][a-z0-9-]{0,63}$/;

const cronSchema = z
  .string()
  .min(1)
  .check(({ value, issues }) => {
    const problem = cronProblem(value);
    if (problem) issues.push({ code: 'custom', input: value, message: `${problem}。` });
  });
const mergeSchema = z.strictObject({
  window: durationSchema.refine((ms) => ms >= 1000 && ms <= 3_600_000, { error: '要在 1s 到 1h 之间。' }),
  max: z.int().min(1).max(50).default(8),
});

/** A file under `rules/`. */
export const createRuleFileSchema = (vocabulary: Vocabulary) =>
  z.strictObject({
    rules: z.array(
      z
        .strictObject({
          id: z
            .string()
            .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, '规则 id 只用小写字母、数字和「-」,最多 64 个字符。'),
          on: eventSchema(Object.keys({ ...coreEvents, ...vocabulary.events })),
          schedule: z.strictObject({ cron: cronSchema }).optional(),
          groups: z.array(z.string().min(1)).min(1).optional(),
          when: z.array(createConditionSchema(vocabulary)).default([]),
          merge: mergeSchema.optional(),
          cooldown: z.strictObject({ per: z.enum(['member', 'group']), for: durationSchema }).optional(),
          do: stepsSchema(vocabulary),
          priority: z.int().default(0),
          stop: z.boolean().default(false),
          mode: z.enum(['off', 'shadow', 'test', 'on']).default('on'),
        })
        .check(({ value, issues }) => {
          const complain = (path: PropertyKey[], message: string) =>
            issues.push({ code: 'custom', input: value, path, message });
          if (value.on === 'schedule' && !value.schedule)
            complain(['schedule'], '缺少「schedule」,例如 schedule: { cron: 0 9 * * 1 }。');
          if (value.on !== 'schedule' && value.schedule)
            complain(['schedule'], 'schedule 要和 on: schedule 写在一起。');
        }),
    ),
  });

/** Editors complete the names that are known; a name without a dot may be one that a rule emits. */
const eventSchema = (known: readonly string[]) =>
  z
    .string({ error: ({ input }) => (input === undefined ? undefined : '要写一个事件的名字。') })
    .refine((name) => known.includes(name) || emittedName.test(name), {
      params: { candidates: known },
      error: `只能是 ${known.join('、')},或别的规则 emit 的名字。`,
    })
    .meta({ anyOf: [{ enum: [...known] }, { pattern: emittedName.source }] });
