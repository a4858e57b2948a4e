import { dateOfDay, mondayOf, weekOfDay } from '../../calendar/dates.ts';
import type { MemberRef } from '../../domain/chat.ts';
import { isStaff } from '../../domain/community.ts';
import { type MemberId, memberIdSchema } from '../../domain/ids.ts';
import { memberRows } from '../../domain/people.ts';
import { isScheduled } from './asked-days.ts';
import { type Campaign, perWeekOf } from './campaign.ts';
import { countDays, hasDay, lastDay } from './day-set.ts';
import { type Desk, refOf } from './desk.ts';
import { isPausedOn } from './edit-record.ts';
import { personRows, type Record } from './rows.ts';
import { doneDays, within } from './view.ts';

export interface Missing {
  readonly member: MemberRef;
  readonly record: Record | undefined;
  readonly streak: number;
}

/**
 * Who is asked on a day and has not checked in: known members of the group who are neither paused nor out of the
 * campaign; the team only where they take part. Those with most to lose come first.
 */
export function missingOn(desk: Desk, campaign: Campaign, day: number): Missing[] {
  const { context, group, where } = desk;
  const { state, community } = context;
  const view = desk.view(campaign);
  if (!isScheduled(campaign, dateOfDay(day), where.own) || within(view.meta.pz, day)) return [];
  const people = state.all(personRows);
  const missing: Missing[] = [];
  for (const [id, row] of state.all(memberRows)) {
    if (row.left !== undefined || people.get(id)?.left !== undefined || id.startsWith('name:')) continue;
    const member: MemberId = memberIdSchema.parse(id);
    const record = desk.record(campaign, member);
    const isTeam = row.staff === true || isStaff(community, group, member);
    if (record === undefined && isTeam) continue;
    if (record && (record.x !== undefined || isPausedOn(record, day) || hasEnough(campaign, record, day)))
      continue;
    missing.push({ member: refOf(member, row), record, streak: view.standing(record).streak });
  }
  return missing.sort((a, b) => b.streak - a.streak || (a.member.id < b.member.id ? -1 : 1));
}

/** Done for the day, for the week where weeks count, or for good. */
const hasEnough = (campaign: Campaign, record: Record, day: number): boolean => {
  const done = doneDays(record);
  if (hasDay(done, day)) return true;
  if (campaign.frequency === 'once') return lastDay(done) !== undefined;
  const perWeek = perWeekOf(campaign);
  const monday = mondayOf(weekOfDay(day));
  return perWeek !== undefined && countDays(done, monday, monday + 6) >= perWeek;
};
