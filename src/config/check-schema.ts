import { z } from 'zod';
import { didYouMean, didYouMeanOrOneOf } from './closest.ts';
import { knownKeys } from './known-keys.ts';
import type { Problem } from './problem.ts';
import type { YamlFile } from './yaml/read-yaml.ts';
import { wordIssue } from './zod-messages.ts';

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Checks a file's data by a schema; every issue becomes a problem at the key, value or nearest parent it is about. */
export function checkSchema<T>(yaml: YamlFile, schema: z.ZodType<T>): Checked<T> {
  const parsed = schema.safeParse(yaml.data, { error: wordIssue });
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(yaml, schema, issue, []));
  return { ok: false, problems: withoutEchoes(problems) };
}

/** More keys than these are no help to look through. */
const KEYS_LISTED = 16;

const problemsOf = (
  yaml: YamlFile,
  schema: z.ZodType,
  issue: z.core.$ZodIssue,
  parent: readonly PropertyKey[],
): Problem[] => {
  const path = [...parent, ...issue.path];
  const { file, locate } = yaml;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => {
      const hint =
        brokenWords(yaml, [...path, key]) ??
        laterHint(file, key) ??
        didYouMeanOrOneOf(key, [...new Set(knownKeys(schema, path))], KEYS_LISTED);
      return {
        file,
        ...locate.key([...path, key]),
        path: [...path, key],
        severity: 'error',
        code: 'unknown-key',
        message: `不认识的键「${key}」。`,
        ...(hint && { hint }),
      };
    });
  if (issue.code === 'invalid_union') {
    const branch = likeliest(issue.errors);
    if (branch) return branch.flatMap((inner) => problemsOf(yaml, schema, inner, path));
  }
  if (issue.code === 'invalid_key')
    return [
      { file, ...locate.key(path), path, severity: 'error', code: 'wrong-key', message: issue.message },
    ];
  const value = valueAt(yaml.data, path);
  const candidates =
    issue.code === 'custom' ? z.array(z.string()).safeParse(issue.params?.candidates) : undefined;
  const hint = candidates?.success && typeof value === 'string' && didYouMean(value, candidates.data);
  const missing = value === undefined;
  return [
    {
      file,
      ...locate.value(path),
      path,
      severity: 'error',
      code: missing ? 'missing' : 'wrong-value',
      message: issue.message,
      ...(hint ? { hint } : hintFor(issue, value)),
    },
  ];
};

const hintFor = (issue: z.core.$ZodIssue, value: unknown): { hint?: string } => {
  if (issue.code !== 'invalid_value' || typeof value !== 'string') return {};
  const hint = didYouMean(value, issue.values.map(String));
  return hint === undefined ? {} : { hint };
};

/** A key misspelt is one mistake: that the right one is missing, or nothing else stands there, need not be said too. */
const withoutEchoes = (problems: readonly Problem[]): Problem[] => {
  const unknown = problems.filter(({ code }) => code === 'unknown-key');
  return problems.filter(
    ({ code, path, message }) =>
      code === 'unknown-key' ||
      !unknown.some((other) => {
        const parent = other.path.slice(0, -1).join('.');
        const emptied = path.join('.') === parent && code === 'wrong-value';
        const missing = code === 'missing' && path.slice(0, -1).join('.') === parent;
        return (
          (emptied && /空的|要写一个/.test(message)) ||
          (missing && other.hint?.includes(`「${String(path.at(-1))}」`))
        );
      }),
  );
};

/** Of the alternatives that all failed, the one whose outer shape fits: its complaints are the useful ones. */
const likeliest = (branches: readonly (readonly z.core.$ZodIssue[])[]) => {
  const shaped = branches.filter((branch) => !branch.some(isWrongShape));
  const ranked = [...shaped].sort((a, b) => weight(a) - weight(b));
  return ranked[0];
};
const isWrongShape = ({ code, path }: z.core.$ZodIssue) =>
  path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
const weight = (branch: readonly z.core.$ZodIssue[]) =>
  branch.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length * 2 : 1), 0);

/** Keys of the rule language whose features are not built yet: said plainly instead of guessing at a typing error. */
const later = new Set(['start-sop', 'stop-sop']);
const laterHint = (file: string, key: string) =>
  file.startsWith('rules/') && later.has(key) ? '这个版本还不支持它,请先删掉。' : undefined;

export const valueAt = (data: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? Reflect.get(value, step)
        : undefined,
    data,
  );

/** `{ reply: 好的,马上来 }` breaks at the comma: what follows it becomes a key without a value. */
const brokenWords = ({ data }: YamlFile, path: readonly PropertyKey[]): string | undefined =>
  valueAt(data, path) === null && /[^\x20-\x7e]/.test(String(path.at(-1)))
    ? '如果它是上一句话的后半句,请给整句话加引号:花括号里的英文逗号会把话断开。'
    : undefined;
