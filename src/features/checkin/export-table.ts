import { dateOfDay } from '../../calendar/dates.ts';
import { displayName, memberRows } from '../../domain/people.ts';
import type { StateView } from '../../domain/state.ts';
import type { Table } from '../points/export-table.ts';
import type { Campaign } from './campaign.ts';
import { daysIn, hasDay } from './day-set.ts';
import { recordRows } from './rows.ts';
import { doneDays, lateDays, madeUpDays } from './view.ts';

/** Every day done in one campaign: a line a member and day. The sender of the file guards against formulas. */
export function exportTable(state: StateView, { key, title }: Campaign): Table {
  const members = state.all(memberRows);
  const rows = [...state.all(recordRows(key))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([member, record]) => {
      const made = madeUpDays(record);
      const days = [...new Set([...daysIn(doneDays(record)), ...daysIn(made)])].sort((a, b) => a - b);
      return days.map((day) => [
        displayName(members.get(member), member),
        member,
        dateOfDay(day),
        hasDay(made, day) ? '补卡' : hasDay(lateDays(record), day) ? '迟到' : '准时',
      ]);
    });
  return { title: `打卡 ${title}`, header: ['姓名', '成员', '日期', '状态'], rows };
}
