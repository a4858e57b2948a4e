import { clockTime } from '../../calendar/clock-time.ts';
import { localTime } from '../../calendar/zone.ts';
import { type AuditEntry, auditRows } from '../../commands/audit.ts';
import type { ExportTable } from '../export-table.ts';
import { nameOf } from './show-audit.ts';
import { outcomeName } from './texts.ts';

/** The whole log, newest first. */
export const auditTable: ExportTable = {
  name: '操作记录',
  columns: ['时间', 'userid', '名字', '权限', '内容', '结果'],
  rows: ({ group, state }) =>
    [...state.all(auditRows).values()]
      .sort((a, b) => b.at - a.at)
      .map(({ at, by, power, args, outcome }: AuditEntry) => {
        const { date, minutes } = localTime(at, group.timezone);
        return [
          `${date} ${clockTime(minutes)}`,
          by,
          nameOf(state, by),
          power,
          args ?? '',
          outcomeName(outcome),
        ];
      }),
};
