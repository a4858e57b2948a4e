import type { CommandContext } from '../../commands/command.ts';
import { comparable } from '../../commands/spelling.ts';
import type { Outcome } from '../../domain/decision.ts';
import { shorten } from '../../text/graphemes.ts';
import { nearest } from '../../text/nearest.ts';
import type { ExportTable } from '../export-table.ts';
import { defineFeature } from '../feature.ts';
import { createWord } from '../wording.ts';
import { readFormat } from './read-format.ts';
import { sendTable } from './send-table.ts';
import { createTexts, type ExportTexts, exportTextKeys } from './texts.ts';

const POWER = 'export.send';

/** `/导出`: the tables that features offer, sent to the asker alone. */
export const exportFeature = defineFeature({
  id: 'export',
  texts: exportTextKeys,
  activate: (_, { featuresOf, texts: overrides }) => {
    const texts = createTexts(createWord(exportTextKeys, overrides));
    const tables = (): readonly ExportTable[] =>
      (featuresOf?.() ?? []).flatMap((feature) => feature.exports ?? []);
    return {
      id: 'export',
      commands: [
        {
          power: POWER,
          name: '/导出',
          aliases: ['/export'],
          minRole: 'admin',
          places: ['group'],
          summary: '把名单等导出成表格,私信给你',
          examples: ['/导出 成员', '/导出 操作记录 csv'],
          section: '管理',
          run: (context, args, typed) => choose(context, tables(), args, typed, texts),
        },
      ],
    };
  },
});

function choose(
  context: CommandContext,
  tables: readonly ExportTable[],
  args: string,
  typed: string,
  texts: ExportTexts,
): Outcome {
  const names = tables.map(({ name }) => name);
  const { args: wanted, ...format } = readFormat(args);
  if (wanted === '' || !context.group) return { reply: texts.what(names) };
  // `打卡 #2`: the longest name that begins what was typed.
  const table = [...tables]
    .sort((a, b) => b.name.length - a.name.length)
    .find(({ name }) => wanted === comparable(name) || wanted.startsWith(`${comparable(name)} `));
  if (!table)
    return {
      reply: texts.unknown(shorten(typed.trim(), 20), nearest(wanted, names), names),
      trail: [{ by: `command:${POWER}`, outcome: 'refused', why: 'no such table' }],
    };
  const rest = wanted.slice(comparable(table.name).length).trim();
  return sendTable(context, context.group, POWER, table, { args: rest, ...format });
}
