import type { Liquid } from 'liquidjs';
import { z } from 'zod';
import { plainText } from '../domain/message.ts';
import { compileTemplate } from './template/compile-template.ts';
import type { Present } from './template/view.ts';
import { viewOf } from './template/view.ts';
import type { WebhookCall } from './webhook-schema.ts';

type Json = z.infer<ReturnType<typeof z.json>>;
export type Body = string | Record<string, Json>;
export type MakeBody = (
  present: Present,
) => { readonly ok: true; readonly body: Body } | { readonly ok: false; readonly why: string };

/** A body is rare and small: all of the view is there for it. */
const everything: ReadonlySet<string> = new Set(['member', 'newcomers', 'group', 'text', 'now']);
const objectSchema = z.record(z.string(), z.json());

interface PlacedText {
  readonly text: string;
  /** Within the body. */
  readonly path: readonly PropertyKey[];
}
/** Every text within a body, and where it stands. */
export const textsIn = (body: Json | undefined, path: readonly PropertyKey[] = []): PlacedText[] => {
  if (typeof body === 'string') return [{ text: body, path }];
  if (Array.isArray(body)) return body.flatMap((item, n) => textsIn(item, [...path, n]));
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([key, inner]) => textsIn(inner, [...path, key]));
};

/** The body of a webhook: texts in it are templates, and without one it says what happened. */
export function compileWebhook(engine: Liquid, { body }: WebhookCall): MakeBody {
  if (body === undefined) return (present) => ({ ok: true, body: summary(present) });
  const templates = new Map(textsIn(body).map(({ text }) => [text, compileTemplate(engine, text)]));
  return (present) => {
    const view = viewOf(present, everything);
    const said = new Map<string, string>();
    for (const [text, compiled] of templates) {
      if (!compiled.ok) return { ok: false, why: compiled.message };
      const { template } = compiled;
      const rendered =
        template.type === 'constant'
          ? { ok: true as const, message: template.message }
          : template.render(view);
      if (!rendered.ok) return rendered;
      said.set(text, plainText(rendered.message));
    }
    if (typeof body === 'string') return { ok: true, body: said.get(body) ?? '' };
    return { ok: true, body: objectSchema.parse(filled(body, said)) };
  };
}

const filled = (value: Json, said: ReadonlyMap<string, string>): Json => {
  if (typeof value === 'string') return said.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => filled(item, said));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, said)]));
};

const summary = ({ context, group, members }: Present): Body => ({
  event: context.event.id,
  group: group.id,
  members: members.map(({ id }) => id),
  at: context.now,
});
