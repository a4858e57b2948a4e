import { z } from 'zod';
import type { GroupKind, Role } from '../domain/community.ts';
import { asError } from '../domain/fault.ts';
import { explainRegex } from '../text/explain-regex.ts';
import { fold } from '../text/fold.ts';
import { compileRegex, type LinearRegex } from '../text/linear-regex.ts';
import { coreEvents } from './event-kinds.ts';
import { fieldTestSchema } from './field-test.ts';
import { type NumberTest, numberTestSchema } from './number-test.ts';
import { type TimeSpan, timeSpanSchema, weekdaySchema } from './time-schemas.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Letters match in either case, as everything else in rules does. */
export const compileRuleRegex = (source: string): LinearRegex => compileRegex(source, { anyCase: true });

const oneOrMore = <T>(item: z.ZodType<T>, error = '写一个词,或用 [ ] 写几个词。') =>
  z.union([item.transform((one) => [one]), z.array(item).min(1)], { error });
const wordsSchema = oneOrMore(
  z
    .string()
    .max(200)
    .refine((word) => fold(word) !== '', { error: '不能是空的词。' }),
);
const regexesSchema = oneOrMore(
  z
    .string()
    .min(1)
    .max(500)
    .check(({ value, issues }) => {
      try {
        compileRuleRegex(value);
      } catch (error) {
        const why = asError(error).message.split('\n')[0] ?? '';
        issues.push({
          code: 'custom',
          input: value,
          message: explainRegex(why),
        });
      }
    }),
);
const roleSchema = z.enum(['owner', 'admin', 'operator', 'helper', 'member']);

/**
 * Keys of one condition are all required; `any`, `all` and `not` (none of these) nest. Beside these keys there may be
 * `event.<field>` and those that features contribute.
 */
export interface Condition {
  readonly 'text.any'?: string[] | undefined;
  readonly 'text.all'?: string[] | undefined;
  readonly 'text.equals'?: string[] | undefined;
  readonly 'text.starts'?: string[] | undefined;
  readonly 'text.regex'?: string[] | undefined;
  readonly 'text.fuzzy'?: string[] | undefined;
  readonly 'member.isStaff'?: boolean | undefined;
  readonly 'member.role'?: Role[] | undefined;
  readonly 'member.daysInGroup'?: NumberTest | undefined;
  readonly 'group.kind'?: GroupKind | undefined;
  readonly 'group.tag'?: string[] | undefined;
  readonly 'group.size'?: NumberTest | undefined;
  readonly 'time.between'?: TimeSpan[] | undefined;
  readonly 'time.weekday'?: number[] | undefined;
  readonly 'time.workday'?: boolean | undefined;
  readonly any?: Condition[] | undefined;
  readonly all?: Condition[] | undefined;
  readonly not?: Condition | Condition[] | undefined;
}

/** One entry of `when:`. */
export function createConditionSchema({ conditions, events }: Vocabulary): z.ZodType<Condition> {
  const fields = Object.values({ ...events, ...coreEvents }).flatMap((kind) => Object.keys(kind.fields));
  const open: Record<string, z.ZodType> = Object.fromEntries([
    ...Object.entries(conditions).map(([key, schema]) => [key, schema.optional()]),
    ...fields.map((field) => [`event.${field}`, fieldTestSchema.optional()]),
  ]);
  const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
    z
      .strictObject({
        ...open,
        'text.any': wordsSchema.optional(),
        'text.all': wordsSchema.optional(),
        'text.equals': wordsSchema.optional(),
        'text.starts': wordsSchema.optional(),
        'text.regex': regexesSchema.optional(),
        'text.fuzzy': wordsSchema.optional(),
        'member.isStaff': z.boolean().optional(),
        'member.role': oneOrMore(roleSchema, '写 owner、admin、operator、helper 或 member。').optional(),
        'member.daysInGroup': numberTestSchema.optional(),
        'group.kind': z.enum(['internal', 'appchat', 'customer']).optional(),
        'group.tag': oneOrMore(z.string().min(1), '写一个标签,或用 [ ] 写几个。').optional(),
        'group.size': numberTestSchema.optional(),
        'time.between': oneOrMore(timeSpanSchema, '要写成 09:00-18:00。').optional(),
        'time.weekday': oneOrMore(weekdaySchema, '要写成 mon … sun,或 周一 … 周日。').optional(),
        'time.workday': z.boolean().optional(),
        any: z.array(conditionSchema).min(1).optional(),
        all: z.array(conditionSchema).min(1).optional(),
        not: z.union([conditionSchema, z.array(conditionSchema).min(1)]).optional(),
      })
      .refine((condition) => Object.keys(condition).length > 0, {
        error: '条件是空的。',
        // A key that is not known is complained about already.
        when: ({ issues }) => issues.length === 0,
      }),
  );
  return conditionSchema;
}
