import type { Liquid } from 'liquidjs';
import type { MemberRef } from '../domain/chat.ts';
import { line, type Message, mention, text } from '../domain/message.ts';
import type { Say } from './steps-schema.ts';
import { compileTemplate, type Rendered, type Template } from './template/compile-template.ts';
import { nameOf, type Present, viewOf } from './template/view.ts';

export type Speak = (present: Present) => Rendered;

/** Text of a `Say`: its own, or that of the template it names. Undefined when there is no such template. */
export const sourceOf = (say: Say, templates: ReadonlyMap<string, string>): string | undefined =>
  say.from === 'template' ? templates.get(say.value) : say.value;

/** Compiles what is to be said. Words and templates that do not compile are refused when the rules are checked. */
export function compileSay(
  engine: Liquid,
  say: Say,
  {
    templates,
    namesAtMost = Number.POSITIVE_INFINITY,
  }: { readonly templates: ReadonlyMap<string, string>; readonly namesAtMost?: number | undefined },
): Speak {
  const compiled = compileTemplate(engine, sourceOf(say, templates) ?? '');
  if (!compiled.ok) return () => ({ ok: false, why: compiled.message });
  const { template } = compiled;
  const used = namesIn(engine, template);
  const speak = speakerOf(template, used);
  if (!say.mention) return speak;
  const names = used.has('member') || used.has('newcomers');
  return (present) => {
    const said = speak(present);
    return said.ok ? { ok: true, message: withMentions(said.message, present, names, namesAtMost) } : said;
  };
}

const speakerOf = (template: Template, used: ReadonlySet<string>): Speak => {
  if (template.type === 'rendered') return (present) => template.render(viewOf(present, used));
  const constant: Rendered = { ok: true, message: template.message };
  return () => constant;
};

/** What a template asks of its view, by first names. */
const namesIn = (engine: Liquid, template: Template): ReadonlySet<string> =>
  new Set(template.type === 'rendered' ? Object.keys(engine.analyzeSync(template.parsed).globals) : []);

/**
 * People the text names already are only pinged; otherwise they are mentioned in front. Somebody of whom only the
 * name is known cannot be pinged and stands by name.
 */
const withMentions = (
  message: Message,
  { context, members }: Present,
  named: boolean,
  atMost: number,
): Message => {
  if (members.length === 0) return message;
  if (named) {
    const mentions = members.filter(({ id }) => !id.startsWith('name:'));
    return mentions.length > 0 ? { ...message, mentions } : message;
  }
  const called = (member: MemberRef): MemberRef => ({ ...member, name: nameOf(context, member) });
  const front = members
    .slice(0, atMost)
    .flatMap((member, n) => [...(n > 0 ? [text(' ')] : []), mention(called(member))]);
  const rest = members.length > atMost ? [text(` 等 ${members.length} 位`)] : [];
  return { ...message, parts: [...front, ...rest, line, ...message.parts] };
};
