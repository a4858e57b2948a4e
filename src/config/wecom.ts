import { z } from 'zod';

/** `${NAME}` anywhere in a string: the value of an environment variable stands there once it is resolved. */
export const placeholder = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;
const holdsPlaceholder = (value: string) => value.search(placeholder) >= 0;

/** A value that may still be `${NAME}`; as a literal it must fit. The value itself never gets into a message. */
const secret = (fits: RegExp, error: string) =>
  z
    .string({ error: '需要文字:写明值,或写环境变量的名字(前面加 $,外面加花括号)。' })
    .refine((value) => holdsPlaceholder(value) || fits.test(value), { error });

const idSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, '只用小写字母、数字、「-」和「_」,最多 64 个字符。');
const token = secret(/^[A-Za-z0-9]{3,32}$/, 'Token 要 3–32 位字母或数字。');
const encodingAESKey = secret(/^[A-Za-z0-9]{43}$/, 'EncodingAESKey 要正好 43 位字母或数字。');
const callbackSchema = z.strictObject({ token, encodingAESKey });

const appSchema = z.strictObject({
  id: idSchema,
  agentId: z.int().positive(),
  secret: secret(/^\S+$/, '应用的 Secret 里不能有空格。'),
  callback: callbackSchema,
});
const aibotSchema = z
  .strictObject({
    id: idSchema,
    /** What members type after @. */
    name: z.string().min(1),
    mode: z.enum(['callback', 'websocket']).default('callback'),
    callback: callbackSchema.optional(),
    botId: secret(/^\S+$/, 'botId 里不能有空格。').optional(),
    secret: secret(/^\S+$/, 'secret 里不能有空格。').optional(),
  })
  .check(({ value, issues }) => {
    const wanted = value.mode === 'callback' ? (['callback'] as const) : (['botId', 'secret'] as const);
    for (const key of wanted)
      if (value[key] === undefined)
        issues.push({
          code: 'custom',
          path: [key],
          input: undefined,
          message: `mode 是 ${value.mode} 时缺少「${key}」。`,
        });
  });
const robotSchema = z.strictObject({ id: idSchema, callback: callbackSchema });
const webhookSchema = z.strictObject({
  id: idSchema,
  key: secret(/^[A-Za-z0-9-]{8,64}$/, '只写地址里 key= 后面的部分(字母、数字和「-」)。'),
});

/** `wecom.yaml`, with `${NAME}` still in it or resolved. */
export const wecomSchema = z.strictObject({
  corpId: secret(/^[A-Za-z0-9_-]{4,64}$/, '企业 ID 只有字母和数字,例如 ww1234567890abcdef。'),
  apps: z.array(appSchema).default([]),
  aibots: z.array(aibotSchema).default([]),
  robots: z.array(robotSchema).default([]),
  webhooks: z.array(webhookSchema).default([]),
});
/** Holds secrets: only the program's wiring may touch it; never log it. */
export type WecomSettings = z.infer<typeof wecomSchema>;

/** Names of the environment variables a document uses, in order of appearance. */
export function namedSecrets(value: unknown): string[] {
  const names = new Set<string>();
  const visit = (inner: unknown): void => {
    if (typeof inner === 'string') for (const [, name] of inner.matchAll(placeholder)) names.add(name ?? '');
    else if (typeof inner === 'object' && inner !== null) Object.values(inner).forEach(visit);
  };
  visit(value);
  return [...names];
}
