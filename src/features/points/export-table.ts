import { clockTime } from '../../calendar/clock-time.ts';
import { localTime } from '../../calendar/zone.ts';
import { displayName, memberRows, useridFor } from '../../domain/people.ts';
import type { ExportTable } from '../export-table.ts';
import { entriesOf } from './ledger.ts';
import { accountRows } from './rows.ts';

/** Every kept line of the group's ledger, member by member, oldest first. */
export const pointsTable: ExportTable = {
  name: '积分',
  columns: ['名字', 'userid', '时间', '变化', '余额', '原因'],
  rows: ({ group, state }) => {
    const members = state.all(memberRows);
    return [...state.all(accountRows).keys()].sort().flatMap((member) => {
      const row = members.get(member);
      return entriesOf(state, member).map(([at, delta, balance, reason]) => {
        const { date, minutes } = localTime(at * 1000, group.timezone);
        const when = `${date} ${clockTime(minutes)}`;
        return [displayName(row, member), useridFor(row, member), when, delta, balance, reason];
      });
    });
  },
};
