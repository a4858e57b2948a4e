import { z } from 'zod';
import { asError } from '../domain/fault.ts';
import { explainRegex } from '../text/explain-regex.ts';
import { fold } from '../text/fold.ts';
import { compileRegex, type LinearRegex } from '../text/linear-regex.ts';
import { type Step, stepsSchema } from './steps-schema.ts';

/** Events that rules can begin with. */
export const ruleEvents = [
  'message.received',
  'member.joined',
  'member.left',
  'group.created',
  'group.renamed',
  'group.owner-changed',
  'group.notice-changed',
  'group.dismissed',
  'bot.added',
] as const;
export type RuleEvent = (typeof ruleEvents)[number];

/** Letters match in either case, as everything else in rules does. */
export const compileRuleRegex = (source: string): LinearRegex => compileRegex(source, { anyCase: true });

const oneOrMore = (item: z.ZodType<string>) =>
  z.union([item.transform((one) => [one]), z.array(item).min(1)], { error: '写一个词,或用 [ ] 写几个词。' });
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

/** Keys of one condition are all required; `any`, `all` and `not` (none of these) nest. */
export interface Condition {
  readonly 'text.any'?: string[] | undefined;
  readonly 'text.all'?: string[] | undefined;
  readonly 'text.equals'?: string[] | undefined;
  readonly 'text.starts'?: string[] | undefined;
  readonly 'text.regex'?: string[] | undefined;
  readonly 'text.fuzzy'?: string[] | undefined;
  readonly 'member.isStaff'?: boolean | undefined;
  readonly 'group.kind'?: 'internal' | 'appchat' | 'customer' | undefined;
  readonly 'group.tag'?: string | undefined;
  readonly any?: Condition[] | undefined;
  readonly all?: Condition[] | undefined;
  readonly not?: Condition[] | undefined;
}
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z
    .strictObject({
      'text.any': wordsSchema.optional(),
      'text.all': wordsSchema.optional(),
      'text.equals': wordsSchema.optional(),
      'text.starts': wordsSchema.optional(),
      'text.regex': regexesSchema.optional(),
      'text.fuzzy': wordsSchema.optional(),
      'member.isStaff': z.boolean().optional(),
      'group.kind': z.enum(['internal', 'appchat', 'customer']).optional(),
      'group.tag': z.string().min(1).optional(),
      any: z.array(conditionSchema).min(1).optional(),
      all: z.array(conditionSchema).min(1).optional(),
      not: z.union([conditionSchema.transform((one) => [one]), z.array(conditionSchema).min(1)]).optional(),
    })
    .refine((condition) => Object.keys(condition).length > 0, { error: '条件是空的。' }),
);

export interface Rule {
  readonly id: string;
  readonly on: RuleEvent;
  readonly groups?: string[] | undefined;
  readonly when: Condition[];
  readonly do: Step[];
  readonly priority: number;
  readonly stop: boolean;
  readonly mode: 'off' | 'shadow' | 'test' | 'on';
}

/** A file under `rules/`. Features add actions by their YAML key. */
export const createRuleFileSchema = (actions: Readonly<Record<string, z.ZodType>>) =>
  z.strictObject({
    rules: z.array(
      z.strictObject({
        id: z
          .string()
          .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, '规则 id 只用小写字母、数字和「-」,最多 64 个字符。'),
        on: z.enum(ruleEvents),
        groups: z.array(z.string().min(1)).min(1).optional(),
        when: z.array(conditionSchema).default([]),
        do: stepsSchema(actions),
        priority: z.int().default(0),
        stop: z.boolean().default(false),
        mode: z.enum(['off', 'shadow', 'test', 'on']).default('on'),
      }),
    ),
  });
