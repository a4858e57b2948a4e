import { type Checked, checkSchema } from './check-schema.ts';
import type { Problem } from './problem.ts';
import { fillSecrets, resolveSecrets, sandboxSecrets } from './secrets.ts';
import { placeholder, type WecomSettings, wecomSchema } from './wecom.ts';
import type { YamlFile } from './yaml/read-yaml.ts';

export type Secrets =
  | { readonly type: 'env'; readonly env: Readonly<Record<string, string | undefined>> }
  /** Generated from `seed` (one per data directory); the environment is not looked at. */
  | { readonly type: 'sandbox'; readonly seed: string }
  | { readonly type: 'none' };

/** `wecom.yaml` with every `${NAME}` replaced and checked once more. Problems name variables, never values. */
export function withSecrets(yaml: YamlFile, secrets: Secrets): Checked<WecomSettings> {
  switch (secrets.type) {
    case 'none':
      return checkSchema(yaml, wecomSchema);
    case 'sandbox':
      return checkSchema(
        { ...yaml, data: fillSecrets(yaml.data, sandboxSecrets(secrets.seed)) },
        wecomSchema,
      );
    case 'env': {
      const { missing } = resolveSecrets(yaml.data, secrets.env);
      if (missing.length > 0) return { ok: false, problems: missing.map((name) => unset(yaml, name)) };
      const filled = fillSecrets(yaml.data, (name) => secrets.env[name]?.trim());
      const checked = checkSchema({ ...yaml, data: filled }, wecomSchema);
      if (checked.ok) return checked;
      return { ok: false, problems: checked.problems.map((problem) => sayWhence(yaml, problem)) };
    }
    default:
      return secrets satisfies never;
  }
}

const unset = (yaml: YamlFile, name: string): Problem => {
  const path = pathOf(yaml.data, (value) => value.includes(`\${${name}}`)) ?? [];
  return {
    file: yaml.file,
    ...yaml.locate.value(path),
    path,
    severity: 'error',
    code: 'missing-secret',
    message: `环境变量 ${name} 没有设置。`,
    hint: '请设置它,或用 SANDBOX=1 先在演示环境里试。',
  };
};

const sayWhence = (yaml: YamlFile, problem: Problem): Problem => {
  const value = problem.path.reduce<unknown>(
    (at, step) => (at ? Reflect.get(Object(at), step) : undefined),
    yaml.data,
  );
  if (typeof value !== 'string') return problem;
  const names = [...value.matchAll(placeholder)].map(([, name]) => name);
  return names.length > 0 ? { ...problem, hint: `这个值来自环境变量 ${names.join('、')}。` } : problem;
};

const pathOf = (value: unknown, wanted: (text: string) => boolean): PropertyKey[] | undefined => {
  if (typeof value === 'string') return wanted(value) ? [] : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const rest = pathOf(inner, wanted);
    if (rest) return [Array.isArray(value) ? Number(key) : key, ...rest];
  }
  return undefined;
};
