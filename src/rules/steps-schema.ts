import { z } from 'zod';
import { durationSchema } from './duration-schema.ts';
import type { Vocabulary } from './vocabulary.ts';
import { type WebhookCall, webhookSchema } from './webhook-schema.ts';

/** Words to say, as written: a plain string, `{ text }` or `{ template }` (a file under `templates/`). */
export interface Say {
  readonly from: 'string' | 'text' | 'template';
  readonly value: string;
  readonly mention: 'newcomers' | 'sender' | undefined;
}
/** One action of a rule. */
export type Step =
  | { readonly type: 'reply' | 'send' | 'dm' | 'notify'; readonly say: Say }
  | { readonly type: 'after'; readonly ms: number; readonly steps: readonly Step[] }
  | { readonly type: 'emit'; readonly name: string }
  | { readonly type: 'log'; readonly text: string }
  | { readonly type: 'webhook'; readonly call: WebhookCall }
  | {
      readonly type: 'feature';
      readonly action: string;
      readonly argument: unknown;
      /** Whether it speaks in the group. */
      readonly posts: boolean;
    };

/** What is said, as it may stand under `reply`, `send`, `dm` and `notify`. */
const saySchema = z.union(
  [
    z.string().transform((value): Say => ({ from: 'string', value, mention: undefined })),
    z
      .strictObject({
        text: z.string().optional(),
        template: z.string().min(1).optional(),
        mention: z.enum(['newcomers', 'sender']).optional(),
      })
      .transform(({ text, template, mention }, context): Say => {
        if (text !== undefined && template === undefined) return { from: 'text', value: text, mention };
        if (template !== undefined && text === undefined)
          return { from: 'template', value: template, mention };
        context.addIssue('text 和 template 要写一个,而且只写一个。');
        return z.NEVER;
      }),
  ],
  { error: '写一段文字,或 { text: … }、{ template: … }。' },
);

/** The list under `do:`. */
export const stepsSchema = ({ actions, silentActions }: Vocabulary): z.ZodType<Step[]> => {
  const contributed = Object.fromEntries(
    Object.entries(actions).map(([name, schema]) => [name, schema.optional()]),
  );
  const stepSchema: z.ZodType<Step> = z.lazy(() =>
    z
      .strictObject({
        ...contributed,
        reply: saySchema.optional(),
        send: saySchema.optional(),
        dm: saySchema.optional(),
        notify: saySchema.optional(),
        after: durationSchema.optional(),
        do: z.array(stepSchema).min(1).optional(),
        emit: z
          .string()
          .regex(/^[a-z][a-z0-9-]{0,63}$/, '名字只用小写字母、数字和「-」。')
          .optional(),
        log: z.string().min(1).max(500).optional(),
        webhook: webhookSchema.optional(),
      })
      .transform((written, context): Step => {
        const names = Object.keys(written).filter((name) => name !== 'do');
        const [name] = names;
        if (names.length !== 1 || name === undefined) {
          context.addIssue(
            names.length === 0 ? '这里要写一个动作,例如 reply 或 send。' : '每一步只写一个动作,请拆成几步。',
          );
          return z.NEVER;
        }
        const { reply, send, dm, notify, after, emit, log, webhook, do: steps } = written;
        if ((after === undefined) !== (steps === undefined)) {
          context.addIssue(after === undefined ? 'do 要和 after 写在一起。' : 'after 后面缺少「do」。');
          return z.NEVER;
        }
        if (after !== undefined && steps !== undefined) return { type: 'after', ms: after, steps };
        if (reply) return { type: 'reply', say: reply };
        if (send) return { type: 'send', say: send };
        if (dm) return { type: 'dm', say: dm };
        if (notify) return { type: 'notify', say: notify };
        if (emit !== undefined) return { type: 'emit', name: emit };
        if (log !== undefined) return { type: 'log', text: log };
        if (webhook) return { type: 'webhook', call: webhook };
        const argument = Object.entries(written)[0]?.[1];
        return { type: 'feature', action: name, argument, posts: !silentActions.includes(name) };
      }),
  );
  return z.array(stepSchema).min(1);
};

/** Steps and the steps of every `after` inside. */
export const allSteps = (steps: readonly Step[]): Step[] =>
  steps.flatMap((step) => (step.type === 'after' ? [step, ...allSteps(step.steps)] : [step]));
