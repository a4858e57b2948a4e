import { clockTime } from '../../calendar/clock-time.ts';
import { localTime } from '../../calendar/zone.ts';
import type { DecisionContext } from '../../domain/context.ts';
import { createDraft } from './draft.ts';
import { keyParts } from './entry-key.ts';
import { readList } from './listed.ts';
import { nameOf } from './names.ts';
import { chainRows } from './rows.ts';
import { costOf } from './totals.ts';

export interface ChainTable {
  readonly title: string;
  readonly columns: readonly string[];
  /** Member text as it was written: whoever writes a file makes it safe for spreadsheets. */
  readonly rows: readonly (readonly (string | number)[])[];
}

const COLUMNS = ['序号', '状态', '名字', '选项', '数量', '金额', '已付', '备注', '登记人', '时间'] as const;

/** One chain as a table, in the order of its list; undefined when there is no chain of that number. */
export function exportTable(context: DecisionContext, number: number): ChainTable | undefined {
  const draft = createDraft(context.state);
  const chain = draft.get(chainRows, String(number));
  if (!chain || !context.group) return undefined;
  const zone = context.group.timezone;
  const list = readList(context, draft, number, chain);
  const rows = [...list.in, ...list.waiting].map(({ key, entry, line, holder }, n) => {
    const waiting = entry.s === 'w';
    const { date, minutes } = localTime(entry.t * 1000, zone);
    const byOther = keyParts(key).member === undefined && holder !== undefined;
    return [
      waiting ? n - list.in.length + 1 : n + 1,
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
  return { title: chain.title, columns: COLUMNS, rows };
}
