import { dateOfDay } from '../../calendar/dates.ts';
import { displayName, memberRows, useridFor } from '../../domain/people.ts';
import type { StateView } from '../../domain/state.ts';
import type { ExportTable, TableContext } from '../export-table.ts';
import type { Campaign } from './campaign.ts';
import { daysIn, hasDay } from './day-set.ts';
import { byTitle } from './pick.ts';
import { recordRows, wordRows } from './rows.ts';
import { texts } from './texts.ts';
import { doneDays, lateDays, madeUpDays } from './view.ts';

export type CampaignsOf = (context: TableContext) => readonly Campaign[];

/** `/导出 打卡 晨读`: every day done, a line a member and day; of one campaign, or of all the group has. */
export const checkinTable = (campaignsOf: CampaignsOf): ExportTable => {
  const meant = (context: TableContext, args: string): readonly Campaign[] => {
    const all = campaignsOf(context);
    if (args === '') return all;
    const one = byTitle(all, args);
    return one && one.content === '' ? [one.campaign] : [];
  };
  return {
    name: '打卡',
    columns: ['打卡', '名字', 'userid', '日期', '状态', '内容'],
    rows: (context, args) => meant(context, args).flatMap((campaign) => rowsOf(context.state, campaign)),
    missing: (context, args) =>
      args === '' || meant(context, args).length > 0
        ? undefined
        : texts.nothingToExport(
            args,
            campaignsOf(context).map(({ title }) => title),
          ),
  };
};

function rowsOf(state: StateView, { key, title }: Campaign): string[][] {
  const members = state.all(memberRows);
  const words = new Map<number, ReadonlyMap<string, string>>();
  /** What everybody wrote on a day, in one read. */
  const wordsOn = (day: number): ReadonlyMap<string, string> => {
    const written = words.get(day) ?? state.all(wordRows(key, day));
    words.set(day, written);
    return written;
  };
  return [...state.all(recordRows(key))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([member, record]) => {
      const row = members.get(member);
      const made = madeUpDays(record);
      const days = [...new Set([...daysIn(doneDays(record)), ...daysIn(made)])].sort((a, b) => a - b);
      return days.map((day) => [
        title,
        displayName(row, member),
        useridFor(row, member),
        dateOfDay(day),
        hasDay(made, day) ? '补卡' : hasDay(lateDays(record), day) ? '迟到' : '准时',
        wordsOn(day).get(member) ?? '',
      ]);
    });
}
