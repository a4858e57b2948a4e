import type { Fields } from './fields.ts';
import { stringsAt } from './fields.ts';

const inline = /<@([^<>@\s]+)>/g;

/** Whom a text pings: the list, and `<@userid>` in the content (outbound.md §2.1, §4). */
export function mentionsIn(payload: Fields, content: string): readonly string[] {
  const listed = stringsAt(payload, 'mentioned_list') ?? [];
  const everyone = stringsAt(payload, 'mentioned_mobile_list')?.includes('@all') ? ['@all'] : [];
  return [...new Set([...listed, ...everyone, ...mentionsInline(content)])];
}
/** Markdown has no list, and `@all` does not work in it. */
export const mentionsInline = (content: string): readonly string[] =>
  content.includes('<@') ? [...content.matchAll(inline)].flatMap(([, userid]) => userid ?? []) : [];
