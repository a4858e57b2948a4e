import { z } from 'zod';

const roles = ['web', 'worker', 'scheduler', 'socket'] as const;
export type ProcessRole = (typeof roles)[number];

const port = (standard: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, '要写成 0–65535 之间的数字,例如 3000')
    .default(String(standard))
    .transform(Number)
    .refine((value) => value <= 65_535, '端口最大是 65535');
const url = (protocols: readonly string[], example: string) =>
  z.string().refine((value) => protocols.includes(protocolOf(value) ?? ''), `要写成网址,例如 ${example}`);

const envSchema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: port(3000),
  /** May hold a password: never printed. */
  REDIS_URL: z
    .string()
    .regex(/^(rediss?(\+sentinel|\+cluster)?|unix):\/\/\S+$/, '要写成地址,例如 redis://127.0.0.1:6379/0')
    .optional(),
  DATA_DIR: z.string().default('./data'),
  CONFIG_DIR: z.string().default('./config'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: '只能是 trace、debug、info、warn、error、fatal 或 silent',
    })
    .default('info'),
  NODE_ENV: z.string().optional(),
  ROLES: z
    .string()
    .default('all')
    .transform((value, context): readonly ProcessRole[] => {
      const names = value.split(',').map((name) => name.trim());
      if (names.length === 1 && names[0] === 'all') return roles;
      const wanted = roles.filter((role) => names.includes(role));
      const unknown = names.filter((name) => !roles.some((role) => role === name));
      if (unknown.length > 0)
        context.addIssue(`只能是 all,或用逗号分开的 ${roles.join('、')};不认识「${unknown.join('、')}」`);
      return wanted;
    }),
  SANDBOX: z
    .enum(['0', '1'], { error: '只能是 1(演示)或 0(真实)' })
    .transform((value) => value === '1')
    .optional(),
  EMULATOR_PORT: port(0),
  WECOM_API_BASE: url(['https:', 'http:'], 'https://qyapi.weixin.qq.com').default(
    'https://qyapi.weixin.qq.com',
  ),
  WECOM_AIBOT_WS_URL: url(['wss:', 'ws:'], 'wss://openws.work.weixin.qq.com').default(
    'wss://openws.work.weixin.qq.com',
  ),
  /** Hosts from which media may be fetched. */
  WECOM_MEDIA_HOSTS: z
    .string()
    .default('')
    .transform((value) => value.split(',').map((host) => host.trim().toLowerCase()))
    .transform((hosts) => hosts.filter((host) => host !== ''))
    .refine((hosts) => hosts.every((host) => /^[a-z0-9.-]+(:\d+)?$/.test(host)), {
      error: '要写成用逗号分开的主机名,例如 a.example.com,b.example.com',
    }),
  ADMIN_TOKEN: z.string().optional(),
});

/** The environment contract, defaulted and typed. `production` is true only for `NODE_ENV=production`. */
export type Env = z.infer<typeof envSchema> & { readonly production: boolean };
export type ReadEnv =
  | { readonly ok: true; readonly env: Env }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads every setting at once. A problem names the variable and the remedy, never the value: it may be a secret. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): ReadEnv {
  // `PORT=` in an env file means "not set".
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim() !== ''));
  const parsed = envSchema.safeParse(given);
  if (parsed.success)
    return { ok: true, env: { ...parsed.data, production: parsed.data.NODE_ENV === 'production' } };
  const problems = parsed.error.issues.map(({ path, message }) => `环境变量 ${path.join('.')}: ${message}`);
  return { ok: false, problems };
}

const protocolOf = (value: string): string | undefined =>
  URL.canParse(value) ? new URL(value).protocol : undefined;
