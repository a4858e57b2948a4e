import { clockTime } from '../../calendar/clock-time.ts';
import { localTime } from '../../calendar/zone.ts';
import { memberRows, useridFor } from '../../domain/people.ts';
import type { ExportTable } from '../export-table.ts';

/** Everybody the list of members knows, in the order in which they were first seen. */
export const membersTable: ExportTable = {
  name: '成员',
  columns: ['userid', '名字', '群昵称', '名片', '同事', '第一次见到', '进群', '最近', '退群'],
  rows: ({ group, state }) => {
    const when = (at: number | undefined): string => {
      if (at === undefined) return '';
      const { date, minutes } = localTime(at, group.timezone);
      return `${date} ${clockTime(minutes)}`;
    };
    return [...state.all(memberRows)]
      .sort(([, a], [, b]) => a.firstSeen - b.firstSeen)
      .map(([id, row]) => [
        useridFor(row, id),
        row.name ?? '',
        row.nickname ?? '',
        row.card ?? '',
        row.staff ? '是' : '',
        when(row.firstSeen),
        when(row.joinedAt),
        when(row.lastSeen),
        when(row.left),
      ]);
  },
};
