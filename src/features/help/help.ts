import type { Command, CommandContext } from '../../commands/command.ts';
import { placeOf } from '../../commands/dispatch.ts';
import { may } from '../../commands/permission.ts';
import { comparable } from '../../commands/spelling.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines, type Message } from '../../domain/message.ts';
import { shorten } from '../../text/graphemes.ts';
import { nearest } from '../../text/nearest.ts';
import { isWorthAsking, overview } from './overview.ts';
import type { HelpTexts } from './texts.ts';

/** So many that were found are explained in full; of more there is a line each. */
const DETAILS_AT_MOST = 2;

/** Only what this person may run in this chat: everything by section, or the details of what was asked for. */
export function help(context: CommandContext, args: string, rawArgs: string, texts: HelpTexts): Outcome {
  const place = placeOf(context);
  const usable = (context.commands ?? []).filter(
    (command) =>
      command.places.includes(place) && may(command, context.event.actor.id, context).type === 'allowed',
  );
  if (args !== '') return { reply: details(usable, args, rawArgs, texts) };
  const listed = usable.some(isWorthAsking) ? overview(usable, texts) : undefined;
  const before = { unbound: texts.unbound, single: texts.single, group: undefined }[place];
  return { reply: before ? lines(before, listed) : (listed ?? texts.nothing) };
}

function details(usable: readonly Command[], args: string, rawArgs: string, texts: HelpTexts): Message {
  const asked = withoutSlash(args);
  const spellings = (command: Command) =>
    [command.name, ...command.aliases].map((s) => withoutSlash(comparable(s)));
  const exact = usable.filter((command) => spellings(command).includes(asked));
  const topic = usable.filter(
    (command) =>
      comparable(command.section) === asked ||
      spellings(command).some((spelling) => spelling.includes(asked)),
  );
  // 接龙 is asked about as a topic: the command of that name first, then a line for each of its relatives.
  const relatives = topic.filter((command) => !exact.includes(command));
  const inFull = exact.length + relatives.length <= DETAILS_AT_MOST ? relatives : [];
  const [further] = relatives;
  if (exact.length > 0 || further)
    return lines(
      ...exact.map(texts.details),
      ...relatives.map(inFull.length > 0 ? texts.details : texts.entry),
      further && inFull.length === 0 ? texts.more(withoutSlash(further.name)) : undefined,
    );
  return texts.unknown(shorten(rawArgs, 20), nearest(asked, usable.flatMap(spellings)));
}

const withoutSlash = (text: string) => text.replace(/^\/ ?/, '');
