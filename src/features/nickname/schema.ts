import { z } from 'zod';
import { parseDuration } from '../../calendar/duration.ts';
import { asError } from '../../domain/fault.ts';
import { explainRegex } from '../../text/explain-regex.ts';
import { fold } from '../../text/fold.ts';
import { compileRegex } from '../../text/linear-regex.ts';

const duration = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, '要写成时长,例如 10m、2h、1d、3天');
const common = { name: z.string().min(1).max(20), optional: z.boolean().optional() };
const characters = z.int().min(1).max(32);

/** One part of a nickname, in the order in which it stands. */
export const fieldSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      ...common,
      kind: z.literal('list'),
      /** The value as it is shown → other ways of writing it. */
      values: z
        .record(z.string().min(1).max(20), z.array(z.string().min(1).max(20)).nullable())
        .refine((values) => Object.keys(values).length > 0, '至少写一个可选的值'),
    }),
    z.strictObject({ ...common, kind: z.literal('name') }),
    z
      .strictObject({
        ...common,
        kind: z.literal('text'),
        min: characters.optional(),
        max: characters.optional(),
      })
      .refine(({ min = 1, max = 32 }) => min <= max, { path: ['min'], message: 'min 不能大于 max' }),
    z.strictObject({ ...common, kind: z.literal('digits'), length: characters }),
    z.strictObject({ ...common, kind: z.literal('pattern'), pattern: z.string().min(1).max(200) }),
  ],
  'kind 只能是 list、name、text、digits、pattern。',
);
export type NicknameField = z.infer<typeof fieldSchema>;

export const formatSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, '用小写字母、数字和 "-"'),
    separator: z.string().min(1).max(3),
    fields: z.array(fieldSchema).min(1).max(8),
    grace: duration.optional(),
    nudges: z.array(duration).optional(),
  })
  .superRefine(({ separator, fields }, check) => {
    if (/[\p{L}\p{N}]/u.test(separator))
      check.addIssue({ code: 'custom', path: ['separator'], message: '分隔符要用符号,例如 "-"' });
    repeated(fields.map(({ name }) => name)).forEach((n) => {
      check.addIssue({ code: 'custom', path: ['fields', n, 'name'], message: '两段不能同名' });
    });
    fields.forEach((field, n) => {
      if (field.kind === 'list') checkList(field.values, ['fields', n, 'values'], check);
      if (field.kind === 'pattern') checkPattern(field.pattern, ['fields', n, 'pattern'], check);
    });
  });
export type NicknameFormatConfig = z.infer<typeof formatSchema>;

/** `config/nicknames.yaml`. */
export const nicknamesSchema = z
  .strictObject({ nicknameFormats: z.array(formatSchema) })
  .superRefine(({ nicknameFormats }, check) => {
    repeated(nicknameFormats.map(({ id }) => id)).forEach((n) => {
      check.addIssue({ code: 'custom', path: ['nicknameFormats', n, 'id'], message: '这个 id 前面用过了' });
    });
  });
export type NicknamesConfig = z.infer<typeof nicknamesSchema>;

/** Places of everything that stood there before. */
const repeated = (names: readonly string[]) =>
  names.flatMap((name, n) => (names.indexOf(name) < n ? [n] : []));

/** One spelling may mean one value only, and a value that holds a separator could never be told apart. */
const checkList = (
  values: Readonly<Record<string, readonly string[] | null>>,
  path: PropertyKey[],
  check: z.RefinementCtx,
) => {
  const seen = new Map<string, string>();
  for (const [value, aliases] of Object.entries(values))
    for (const spelling of [value, ...(aliases ?? [])]) {
      if (/[-‐‑‒–—−_/|·・•、\s]/.test(spelling.normalize('NFKC')))
        check.addIssue({
          code: 'custom',
          path: [...path, value],
          message: `「${spelling}」里不能有空格或分隔符`,
        });
      const known = seen.get(fold(spelling));
      if (known !== undefined && known !== value)
        check.addIssue({
          code: 'custom',
          path: [...path, value],
          message: `「${spelling}」已经是「${known}」的写法`,
        });
      seen.set(fold(spelling), value);
    }
};
const checkPattern = (pattern: string, path: PropertyKey[], check: z.RefinementCtx) => {
  try {
    compileRegex(pattern);
  } catch (error) {
    check.addIssue({ code: 'custom', path, message: explainRegex(asError(error).message) });
  }
};
