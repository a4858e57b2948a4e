import { z } from 'zod';

/** A call to another program. `url` is fixed; texts within `body` are templates. */
export interface WebhookCall {
  readonly url: string;
  readonly body?: z.infer<typeof bodySchema> | undefined;
}
const bodySchema = z.union([z.string(), z.record(z.string(), z.json())], {
  error: '写一段文字,或一组「键: 值」。',
});

export const webhookSchema: z.ZodType<WebhookCall> = z.strictObject({
  url: z.string().check(({ value, issues }) => {
    const problem = urlProblem(value);
    if (problem) issues.push({ code: 'custom', input: value, message: problem });
  }),
  body: bodySchema.optional(),
});

const urlProblem = (url: string): string | undefined => {
  if (!URL.canParse(url)) return '要写完整的网址,例如 https://example.com/hook。';
  const parsed = new URL(url);
  if (parsed.protocol !== 'https:') return '只能用 https。';
  return parsed.username || parsed.password ? '网址里不能带用户名和密码。' : undefined;
};
