import type { Command, CommandContext } from '../../commands/command.ts';
import { placeOf } from '../../commands/dispatch.ts';
import { may } from '../../commands/permission.ts';
import { comparable } from '../../commands/spelling.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines, type Message } from '../../domain/message.ts';
import { shorten } from '../../text/graphemes.ts';
import { nearest } from '../../text/nearest.ts';
import { texts } from './texts.ts';

const DETAILS_AT_MOST = 4;

/** Only what this person may run in this chat: everything by section, or the details of what was asked for. */
export function help(context: CommandContext, args: string, rawArgs: string): Outcome {
  const place = placeOf(context);
  const usable = (context.commands ?? []).filter(
    (command) =>
      command.places.includes(place) && may(command, context.event.actor.id, context).type === 'allowed',
  );
  if (args !== '') return { reply: details(usable, args, rawArgs) };
  // Help that lists nothing but itself says nothing.
  const listed = usable.some(isWorthAsking) ? list(usable) : undefined;
  const before = { unbound: texts.unbound, single: texts.single, group: undefined }[place];
  return { reply: before ? lines(before, listed) : (listed ?? texts.nothing) };
}

function list(usable: readonly Command[]): Message | undefined {
  const sections = new Map<string, Command[]>();
  for (const command of usable) {
    const section = sections.get(command.section) ?? [];
    section.push(command);
    sections.set(command.section, section);
  }
  const first = usable.find(isWorthAsking) ?? usable[0];
  if (!first) return undefined;
  const listed = [...sections].flatMap(([name, commands]) => [
    texts.section(name),
    ...commands.map(texts.entry),
  ]);
  return lines(...listed, texts.more(first.name.replace(/^\//, '')));
}

function details(usable: readonly Command[], args: string, rawArgs: string): Message {
  const asked = withoutSlash(args);
  const spellings = (command: Command) =>
    [command.name, ...command.aliases].map((s) => withoutSlash(comparable(s)));
  const exact = usable.filter((command) => spellings(command).includes(asked));
  const topic = usable.filter(
    (command) =>
      comparable(command.section) === asked ||
      spellings(command).some((spelling) => spelling.includes(asked)),
  );
  // 接龙 is asked about as a topic: the command of that name first, then its relatives.
  const found = [...new Set([...exact, ...topic])].slice(0, DETAILS_AT_MOST);
  if (found.length > 0) return lines(...found.map(texts.details));
  return texts.unknown(shorten(rawArgs, 20), nearest(asked, usable.flatMap(spellings)));
}

const isWorthAsking = ({ power, exact }: Command): boolean => power !== 'help.show' && !exact;

const withoutSlash = (text: string) => text.replace(/^\/ ?/, '');
