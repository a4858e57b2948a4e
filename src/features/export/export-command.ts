import type { Command } from '../../commands/command.ts';
import { stripEnd } from '../../text/strip-end.ts';
import type { ExportTable } from '../export-table.ts';
import { readFormat } from './read-format.ts';
import { sendTable } from './send-table.ts';

/** The short way to one table beside the other commands of its feature: `/接龙 导出 #2` is `/导出 接龙 #2`. */
export const exportCommand = (
  table: ExportTable,
  named: Pick<Command, 'power' | 'name' | 'aliases' | 'summary' | 'examples' | 'section'>,
): Command => ({
  ...named,
  minRole: 'admin',
  places: ['group'],
  run: (context, _, typed) =>
    context.group ? sendTable(context, context.group, named.power, table, readFormat(stripEnd(typed))) : {},
});
