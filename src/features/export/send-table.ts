import type { CommandContext } from '../../commands/command.ts';
import type { Group } from '../../domain/community.ts';
import type { Outcome } from '../../domain/decision.ts';
import { appOf } from '../../rules/notify-target.ts';
import type { ExportTable } from '../export-table.ts';
import { createWord } from '../wording.ts';
import type { readFormat } from './read-format.ts';
import { createTexts, exportTextKeys } from './texts.ts';

/**
 * Sends a table privately to whoever asked, as a file by the group's app; without an app says how to get it on the
 * machine. The file is made when it leaves, from what is true then.
 */
export function sendTable(
  context: CommandContext,
  group: Group,
  power: string,
  table: ExportTable,
  { args, format, other }: ReturnType<typeof readFormat>,
): Outcome {
  const { community, event, now, overrides, state, version } = context;
  const texts = createTexts(createWord(exportTextKeys, overrides?.export));
  if (other !== undefined)
    return {
      reply: texts.formats(other, table.name),
      trail: [{ by: `command:${power}`, outcome: 'refused', why: 'no such format' }],
    };
  const missing = table.missing?.({ community, group, now, state }, args);
  if (missing)
    return {
      reply: missing,
      trail: [{ by: `command:${power}`, outcome: 'refused', why: 'nothing of that name' }],
    };
  const app = appOf(community, group);
  if (app === undefined) return { reply: texts.noApp(table.name, args, group.id, format) };
  return {
    reply: texts.coming(table.name, format),
    effects: [
      {
        effect: {
          type: 'export',
          app,
          to: [event.actor],
          group: group.id,
          table: table.name,
          format,
          ...(args !== '' && { args }),
          origin: { source: `command:${power}`, event: event.id, version },
        },
      },
    ],
  };
}
