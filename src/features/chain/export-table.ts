import { clockTime } from '../../calendar/clock-time.ts';
import { localTime } from '../../calendar/zone.ts';
import { memberRows } from '../../domain/people.ts';
import type { ExportTable, TableContext } from '../export-table.ts';
import { createDraft } from './draft.ts';
import { keyParts } from './entry-key.ts';
import { nameKey } from './list-line.ts';
import { readList } from './listed.ts';
import { nameOf } from './names.ts';
import { operatorTexts } from './operator-texts.ts';
import { type Chain, chainRows } from './rows.ts';
import { costOf } from './totals.ts';

/** `/导出 接龙 #2`: the lists of one chain, or of all there ever were, in the order of each list. */
export const chainTable: ExportTable = {
  name: '接龙',
  columns: ['接龙', '序号', '状态', '名字', '选项', '数量', '金额', '已付', '备注', '登记人', '时间'],
  rows: (context, args) => (chainsIn(context, args) ?? []).flatMap((one) => rowsOf(context, one)),
  missing: (context, args) =>
    chainsIn(context, args) === undefined ? operatorTexts.nothingToExport(args) : undefined,
};

type One = readonly [number, Chain];

/** `#2`, `2` or a title; everything without. Undefined where that is no chain. */
function chainsIn({ state }: TableContext, args: string): readonly One[] | undefined {
  const all = [...state.all(chainRows)]
    .map(([n, chain]): One => [Number(n), chain])
    .sort(([a], [b]) => a - b);
  const wanted = args.normalize('NFKC').trim();
  if (wanted === '') return all;
  const number = /^#?\s*(\d{1,9})$/.exec(wanted)?.[1];
  const found = all.filter(([n, { title }]) =>
    number === undefined ? nameKey(title) === nameKey(wanted) : n === Number(number),
  );
  return found.length > 0 ? found : undefined;
}

function rowsOf(context: TableContext, [n, chain]: One): (string | number)[][] {
  // All names in one read, not a row for each line of the list.
  context.state.all(memberRows);
  const list = readList(context, createDraft(context.state), n, chain);
  return [...list.in, ...list.waiting].map(({ key, entry, line, holder }, at) => {
    const waiting = entry.s === 'w';
    const { date, minutes } = localTime(entry.t * 1000, context.group.timezone);
    const byOther = keyParts(key).member === undefined && holder !== undefined;
    return [
      `#${n} ${chain.title}`,
      waiting ? at - list.in.length + 1 : at + 1,
      waiting ? '候补' : '报名',
      line.name,
      line.option ?? '',
      line.quantity,
      costOf(chain, line),
      line.paid ? '是' : '',
      line.remark ?? '',
      byOther ? nameOf(context, { id: holder }) : '',
      `${date} ${clockTime(minutes)}`,
    ];
  });
}
