import { localTime } from '../../calendar/zone.ts';
import type { Group } from '../../domain/community.ts';
import { displayName, memberRows } from '../../domain/people.ts';
import type { StateView } from '../../domain/state.ts';
import { entriesOf } from './ledger.ts';
import { accountRows } from './rows.ts';

/** A table as a file will show it; cells are plain values, so whoever writes the file guards against formulas. */
export interface Table {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Every kept line of the group's ledger, member by member, oldest first. */
export function exportTable(state: StateView, group: Group): Table {
  const members = state.all(memberRows);
  const rows = [...state.all(accountRows).keys()].sort().flatMap((member) =>
    entriesOf(state, member).map(([at, delta, balance, reason, source]) => {
      const { date, minutes } = localTime(at * 1000, group.timezone);
      const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
      return [
        displayName(members.get(member), member),
        member,
        `${date} ${time}`,
        delta,
        balance,
        reason,
        source,
      ];
    }),
  );
  return {
    title: `${group.name} 积分明细`,
    header: ['姓名', '成员', '时间', '变化', '余额', '原因', '来源'],
    rows,
  };
}
