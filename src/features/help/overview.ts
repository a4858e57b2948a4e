import type { Command } from '../../commands/command.ts';
import { lines, type Message } from '../../domain/message.ts';
import type { HelpTexts } from './texts.ts';

/**
 * Everything somebody may do, in a few lines: each section with what one begins with and the names of the rest, and one
 * line for those who run it.
 */
export function overview(usable: readonly Command[], texts: HelpTexts): Message | undefined {
  const sections = new Map<string, Command[]>();
  for (const command of usable) {
    const section = sections.get(command.section);
    if (section) section.push(command);
    else sections.set(command.section, [command]);
  }
  const topic = usable.find(isWorthAsking) ?? usable[0];
  if (!topic) return undefined;
  return lines(
    ...[...sections].flatMap(([name, commands]) => shown(name, commands, texts)),
    texts.more(topic.name.replace(/^\//, '')),
  );
}

/** Help that lists nothing but itself says nothing. */
export const isWorthAsking = ({ power, exact }: Command): boolean => power !== 'help.show' && !exact;

function shown(section: string, commands: readonly Command[], texts: HelpTexts): Message[] {
  const plain = commands.filter((command) => !isSlash(command));
  const slash = commands.filter(isSlash);
  const [first, ...others] = plain;
  const [begin, ...rest] = slash;
  if (!first) return begin ? [texts.section(section, begin, byHead(rest))] : [];
  return [
    texts.section(
      section,
      first,
      others.map(({ name }) => name),
    ),
    ...(begin ? [texts.running(byHead(slash), begin)] : []),
  ];
}

const isSlash = ({ name }: Command) => name.startsWith('/');

/** `/规则 列表`, `/规则 开` → `/规则 列表|开`, as one writes it in a guide. */
function byHead(commands: readonly Command[]): string[] {
  const heads = new Map<string, string[]>();
  for (const { name } of commands) {
    const [head = name, ...sub] = name.split(' ');
    heads.set(head, [...(heads.get(head) ?? []), ...(sub.length > 0 ? [sub.join(' ')] : [])]);
  }
  return [...heads].map(([head, subs]) => (subs.length > 0 ? `${head} ${subs.join('|')}` : head));
}
